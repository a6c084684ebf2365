"""What is due, for people to see, and when they are told."""

from flask import Blueprint

from tracker.reminders import queries
from tracker.reminders.views import (
    bell,
    chasing,
    chat_digest,
    choices,
    due,
    feed_files,
    feeds,
    hours,
    nudging,
    preview,
    rules,
)
from tracker.reminders.views import due_changes as due_changes  # of the blueprint of what is due
from tracker.reminders.views import due_days as due_days  # the same

__all__ = ["BLUEPRINTS", "queries"]
BLUEPRINTS: tuple[Blueprint, ...] = (
    bell.bp,
    chasing.bp,
    nudging.bp,
    chat_digest.bp,
    choices.bp,
    due.bp,
    feed_files.bp,
    feeds.bp,
    hours.bp,
    preview.bp,
    rules.bp,
)

"""Telling people what is due, and when they want to be told."""

from tracker.reminders.services.digests import note_nothing_due, prepare_digest
from tracker.reminders.services.timing import change_rule, change_times, choose, restore_rule

__all__ = ["change_rule", "change_times", "choose", "note_nothing_due", "prepare_digest", "restore_rule"]

"""A person's first pages, the mail that leaves, the trail, and who may do what."""

from tracker.home.views.access import bp as access
from tracker.home.views.outbox import bp as outbox
from tracker.home.views.pages import bp
from tracker.home.views.trail import bp as trail

__all__ = ["access", "bp", "outbox", "trail"]

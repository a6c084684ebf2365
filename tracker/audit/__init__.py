"""The trail: who did what, when, from what to what. Only ever added to."""

from tracker.audit.services import record

__all__ = ["record"]

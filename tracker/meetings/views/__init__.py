"""Pages of meetings: the meetings themselves, and their conclusions."""

from tracker.meetings.views.conclusions import bp as conclusions
from tracker.meetings.views.meetings import bp as meetings

__all__ = ["conclusions", "meetings"]

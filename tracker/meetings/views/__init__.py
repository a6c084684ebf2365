"""Pages of meetings: the meetings themselves, and their conclusions."""

from tracker.meetings.views import conclusions, meetings

BLUEPRINTS = (meetings.bp, conclusions.bp)

"""What the states of meetings and conclusions are called."""

from flask_babel import gettext

from tracker.core.errors import N_
from tracker.meetings.models import ConclusionState, MeetingState

MEETING_STATE = {
    MeetingState.PLANNED: N_("Planned"),
    MeetingState.INVITED: N_("Units invited"),
    MeetingState.IN_SESSION: N_("In session"),
    MeetingState.CONCLUDED: N_("Closed, not published yet"),
    MeetingState.PUBLISHED: N_("Published"),
    MeetingState.CANCELLED: N_("Cancelled"),
}
CONCLUSION_STATE = {
    ConclusionState.DRAFT: N_("Draft conclusion"),
    ConclusionState.PUBLISHED: N_("Published"),
    ConclusionState.DROPPED: N_("Dropped"),
}
# How each state looks: a tone of shared/macros/badges.html.
MEETING_TONE = {
    MeetingState.PLANNED: "open",
    MeetingState.INVITED: "open",
    MeetingState.IN_SESSION: "overdue",
    MeetingState.CONCLUDED: "due-soon",
    MeetingState.PUBLISHED: "done",
    MeetingState.CANCELLED: "excused",
}


def options() -> list[tuple[str, str]]:
    """The states of meetings as the choices of a filter."""
    return [(state.value, gettext(label)) for state, label in MEETING_STATE.items()]

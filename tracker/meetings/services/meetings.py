"""What is done to meetings: opening, each move from state to state, and taking a notice in."""

from datetime import date, datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import hold
from tracker.core.errors import check_move
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.meetings import labels, queries
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.rules import MEETING_MOVES, NOT_HELD_YET, MeetingUnderWay
from tracker.meetings.services.following import show_change
from tracker.meetings.services.planning import plan_meeting, where
from tracker.meetings.services.seats import begin_attendance
from tracker.meetings.services.venues import venue_called
from tracker.office.models import Person


def open_meeting(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Begin it; the day it is held is today, unless another was set."""
    move_meeting(meeting, MeetingState.IN_SESSION)
    meeting.held_on = meeting.held_on or clock.local(at).date()
    meeting.opened_at = at
    begin_attendance(meeting, at=at)
    audit.record("meeting.opened", subject=meeting, by=by, at=at, held_on=meeting.held_on)


def record_notice(
    notice: Document,
    *,
    programme_id: int,
    quarter: Quarter,
    title: str,
    by: Person,
    at: datetime,
    venue: str = "",
    held_on: date | None = None,
) -> Meeting:
    """The meeting whose conclusions a notice issues, published: the quarter's planned one, or else a new one.

    The same notice finds the same meeting again. Raises MeetingUnderWay where that meeting's conclusions are being
    recorded here.
    """
    known = queries.meetings_of(programme_id, quarter)
    for meeting in known:
        if meeting.notice_id == notice.id:
            return meeting
    held = next((m for m in known if m.state in (MeetingState.IN_SESSION, MeetingState.CONCLUDED)), None)
    if held is not None:
        raise MeetingUnderWay(meeting=held.title)
    found = next((m for m in known if m.state in NOT_HELD_YET), None)
    if found is None:
        series = queries.series_lacking(programme_id, quarter)
        found = plan_meeting(title, programme_id=programme_id, quarter=quarter, series=series, by=by, at=at)
    hold(found)
    if found.state not in NOT_HELD_YET:  # somebody has opened it at this moment
        raise MeetingUnderWay(meeting=found.title)
    found.notice, found.state = notice, MeetingState.PUBLISHED
    found.held_on = held_on or found.held_on
    if venue:
        found.venue = venue_called(venue, by=by, at=at, held_on=found.held_on)
    audit.record("meeting.notice_recorded", subject=found, by=by, at=at, notice=notice.label, **where(found))
    return found


def move_meeting(meeting: Meeting, wanted: MeetingState) -> None:
    """Bring it to another state, where the table lets it go there."""
    hold(meeting)
    check_move(MEETING_MOVES, meeting.state, wanted, labels.MEETING_STATE)
    meeting.state = wanted
    show_change(meeting)

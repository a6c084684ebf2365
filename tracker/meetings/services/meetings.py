"""What is done to meetings: planning, holding, publishing, and taking a notice in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.meetings import labels, queries
from tracker.meetings.models import ConclusionState, Meeting, MeetingState, Venue
from tracker.meetings.rules import MEETING_MOVES, NOT_HELD_YET, MeetingUnderWay, NothingToPublish
from tracker.meetings.services.conclusions import give_task
from tracker.office.models import Person


def plan_meeting(
    title: str,
    *,
    programme_id: int,
    quarter: Quarter,
    by: Person,
    at: datetime,
    venue: str = "",
    held_on: date | None = None,
    plan_document: Document | None = None,
    span: tuple[int, int] | None = None,
) -> Meeting:
    """Enter a meeting of a quarter. `span` is where its clause stands in the plan's text."""
    meeting = Meeting(
        programme_id=programme_id,
        quarter=quarter,
        title=title,
        venue=_venue(venue, by=by, at=at),
        held_on=held_on,
        state=MeetingState.PLANNED,
        plan_document=plan_document,
    )
    if span is not None:
        meeting.clause_start, meeting.clause_end = span
    db.session.add(meeting)
    audit.record("meeting.planned", subject=meeting, by=by, at=at, meeting=title, **_where(meeting))
    return meeting


def edit_meeting(
    meeting: Meeting,
    *,
    title: str,
    quarter: Quarter,
    venue: str,
    held_on: date | None,
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Mend what a meeting is called, its quarter, place and day. Raises ChangedMeanwhile."""
    if meeting.version != seen:
        raise ChangedMeanwhile
    meeting.title, meeting.quarter, meeting.held_on = title, quarter, held_on
    meeting.venue = _venue(venue, by=by, at=at)
    audit.record("meeting.edited", subject=meeting, by=by, at=at, meeting=title, **_where(meeting))


def open_meeting(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Begin it; the day it is held is today, unless another was set."""
    _move(meeting, MeetingState.IN_SESSION)
    meeting.held_on = meeting.held_on or clock.local(at).date()
    audit.record("meeting.opened", subject=meeting, by=by, at=at, held_on=meeting.held_on)


def close_meeting(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """End it; its conclusions stay as they are from now on."""
    _move(meeting, MeetingState.CONCLUDED)
    drafts = [c for c in meeting.conclusions if c.state is ConclusionState.DRAFT]
    audit.record("meeting.closed", subject=meeting, by=by, at=at, conclusions=len(drafts))


def publish_meeting(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Make every draft one task with a part for each unit, active at once.

    Groups mean the units that they have on this day. Raises NothingToPublish, GroupIsEmpty.
    """
    _move(meeting, MeetingState.PUBLISHED)
    drafts = [c for c in meeting.conclusions if c.state is ConclusionState.DRAFT]
    if not drafts:
        raise NothingToPublish
    for conclusion in drafts:
        give_task(conclusion, by=by, at=at)
    audit.record("meeting.published", subject=meeting, by=by, at=at, conclusions=len(drafts))


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
        found = plan_meeting(title, programme_id=programme_id, quarter=quarter, venue=venue, by=by, at=at)
    hold(found)
    found.notice, found.state = notice, MeetingState.PUBLISHED
    found.held_on = held_on or found.held_on
    if venue:
        found.venue = _venue(venue, by=by, at=at)
    audit.record("meeting.notice_recorded", subject=found, by=by, at=at, notice=notice.label, **_where(found))
    return found


def _move(meeting: Meeting, wanted: MeetingState) -> None:
    hold(meeting)
    check_move(MEETING_MOVES, meeting.state, wanted, labels.MEETING_STATE)
    meeting.state = wanted


def _venue(name: str, *, by: Person, at: datetime) -> Venue | None:
    """The venue of that name, found or made; None for no name."""
    name = " ".join(name.split())
    if not name:
        return None
    found = queries.find_venue(name)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            fresh = Venue(name=name)
            db.session.add(fresh)
            audit.record("venue.added", subject=fresh, by=by, at=at, venue=name)
    except IntegrityError:  # another has just added it
        return queries.find_venue(name)
    return fresh


def _where(meeting: Meeting) -> dict[str, Any]:
    return {"venue": meeting.venue.name if meeting.venue is not None else None, "held_on": meeting.held_on}

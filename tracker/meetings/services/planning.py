"""A meeting is planned, and what is known of it is mended."""

from datetime import date, datetime, time
from typing import Any

from tracker import audit
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.meetings import labels
from tracker.meetings.models import Meeting, MeetingSeries, MeetingState
from tracker.meetings.rules import InvitedMeetingIsMoved
from tracker.meetings.services.following import show_change
from tracker.meetings.services.venues import venue_called
from tracker.office.models import Person, Unit


def plan_meeting(
    title: str,
    *,
    programme_id: int,
    quarter: Quarter,
    by: Person,
    at: datetime,
    venue: str = "",
    held_on: date | None = None,
    starts_at: time | None = None,
    chair_id: int | None = None,
    guests: str = "",
    series: MeetingSeries | None = None,
    host: Unit | None = None,
    plan_document: Document | None = None,
    span: tuple[int, int] | None = None,
) -> Meeting:
    """Enter a meeting of a quarter. `span` is where its clause stands in the plan's text. Raises VenueHasEnded.

    `host` is whose place a venue is that is not known yet and names no unit.
    """
    meeting = Meeting(
        programme_id=programme_id,
        quarter=quarter,
        title=title,
        venue=venue_called(venue, by=by, at=at, held_on=held_on, host=host),
        held_on=held_on,
        starts_at=starts_at,
        chair_id=chair_id,
        guests=guests,
        series_id=series.id if series is not None else None,
        state=MeetingState.PLANNED,
        plan_document=plan_document,
    )
    if span is not None:
        meeting.clause_start, meeting.clause_end = span
    db.session.add(meeting)
    audit.record("meeting.planned", subject=meeting, by=by, at=at, meeting=title, **where(meeting))
    return meeting


def edit_meeting(
    meeting: Meeting,
    *,
    title: str,
    quarter: Quarter,
    venue: str,
    held_on: date | None,
    starts_at: time | None,
    chair_id: int | None,
    guests: str,
    series: MeetingSeries | None,
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Mend what is known of a meeting.

    Raises ChangedMeanwhile, NotFromHere of one that was cancelled, VenueHasEnded, and InvitedMeetingIsMoved where units
    are invited and would have to be told.
    """
    hold(meeting)
    if meeting.version != seen:
        raise ChangedMeanwhile
    if meeting.state is MeetingState.CANCELLED:
        raise NotFromHere(state=labels.MEETING_STATE[meeting.state])
    place = venue_called(venue, by=by, at=at, held_on=held_on) if venue != _name(meeting) else meeting.venue
    moved = (held_on, starts_at, place) != (meeting.held_on, meeting.starts_at, meeting.venue)
    if moved and meeting.state is MeetingState.INVITED:
        raise InvitedMeetingIsMoved
    meeting.title, meeting.quarter, meeting.guests = title, quarter, guests
    meeting.held_on, meeting.starts_at, meeting.venue = held_on, starts_at, place
    meeting.chair_id = chair_id
    meeting.series_id = series.id if series is not None else None
    audit.record("meeting.edited", subject=meeting, by=by, at=at, meeting=title, **where(meeting))
    show_change(meeting)


def where(meeting: Meeting) -> dict[str, Any]:
    """Where and when a meeting is held, as its events tell it."""
    return {
        "venue": _name(meeting) or None,
        "held_on": meeting.held_on,
        "starts_at": f"{meeting.starts_at:%H:%M}" if meeting.starts_at is not None else None,
    }


def _name(meeting: Meeting) -> str:
    return meeting.venue.name if meeting.venue is not None else ""

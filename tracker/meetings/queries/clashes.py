"""What stands in the way of a meeting where and when it is to be held."""

from dataclasses import dataclass
from datetime import date, time

import sqlalchemy as sa

from tracker.calendar.queries import work_calendar
from tracker.core.db import db
from tracker.core.errors import Doubt, Message
from tracker.core.periods import Quarter
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.policy import visible_to
from tracker.meetings.rules import (
    ALL_DAY,
    OF_ANOTHER_PROGRAMME,
    TAKEN,
    Booking,
    Clash,
    SeriesMeetsAlready,
    clashes,
    doubts_of_day,
)
from tracker.office.models import Person


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A meeting that has the same venue or chair at the same time. Of one that the reader may not know, no title."""

    clash: Clash
    meeting_id: int
    title: str
    starts_at: time | None


def clashes_of(person: Person, booking: Booking, *, but: int | None = None) -> list[ClashRow]:
    """Meetings of all programmes, not cancelled, that clash with a booking; `but` is the meeting that it is of."""
    if booking.day is None or (booking.venue_id is None and booking.chair_id is None):
        return []
    columns = (Meeting.id, Meeting.title, Meeting.starts_at, Meeting.venue_id, Meeting.chair_id)
    same_day = (
        sa.select(*columns, visible_to(person).label("known"))
        .where(
            Meeting.held_on == booking.day,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.id.is_distinct_from(but),
            (Meeting.venue_id == booking.venue_id) | (Meeting.chair_id == booking.chair_id),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [
        ClashRow(clash, row.id, row.title if row.known else "", row.starts_at)
        for row in db.session.execute(same_day)
        for clash in clashes(booking, Booking(booking.day, row.starts_at, row.venue_id, row.chair_id))
    ]


def doubts_about(person: Person, booking: Booking, *, today: date, but: int | None = None) -> list[Doubt]:
    """All that is unusual about a booking, for a form to ask about."""
    if booking.day is None:
        return []
    found = list(doubts_of_day(booking.day, today=today, calendar=work_calendar()))
    for row in clashes_of(person, booking, but=but):
        begins: str | Message = f"{row.starts_at:%H:%M}" if row.starts_at is not None else ALL_DAY
        meeting: str | Message = f"“{row.title}”" if row.title else OF_ANOTHER_PROGRAMME
        found.append(TAKEN[row.clash](day=f"{booking.day:%d/%m/%Y}", meeting=meeting, time=begins))
    return found


def doubt_of_series(series_id: int, quarter: Quarter, *, but: int | None = None) -> list[Doubt]:
    """Where the series has a meeting of that quarter."""
    known = sa.select(Meeting.title).where(
        Meeting.series_id == series_id,
        Meeting.quarter == quarter,
        Meeting.state != MeetingState.CANCELLED,
        Meeting.id.is_distinct_from(but),
    )
    title = db.session.scalar(known.limit(1))
    return [SeriesMeetsAlready(quarter=quarter.label, meeting=f"“{title}”")] if title is not None else []

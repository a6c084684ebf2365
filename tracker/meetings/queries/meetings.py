"""Reading meetings."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.core.folding import vietnamese_key
from tracker.core.periods import Quarter
from tracker.meetings.models import (
    Conclusion,
    ConclusionState,
    Meeting,
    MeetingState,
    Venue,
)
from tracker.meetings.policy import conclusions_visible_to, visible_to
from tracker.meetings.queries.conclusions import WITH_ADDRESSEES, WITH_ANSWERS
from tracker.office.models import Person, Programme, Role, RoleKind
from tracker.office.queries.roles import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting as the list of meetings shows it. `conclusions` counts those that the reader may see."""

    id: int
    title: str
    quarter: Quarter
    held_on: date | None
    starts_at: time | None
    venue: str
    state: MeetingState
    conclusions: int


def get_meeting(meeting_id: int) -> Meeting | None:
    """A meeting with its programme's members and its conclusions, whom they address included."""
    return db.session.scalar(
        sa.select(Meeting)
        .where(Meeting.id == meeting_id)
        .options(
            joinedload(Meeting.venue),
            joinedload(Meeting.series),
            joinedload(Meeting.chair),
            joinedload(Meeting.plan_document),
            joinedload(Meeting.notice),
            joinedload(Meeting.programme).selectinload(Programme.members),
            selectinload(Meeting.conclusions).options(WITH_ADDRESSEES, WITH_ANSWERS),
        )
    )


def meetings_seen_by(
    person: Person,
    *,
    programme_id: int,
    quarters: Collection[Quarter],
    state: MeetingState | None = None,
    venue_id: int | None = None,
    sort: str = "",
) -> list[MeetingRow]:
    """The meetings of some quarters that a person may see, in the order of the year.

    `sort` is "title", "venue", "day" or "state", with a minus for the other way round.
    """
    seen = (
        sa.select(sa.func.count())
        .select_from(Conclusion)
        .where(
            Conclusion.meeting_id == Meeting.id,
            Conclusion.state != ConclusionState.DROPPED,
            Conclusion.replaces_id.is_(None),
            conclusions_visible_to(person),
        )
        .correlate(Meeting)
        .scalar_subquery()
    )
    query = (
        sa.select(
            Meeting.id,
            Meeting.title,
            Meeting.quarter,
            Meeting.held_on,
            Meeting.starts_at,
            sa.func.coalesce(Venue.name, "").label("venue"),
            Meeting.state,
            seen.label("conclusions"),
        )
        .outerjoin(Venue, Venue.id == Meeting.venue_id)
        .where(Meeting.programme_id == programme_id, Meeting.quarter.in_(quarters), visible_to(person))
        .order_by(Meeting.quarter, Meeting.held_on.is_(None), Meeting.held_on, Meeting.id)
    )
    if state is not None:
        query = query.where(Meeting.state == state)
    if venue_id is not None:
        query = query.where(Meeting.venue_id == venue_id)
    return _in_order([MeetingRow(**row._asdict()) for row in db.session.execute(query)], sort)


def _in_order(rows: list[MeetingRow], sort: str) -> list[MeetingRow]:
    places = {state: place for place, state in enumerate(MeetingState)}
    keys: dict[str, Callable[[MeetingRow], Any]] = {
        "title": lambda row: vietnamese_key(row.title),
        "venue": lambda row: vietnamese_key(row.venue),
        "day": lambda row: (row.held_on or date.max, row.starts_at or time.min),
        "state": lambda row: places[row.state],
    }
    key = keys.get(sort.lstrip("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key is not None else rows


def chairs_of(programme_id: int, *, on: date) -> list[tuple[int, str]]:
    """Numbers and names of those who chair a programme on a day, by name."""
    chairing = sa.select(Role.person_id).where(
        Role.kind == RoleKind.CHAIR, Role.programme_id == programme_id, in_force(on)
    )
    people = sa.select(Person.id, Person.full_name).where(Person.id.in_(chairing), Person.ended_on.is_(None))
    return [(number, name) for number, name in db.session.execute(people.order_by(Person.sort_key, Person.id))]


def earlier_than(meeting: Meeting) -> sa.ColumnElement[bool]:
    """The published meetings of its programme that came before one, as a condition."""
    before = (Meeting.quarter < meeting.quarter) | ((Meeting.quarter == meeting.quarter) & (Meeting.id < meeting.id))
    return (Meeting.programme_id == meeting.programme_id) & (Meeting.state == MeetingState.PUBLISHED) & before


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The last published meeting before this one, with its conclusions and their tasks."""
    return db.session.scalar(
        sa.select(Meeting)
        .where(earlier_than(meeting))
        .order_by(Meeting.quarter.desc(), Meeting.held_on.desc().nulls_last(), Meeting.id.desc())
        .limit(1)
        .options(selectinload(Meeting.conclusions).joinedload(Conclusion.task))
    )


def meetings_of(programme_id: int, quarter: Quarter) -> Sequence[Meeting]:
    """The meetings of a quarter that were not cancelled, for a notice to find its own."""
    return db.session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.programme_id == programme_id,
            Meeting.quarter == quarter,
            Meeting.state != MeetingState.CANCELLED,
        )
        .order_by(Meeting.id)
    ).all()

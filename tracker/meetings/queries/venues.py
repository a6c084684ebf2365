"""Reading venues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.core.db import db
from tracker.core.folding import fold, vietnamese_key
from tracker.meetings.models import Meeting, MeetingState, Venue
from tracker.meetings.policy import visible_to
from tracker.meetings.rules import NOT_HELD_YET
from tracker.office.models import Person, Programme, Unit
from tracker.office.queries.units import name_on

MOST_HELD = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRow:
    """A venue as the list shows it. `meetings` and `last_on` speak of those meetings that the reader may see."""

    id: int
    name: str
    address: str
    host: str
    seats: int | None
    meetings: int
    last_on: date | None
    ended_on: date | None


def get_venue(venue_id: int) -> Venue | None:
    """The venue of that number with its host."""
    return db.session.get(Venue, venue_id, options=[joinedload(Venue.host)])


def find_venue(name: str) -> Venue | None:
    """The venue of that name, whatever its marks and capitals."""
    wanted = fold(name)
    named = db.session.execute(sa.select(Venue.id, Venue.name)).all()
    found = next((number for number, known in named if fold(known) == wanted), None)
    return db.session.get(Venue, found) if found is not None else None


def venue_names() -> Sequence[str]:
    """All venues that are in use, for a form to offer."""
    in_use = sa.select(Venue.name).where(Venue.ended_on.is_(None))
    return sorted(db.session.scalars(in_use), key=vietnamese_key)


def venues_held_at(programme_id: int) -> list[tuple[int, str]]:
    """Numbers and names of the venues of a programme's meetings, for a list to narrow by."""
    held = sa.select(Meeting.venue_id).where(Meeting.programme_id == programme_id)
    rows = db.session.execute(sa.select(Venue.id, Venue.name).where(Venue.id.in_(held)))
    return sorted(((number, name) for number, name in rows), key=lambda row: vietnamese_key(row[1]))


def is_needed(venue: Venue) -> bool:
    """Whether a meeting is still to be held there."""
    to_come = sa.select(Meeting.id).where(Meeting.venue_id == venue.id, Meeting.state.in_(NOT_HELD_YET))
    return db.session.scalar(to_come.limit(1)) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A meeting at a venue."""

    id: int
    title: str
    programme: str
    held_on: date | None
    starts_at: time | None
    state: MeetingState


def meetings_at(venue: Venue, person: Person) -> list[HeldRow]:
    """The meetings at a venue that a person may see, those to come first, then back from the last; at most fifty."""
    columns = (
        Meeting.id,
        Meeting.title,
        Programme.short_name.label("programme"),
        Meeting.held_on,
        Meeting.starts_at,
        Meeting.state,
    )
    held = (
        sa.select(*columns)
        .join(Programme, Programme.id == Meeting.programme_id)
        .where(Meeting.venue_id == venue.id, visible_to(person))
        .order_by(Meeting.held_on.is_not(None), Meeting.held_on.desc(), Meeting.id.desc())
    )
    return [HeldRow(**row._asdict()) for row in db.session.execute(held.limit(MOST_HELD))]


def venues(person: Person, *, today: date, words: str = "", ended: bool = False, sort: str = "") -> list[VenueRow]:
    """The venues whose name, address or host holds the words, marks aside; ended ones last, only where asked for.

    `sort` is "name", "host", "seats", "meetings" or "last", with a minus for the other way round.
    """
    held = (
        sa.select(Meeting.venue_id, sa.func.count().label("meetings"), sa.func.max(Meeting.held_on).label("last_on"))
        .where(Meeting.state != MeetingState.CANCELLED, visible_to(person))
        .group_by(Meeting.venue_id)
        .subquery()
    )
    query = (
        sa.select(
            Venue.id,
            Venue.name,
            Venue.address,
            sa.func.coalesce(name_on(today), "").label("host"),
            Venue.seats,
            sa.func.coalesce(held.c.meetings, 0).label("meetings"),
            held.c.last_on,
            Venue.ended_on,
        )
        .outerjoin(Unit, Unit.id == Venue.host_id)
        .outerjoin(held, held.c.venue_id == Venue.id)
    )
    if not ended:
        query = query.where(Venue.ended_on.is_(None))
    rows = [VenueRow(**row._asdict()) for row in db.session.execute(query)]
    wanted = fold(words)
    found = [row for row in rows if wanted in fold(f"{row.name} {row.address} {row.host}")]
    return _in_order(found, sort)


def _in_order(rows: list[VenueRow], sort: str) -> list[VenueRow]:
    keys = {
        "host": lambda row: (row.host == "", vietnamese_key(row.host)),
        "seats": lambda row: row.seats or 0,
        "meetings": lambda row: row.meetings,
        "last": lambda row: row.last_on or date.min,
    }
    rows = sorted(rows, key=lambda row: vietnamese_key(row.name), reverse=sort == "-name")
    if sort.lstrip("-") in keys:
        rows.sort(key=keys[sort.lstrip("-")], reverse=sort.startswith("-"))
    return sorted(rows, key=lambda row: row.ended_on is not None)

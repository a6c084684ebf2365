"""Pilots as their list shows them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.office.models import Person, Unit
from tracker.pilots.models import Effect, Pilot, PilotFunding, PilotReview, PilotState, PilotYear, Registration
from tracker.pilots.policy import reads_whole, visible_to
from tracker.pilots.queries.counts import lacks_review
from tracker.pilots.rules import OPEN

Ordered: TypeAlias = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """A pilot as the list shows it. `money` is of the year that the list is of, and None where it may not be read."""

    id: int
    name: str
    place: str
    unit_id: int
    unit: str
    state: PilotState
    kind: Registration
    origin: str
    households: int | None
    began_on: date | None
    effect: Effect | None
    unreviewed: bool
    money: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a list is narrowed. `year` none: of all years; `lapsed`: open, and not registered for the quarter's year."""

    year: int | None
    lapsed: bool = False
    unit_id: int | None = None
    state: PilotState | None = None
    kind: Registration | None = None
    effect: Effect | None = None
    unreviewed: bool = False
    words: str = ""


def pilots_seen_by(
    person: Person,
    wanted: Wanted,
    *,
    programme_id: int,
    quarter: Quarter,
    sort: str = "unit",
    after: int | None = None,
    limit: int | None = None,
) -> list[PilotRow]:
    """The pilots of a programme that a person may see, in pages: those that come `after` one of them.

    `sort` is unit, name, state or households, from the last on with "-" before it. The effect is that of the last
    review up to the quarter; `unreviewed` that it runs and has none of the quarter.
    """
    year = sa.literal(wanted.year or quarter.year)
    last = sa.select(sa.func.max(PilotYear.year)).where(PilotYear.pilot_id == Pilot.id)
    latest = last.correlate(Pilot).scalar_subquery()
    registered = PilotYear.year == (latest if wanted.year is None else year)
    origin = aliased(Pilot)
    effect = (
        sa.select(PilotReview.effect)
        .where(PilotReview.pilot_id == Pilot.id, PilotReview.quarter <= quarter)
        .order_by(PilotReview.quarter.desc())
        .limit(1)
        .correlate(Pilot)
        .scalar_subquery()
    )
    money = (
        sa.select(sa.func.sum(PilotFunding.amount))
        .where(PilotFunding.pilot_id == Pilot.id, PilotFunding.year == year, PilotFunding.ended_at.is_(None))
        .correlate(Pilot)
        .scalar_subquery()
    )
    unreviewed = lacks_review(quarter)
    query = (
        sa.select(
            Pilot.id,
            Pilot.name,
            Pilot.place,
            Pilot.unit_id,
            Unit.name.label("unit"),
            Pilot.state,
            PilotYear.kind,
            sa.func.coalesce(origin.name, "").label("origin"),
            Pilot.households,
            Pilot.began_on,
            effect.label("effect"),
            unreviewed.label("unreviewed"),
            money.label("money"),
        )
        .join(Unit, Unit.id == Pilot.unit_id)
        .join(PilotYear, (PilotYear.pilot_id == Pilot.id) & registered)
        .outerjoin(origin, origin.id == Pilot.origin_id)
        .where(Pilot.programme_id == programme_id, visible_to(person))
        .limit(limit)
    )
    if wanted.lapsed:
        query = query.where(Pilot.state.in_(OPEN), latest < quarter.year)
    for column, value in (
        (Pilot.unit_id, wanted.unit_id),
        (Pilot.state, wanted.state),
        (PilotYear.kind, wanted.kind),
        (effect, wanted.effect),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.unreviewed:
        query = query.where(unreviewed)
    for word in fold(wanted.words).split():
        query = query.where(Pilot.folded.contains(word, autoescape=True))
    rows = db.session.execute(_in_order(query, sort, after, programme_id))
    return [_readable(person, programme_id, PilotRow(**row._asdict())) for row in rows]


def _in_order(query: Ordered, sort: str, after: int | None, programme_id: int) -> Ordered:
    """By one column and then by number; `after` is the pilot whose place in that order the page begins behind."""
    places = sa.case(
        {state.value: place for place, state in enumerate(PilotState)}, value=sa.cast(Pilot.state, sa.String)
    )
    sorts: dict[str, sa.SQLColumnExpression[Any]] = {
        "unit": Unit.sort_key,
        "name": Pilot.folded,
        "state": places,
        "households": sa.func.coalesce(Pilot.households, -1),
    }
    key = sorts.get(sort.removeprefix("-"), Unit.sort_key)
    down = sort.startswith("-")
    if after is not None:
        last = (
            sa.select(key)
            .select_from(Pilot)
            .join(Unit, Unit.id == Pilot.unit_id)
            .where(Pilot.id == after, Pilot.programme_id == programme_id)  # no other orders anything here
            .correlate(None)
            .scalar_subquery()
        )
        further = key < last if down else key > last
        query = query.where(further | ((key == last) & (Pilot.id > after)))
    return query.order_by(key.desc() if down else key, Pilot.id)


def _readable(person: Person, programme_id: int, row: PilotRow) -> PilotRow:
    return row if reads_whole(person, programme_id=programme_id, unit_id=row.unit_id) else replace(row, money=None)

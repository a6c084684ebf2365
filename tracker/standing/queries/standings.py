"""One unit's standing: beside the programme's middle, over its past quarters, with those before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Period, Quarter, Stretch
from tracker.office.models import Person, Programme, Unit, UnitSuccession
from tracker.office.queries.succession import successors_of
from tracker.standing.queries.figures import figures_and_quarters, figures_of
from tracker.standing.queries.speaking import speakers_of
from tracker.standing.rules.figures import UnitFigures
from tracker.standing.rules.measures import FEWEST, LINES, Measure, StandingUnit, middles

QUARTERS = 8  # that lines run over


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit that took over from this one, or (`former`) from which this one took over, on a day."""

    unit_id: int
    name: str
    since: date
    former: bool


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """A unit in one quarter, and what lay in the middle of the programme's units then."""

    period: Period
    figures: UnitFigures
    middle: dict[Measure, float | None]


@dataclass(frozen=True, slots=True)
class Standings:
    """The units that a person sees of a programme in a period, and what lies in the middle of all its units."""

    units: list[UnitFigures]
    middle: dict[Measure, float | None]
    counted: int  # how many units the middle is of


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit beside the middle of `counted` units."""

    figures: UnitFigures
    middle: dict[Measure, float | None]
    counted: int


def get_standing_unit(unit_id: int, programme: Programme, *, on: date) -> StandingUnit | None:
    """The unit of that number."""
    unit = db.session.get(Unit, unit_id)
    return None if unit is None else StandingUnit(unit, programme, speakers_of(unit_id, on=on))


def standings_of(programme: Programme, period: Stretch, person: Person, *, today: date) -> Standings:
    """All units for who reads the programme whole; for others their own, and those from which these took over."""
    units = figures_of(programme, period, today=today)
    own = None if person.observes(programme.id) else _spoken_for(person, on=today)
    seen = units if own is None else [unit for unit in units if unit.unit_id in own]
    return Standings(seen, middles(units, least=_least(person, programme)), len(units))


def standing_of_unit(
    programme: Programme, period: Period, unit: Unit, person: Person, *, today: date
) -> tuple[Standing, Sequence[QuarterLine]]:
    """One unit, and its last quarters up to the period's end, oldest first.

    It has no figure where it was no part of the programme then. `period` is of whole quarters, at most as many as lines
    run over.
    """
    quarters = [Quarter.of(period.last_day)]
    while len(quarters) < QUARTERS:
        quarters.insert(0, quarters[0].previous)
    units, by_quarter = figures_and_quarters(programme, period, quarters, today=today)
    least = _least(person, programme)
    found = next((one for one in units if one.unit_id == unit.id), UnitFigures(unit.id, unit.name))
    lines = [
        QuarterLine(
            Period.of(quarter),
            of_quarter.get(unit.id, UnitFigures(unit.id, "")),
            middles([*of_quarter.values()], LINES, least=least),
        )
        for quarter, of_quarter in by_quarter.items()
    ]
    return Standing(found, middles(units, least=least), len(units)), lines


def _least(person: Person, programme: Programme) -> int:
    return 1 if person.observes(programme.id) else FEWEST


def _spoken_for(person: Person, *, on: date) -> set[int]:
    own = person.own_unit_ids
    return {*own, *(former for former, heirs in successors_of(on=on).items() if not own.isdisjoint(heirs))}


def relatives_of(unit_id: int) -> list[Relative]:
    """Who was before it and who came after."""
    is_former = UnitSuccession.successor_id == unit_id
    other = sa.case((is_former, UnitSuccession.former_id), else_=UnitSuccession.successor_id)
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name, UnitSuccession.since, is_former)
        .join(UnitSuccession, other == Unit.id)
        .where(is_former | (UnitSuccession.former_id == unit_id))
        .order_by(UnitSuccession.since, Unit.sort_key)
    )
    return [Relative(number, name, since, bool(former)) for number, name, since, former in rows]

"""How units stand in a period, in figures: a fixed few questions, however many units there are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Quarter, Span, Stretch
from tracker.office.models import Programme, ProgrammeMember, Unit
from tracker.office.queries import by_kind, name_on
from tracker.standing.queries.aims import aims_of
from tracker.standing.queries.counting import Counts, counted, parts_of, pilots_of, reports_of, sources_of
from tracker.standing.rules.figures import Figure, UnitFigures

Quarterly = dict[Quarter, dict[int, UnitFigures]]


def figures_of(
    programme: Programme, period: Stretch, *, today: date, unit_ids: Collection[int] | None = None
) -> list[UnitFigures]:
    """The figures of the programme's units in a period, as they stand today, by kind and name; of some units, or all.

    Each is named as it was called at the period's end. A unit that ended within it, or of which there is something to
    count, is among them. Six questions at most.
    """
    found = counted(sources_of(programme.id, period, today=today), unit_ids)
    return _of_period(programme, period, found, today=today, unit_ids=unit_ids)


def quarterly(
    programme: Programme, quarters: Sequence[Quarter], *, today: date, unit_ids: Collection[int] | None = None
) -> Quarterly:
    """Parts and reports of consecutive quarters, by unit, without names: for lines over time. One question."""
    span = Span(quarters[0], quarters[-1])
    sources = [parts_of(programme.id, span, today=today), reports_of(programme.id, span, today=today)]
    return _by_quarter(quarters, counted(sources, unit_ids))


def figures_and_quarters(
    programme: Programme, period: Stretch, quarters: Sequence[Quarter], *, today: date
) -> tuple[list[UnitFigures], Quarterly]:
    """`figures_of` a period, and the `quarterly` of which the period's quarters are some: the records are read once."""
    span = Span(quarters[0], quarters[-1])
    records = [parts_of(programme.id, span, today=today), reports_of(programme.id, span, today=today)]
    found = counted([*records, *pilots_of(programme.id, period, today=today)])
    within = {one: found[one] for one in found if period.first_day <= one.first_day <= period.last_day}
    return _of_period(programme, period, within, today=today), _by_quarter(quarters, found)


def _of_period(
    programme: Programme,
    period: Stretch,
    by_quarter: Mapping[Quarter, Mapping[int, Counts]],
    *,
    today: date,
    unit_ids: Collection[int] | None = None,
) -> list[UnitFigures]:
    found: dict[int, Counts] = {}
    for units in by_quarter.values():
        for unit_id, counts in units.items():
            _add(found.setdefault(unit_id, {}), counts)
    named = _units(programme.id, period, today=today, unit_ids=unit_ids, counted_of=found)
    existed = {row.id for row in named if row.was_there}
    for aim in aims_of(programme.id, period, today=today, unit_ids=unit_ids):
        if aim.unit_id in existed:
            _add(found.setdefault(aim.unit_id, {}), {aim.figure: 1})
    return [_figures(row, found.get(row.id, {}), period) for row in named]


def _add(counts: Counts, more: Mapping[Figure, int]) -> None:
    for figure, number in more.items():
        counts[figure] = counts.get(figure, 0) + number


def _by_quarter(quarters: Sequence[Quarter], found: Mapping[Quarter, Mapping[int, Counts]]) -> Quarterly:
    return {
        quarter: {unit_id: UnitFigures(unit_id, "", counts) for unit_id, counts in found.get(quarter, {}).items()}
        for quarter in quarters
    }


def _units(
    programme_id: int,
    period: Stretch,
    *,
    today: date,
    unit_ids: Collection[int] | None,
    counted_of: Collection[int],
) -> Sequence[Any]:
    """The members that were there in some part of the period, and whatever units have something to count."""
    member = sa.exists().where(ProgrammeMember.unit_id == Unit.id, ProgrammeMember.programme_id == programme_id)
    begun = Unit.began_on.is_(None) | (Unit.began_on <= period.last_day)
    was_there = begun & (Unit.ended_on.is_(None) | (Unit.ended_on > period.first_day))
    on = min(today, period.last_day)
    called = Unit.name if on == today else name_on(on)
    query = (
        sa.select(Unit.id, called.label("name"), Unit.began_on, Unit.ended_on, was_there.label("was_there"))
        .where((member & was_there) | Unit.id.in_(counted_of))
        .order_by(by_kind(), Unit.sort_key, Unit.id)
    )
    return db.session.execute(query if unit_ids is None else query.where(Unit.id.in_(unit_ids))).all()


def _figures(row: Any, counts: Counts, period: Stretch) -> UnitFigures:
    began, ended = (day if day and period.first_day < day <= period.last_day else None for day in row[2:4])
    return UnitFigures(row.id, row.name, counts, began, ended)

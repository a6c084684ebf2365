"""One target, unit by unit: its share, what it measured, where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Period
from tracker.office.models import ProgrammeMember, Unit
from tracker.office.queries import by_kind, exists_on, name_on
from tracker.office.queries.succession import successors_of
from tracker.plans.models import Allocation, Amendment, Measurement, Target
from tracker.plans.queries.series import Measured, Series, series_by_unit, series_of_all
from tracker.plans.rules import (
    Demands,
    Figure,
    Outcome,
    allocations_of,
    demanded,
    in_force,
    measured_alike_since,
    outcome,
    together,
)


@dataclass(frozen=True, slots=True)
class Former:
    """Units from which one took over, and what they measured last: together only where that can be said."""

    names: list[str]
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of a target, or (no number) all together."""

    unit_id: int | None
    name: str
    ended_on: date | None
    share: Decimal | None
    count: int | None
    demanded: Decimal | None
    series: Series
    outcome: Outcome
    former: Former | None = None

    @property
    def last(self) -> Measured | None:
        """What was measured last."""
        return self.series.last


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """A target on a day, all together and unit by unit; `periods` are those that anything was measured in.

    `since` is the day from which on it is measured as it is now: figures of periods before are left out. None: all.
    """

    whole: UnitLine
    units: list[UnitLine]
    periods: list[Period]
    since: date | None = None


def figures_of(target: Target, *, on: date) -> TargetFigures:
    """Who has a share on that day or measured something by then; five questions."""
    terms = in_force(target, on)
    since = measured_alike_since(target, on)
    measured = {unit_id: series.since(since) for unit_id, series in series_by_unit(target.id, on=on).items()}
    whole = series_of_all({target.id: terms.measure}, on=on)[target.id].since(since)
    shares = shares_of(target, allocations_of(target, on))
    asked = {unit_id for unit_id, share in shares.items() if share[0] is not None}
    heirs = successors_of(on=on)
    wanted = with_heirs(asked, heirs) | {
        unit_id for unit_id, series in measured.items() if unit_id is not None and series.by_period
    }
    lines = []
    for unit_id, name, ended_on in _named(wanted, on):
        share, count = shares.get(unit_id, (None, None))
        line = UnitLine(unit_id, name, ended_on, share, count, None, measured.get(unit_id, Series()), Outcome.UNJUDGED)
        lines.append(_judged(line, terms))
    _with_former(lines, heirs, terms.measure)
    all_of_them = UnitLine(None, "", None, terms.value, None, None, whole, Outcome.UNJUDGED)
    series = [*(line.series for line in lines), whole]
    periods = {one.period for known in series for one in known.by_period.values()}
    ordered = sorted(periods, key=lambda period: (period.last_day, -period.first_day.toordinal()))
    return TargetFigures(_judged(all_of_them, terms), lines, ordered, since)


def shares_of(target: Target, amendment: Amendment | None) -> dict[int, tuple[Decimal | None, int | None]]:
    """How a target, or an amendment of it, is shared out: by unit, the figure and how many it has."""
    rows = db.session.execute(
        sa.select(Allocation.unit_id, Allocation.value, Allocation.count).where(
            Allocation.target_id == target.id,
            Allocation.amendment_id.is_not_distinct_from(amendment.id if amendment is not None else None),
        )
    )
    return {unit_id: (value, count) for unit_id, value, count in rows}


def with_heirs(unit_ids: set[int], heirs: Mapping[int, Iterable[int]]) -> set[int]:
    """These units, and those that took over from them (`successors_of`)."""
    return unit_ids | {heir for unit_id in unit_ids for heir in heirs.get(unit_id, ())}


def unit_names(unit_ids: set[int], *, on: date) -> dict[int, str]:
    """What units were called on a day, in their order."""
    return {unit_id: name for unit_id, name, _ in _named(unit_ids, on)}


def units_measured_in(
    target: Target, period: Period, shares: Mapping[int, Decimal | None], *, but: frozenset[int] | None
) -> list[Unit]:
    """The units whose figures of a period can be entered: members that existed in it, with a share where any has one.

    `shares` are those of the period's last day; `but` keeps only these units, whether they have a share or not.
    """
    shared = {unit_id for unit_id, value in shares.items() if value is not None}
    if shared and but is None:
        shared = with_heirs(shared, successors_of(on=period.last_day))
    existed = exists_on(period.last_day) | exists_on(period.first_day)
    query = (
        sa.select(Unit)
        .join(ProgrammeMember, ProgrammeMember.unit_id == Unit.id)
        .where(ProgrammeMember.programme_id == target.plan.programme_id, existed)
        .order_by(by_kind(), Unit.sort_key)
    )
    if but is not None:
        query = query.where(Unit.id.in_(but))
    elif shared:
        query = query.where(Unit.id.in_(shared))
    return list(db.session.scalars(query))


def last_measurement_id(target: Target) -> int:
    """The number of the last figure entered; 0 where there is none."""
    asked = sa.select(sa.func.max(Measurement.id)).where(Measurement.target_id == target.id)
    return db.session.scalar(asked) or 0


def _named(unit_ids: set[int], on: date) -> list[tuple[int, str, date | None]]:
    query = (
        sa.select(Unit.id, name_on(on), Unit.ended_on).where(Unit.id.in_(unit_ids)).order_by(by_kind(), Unit.sort_key)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def _judged(line: UnitLine, terms: Demands) -> UnitLine:
    share = {} if line.unit_id is None else {line.unit_id: line.share}
    wanted = demanded(terms, line.unit_id, share)
    measured = line.series.last
    found = outcome(terms.comparator, wanted, measured.figure.value if measured else None)
    return replace(line, demanded=wanted, outcome=found)


def _with_former(lines: list[UnitLine], heirs: Mapping[int, Iterable[int]], measure: str) -> None:
    """Beside a unit that has measured nothing yet: what those measured last from which it took over."""
    formers: dict[int, list[UnitLine]] = {}
    for line in lines:
        for successor_id in heirs.get(line.unit_id or 0, ()):
            formers.setdefault(successor_id, []).append(line)
    for place, line in enumerate(lines):
        before = [former for former in formers.get(line.unit_id or 0, []) if former.last is not None]
        if before and line.last is None:
            figures = [former.last.figure for former in before if former.last is not None]
            lines[place] = replace(
                line, former=Former([one.name for one in before], together(figures, measure=measure))
            )

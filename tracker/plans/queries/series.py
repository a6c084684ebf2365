"""What was measured, period after period: the figure that counts of each, as it was known by a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db
from tracker.core.periods import Period
from tracker.office.models import UnitSuccession
from tracker.plans.models import Measurement
from tracker.plans.rules import PERCENT, Figure, percent_of


@dataclass(frozen=True, slots=True)
class Measured:
    """The figure of one period. `units` is how many it was added up from; 0 where somebody entered it."""

    period: Period
    figure: Figure
    units: int = 0


@dataclass(slots=True)
class Series:
    """The figures of a unit, or of all together, by period, oldest first."""

    by_period: dict[str, Measured] = field(default_factory=dict)

    @property
    def last(self) -> Measured | None:
        """The figure of the last period; of two that end together, the one entered or counted later."""
        return list(self.by_period.values())[-1] if self.by_period else None

    @property
    def trend(self) -> list[Measured]:
        """The figures of periods as long as the last one, since only these compare."""
        last = self.last
        return [one for one in self.by_period.values() if last and one.period.kind is last.period.kind]

    def since(self, day: date | None) -> "Series":
        """Without the periods that ended before a day: what they have was measured in another way."""
        if day is None:
            return self
        return Series({name: one for name, one in self.by_period.items() if one.period.last_day >= day})


def known_by(on: date) -> sa.ColumnElement[bool]:
    """What had been entered by the end of a day."""
    midnight = datetime.combine(min(on, date.max - timedelta(days=1)) + timedelta(days=1), time(), tzinfo=clock.ZONE)
    return Measurement.at < midnight


def series_of_unit(target_ids: Collection[int], unit_id: int, *, on: date) -> dict[int, Series]:
    """What one unit measured of some targets."""
    rows = _entered(target_ids, Measurement.unit_id == unit_id, on)
    return {target_id: _series(found) for target_id, found in _grouped(rows, "target_id").items()}


def series_by_unit(target_id: int, *, on: date) -> dict[int | None, Series]:
    """What each unit measured of one target; None is all together, as it was entered."""
    rows = _entered([target_id], sa.true(), on)
    return {unit_id: _series(found) for unit_id, found in _grouped(rows, "unit_id").items()}


def series_of_units(target_ids: Collection[int], *, on: date) -> dict[int, dict[int, Series]]:
    """What each unit measured of some targets, by target."""
    found: dict[int, dict[int, Series]] = {}
    for (target_id, unit_id), rows in _grouped(
        _entered(target_ids, Measurement.unit_id.is_not(None), on), "target_id", "unit_id"
    ).items():
        found.setdefault(target_id, {})[unit_id] = _series(rows)
    return found


def series_of_all(measures: Mapping[int, str], *, on: date) -> dict[int, Series]:
    """What was measured of targets all together: as it was entered, else added up from the units.

    `measures` gives each target's. Percents are added by their counts alone; a unit from which another took over
    counts no more where that one has measured the same period.
    """
    rows = _grouped(_all_together(measures, on), "target_id")
    return {
        target_id: Series({str(one.period): one for one in _joined(rows.get(target_id, []), measure)})
        for target_id, measure in measures.items()
    }


def _last_ids(target_ids: Iterable[int], on: date) -> sa.Select[*tuple[Any, ...]]:
    """The measurements that count: of each unit and period the one entered last."""
    return (
        sa.select(sa.func.max(Measurement.id))
        .where(Measurement.target_id.in_(list(target_ids)), known_by(on))
        .group_by(Measurement.target_id, Measurement.unit_id, Measurement.period)
    )


def _entered(target_ids: Iterable[int], whose: sa.ColumnElement[bool], on: date) -> list[Any]:
    columns = (
        Measurement.target_id,
        Measurement.unit_id,
        Measurement.period,
        Measurement.value,
        Measurement.part,
        Measurement.whole,
    )
    ids = _last_ids(target_ids, on).where(whose)
    query = sa.select(*columns).where(Measurement.id.in_(ids)).order_by(Measurement.period_end, Measurement.id)
    return list(db.session.execute(query))


def _all_together(target_ids: Iterable[int], on: date) -> list[Any]:
    """Of each target and period what was entered (`entered` is 1) and what the units make (0), which come first."""
    heirs = sa.orm.aliased(Measurement)
    by_heir = (  # one within the other, so that the few successions are looked up first
        sa.exists()
        .where(
            heirs.unit_id == UnitSuccession.successor_id,
            heirs.target_id == Measurement.target_id,
            heirs.period_end == Measurement.period_end,
            heirs.period == Measurement.period,
        )
        .correlate(Measurement, UnitSuccession)
    )
    taken_over = sa.exists().where(UnitSuccession.former_id == Measurement.unit_id, by_heir).correlate(Measurement)
    entered = sa.case((Measurement.unit_id.is_(None), 1), else_=0).label("entered")
    query = (
        sa.select(
            Measurement.target_id,
            Measurement.period,
            entered,
            sa.func.sum(Measurement.value).label("value"),
            sa.func.sum(Measurement.part).label("part"),
            sa.func.sum(Measurement.whole).label("whole"),
            sa.func.count().label("units"),
            sa.func.count(Measurement.whole).label("with_counts"),
            sa.func.max(Measurement.id).label("last"),
        )
        .where(Measurement.id.in_(_last_ids(target_ids, on)), ~taken_over)
        .group_by(Measurement.target_id, Measurement.period, Measurement.period_end, entered)
        .order_by(Measurement.period_end, sa.literal_column("last"))
    )
    return list(db.session.execute(query))


def _joined(rows: Sequence[Any], measure: str) -> list[Measured]:
    """One figure a period: what was entered stands; percents of units without counts make none."""
    entered = {row.period for row in rows if row.entered}
    found = []
    for row in rows:
        period, counts = Period.parse(row.period), (row.part, row.whole)
        if row.entered:
            found.append(Measured(period, Figure(Decimal(row.value), *counts)))
        elif row.period not in entered and measure != PERCENT:
            found.append(Measured(period, Figure(Decimal(row.value)), row.units))
        elif row.period not in entered and row.with_counts == row.units:
            part, whole = int(row.part), int(row.whole)
            found.append(Measured(period, Figure(percent_of(part, whole), part, whole), row.units))
    return found


def _series(rows: Iterable[Any]) -> Series:
    found = (Measured(Period.parse(row.period), Figure(row.value, row.part, row.whole)) for row in rows)
    return Series({str(one.period): one for one in found})


def _grouped(rows: Iterable[Any], *columns: str) -> dict[Any, list[Any]]:
    """By one column's value, or by several columns' values together."""
    found: dict[Any, list[Any]] = {}
    key = attrgetter(*columns)
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found

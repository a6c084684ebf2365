"""What was measured of targets. Only ever added to: the last figure of a unit and period counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.periods import Period, PeriodKind
from tracker.office.models import Person, Unit
from tracker.plans.models import CountedBy, Measurement, Plan, Target
from tracker.plans.rules import Figure, MeasuredMeanwhile, PeriodNotBegun, SourceNeeded, TargetCountsItself
from tracker.plans.services.targets import check_going_on

Added = tuple[Unit | None, Measurement]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be entered of one unit, or (None) of all together."""

    unit: Unit | None
    figure: Figure

    @property
    def unit_id(self) -> int:
        """The unit's number; 0 is all together."""
        return self.unit.id if self.unit is not None else 0


def measure_units(
    target: Target, entries: Sequence[Entry], *, period: Period, seen: int, source: str, by: Person, at: datetime
) -> None:
    """Enter what was measured of several units in one period, all of it or nothing.

    `seen` is the last measurement that the person had before them. Raises SourceNeeded, MeasuredMeanwhile, and as
    `measure`.
    """
    hold(target)
    if not source.strip():
        raise SourceNeeded
    newer = set(
        db.session.scalars(
            sa.select(sa.func.coalesce(Measurement.unit_id, 0)).where(
                Measurement.target_id == target.id, Measurement.period == str(period), Measurement.id > seen
            )
        )
    )
    clashing = [entry for entry in entries if entry.unit_id in newer]
    if clashing:
        names = [entry.unit.name if entry.unit is not None else "Σ" for entry in clashing]
        raise MeasuredMeanwhile({entry.unit_id for entry in clashing}, units=", ".join(names))
    added = []
    for entry in entries:
        figure = entry.figure
        measurement = Measurement(value=figure.value, part=figure.part, whole=figure.whole, source=source.strip())
        added.append(_add(measurement, target, entry.unit, period, by=by, at=at))
    _tell(target, added, period, by=by, at=at)


def measure(
    target: Target,
    unit: Unit | None,
    period: Period,
    value: Decimal,
    *,
    part: int | None = None,
    whole: int | None = None,
    source: str,
    by: Person,
    at: datetime,
) -> Measurement:
    """Enter what was measured of a unit, or (None) of all together, in a period; an earlier figure is replaced by it.

    `source` says in words where the figure comes from. Raises TargetHasEnded, TargetCountsItself, PeriodNotBegun.
    """
    measurement = Measurement(value=value, part=part, whole=whole, source=source)
    added = _add(measurement, target, unit, period, by=by, at=at)
    _tell(target, [added], period, by=by, at=at)
    return measurement


def record_count(
    programme_id: int, year: int, counted_by: CountedBy, counts: Mapping[Unit | None, int], *, at: datetime
) -> None:
    """Write what the tracker counted itself in a year, for each target that it counts; None is all units together.

    A count that is what stands already is not written again; a unit that had one and is no more among them has 0.
    """
    period = Period(PeriodKind.YEAR, year)
    targets = db.session.scalars(
        sa.select(Target)
        .join(Plan, Plan.id == Target.plan_id)
        .where(
            Plan.programme_id == programme_id,
            Plan.year == year,
            Target.counted_by == counted_by,
            Target.ended_on.is_(None),
        )
    ).all()
    for target in targets:
        standing, added = _standing(target, period), []
        for unit in [*counts, *(standing.keys() - counts.keys())]:
            count = Decimal(counts.get(unit, 0))
            if standing.get(unit) != count:
                added.append(_add(Measurement(value=count, counted=True), target, unit, period, by=None, at=at))
        _tell(target, added, period, by=None, at=at)


def _standing(target: Target, period: Period) -> dict[Unit | None, Decimal]:
    """The figure that counts, of each unit."""
    db.session.flush()
    rows = db.session.execute(
        sa.select(Unit, Measurement.value)
        .select_from(Measurement)
        .outerjoin(Unit, Unit.id == Measurement.unit_id)
        .where(Measurement.target_id == target.id, Measurement.period == str(period))
        .order_by(Measurement.id)
    )
    return {unit: value for unit, value in rows}  # noqa: C416  as pairs, which a row is not to the type checker


def _add(
    measurement: Measurement, target: Target, unit: Unit | None, period: Period, *, by: Person | None, at: datetime
) -> Added:
    if by is not None:
        _check_may_be_typed(target, period, at)
        measurement.by_id = by.id
    measurement.target_id, measurement.unit_id = target.id, unit.id if unit is not None else None
    measurement.period, measurement.period_end, measurement.at = str(period), period.last_day, at
    db.session.add(measurement)
    return unit, measurement


def _check_may_be_typed(target: Target, period: Period, at: datetime) -> None:
    check_going_on(target)
    if target.counted_by is not None:
        raise TargetCountsItself
    if period.first_day > clock.local(at).date():
        raise PeriodNotBegun


def _tell(target: Target, added: Sequence[Added], period: Period, *, by: Person | None, at: datetime) -> None:
    """One event for the units, one for all together: a story of a hundred lines a quarter would be read by nobody."""
    name = "target.counted" if by is None else "target.measured"
    values = [f"{unit.name} {_written(measurement)}" for unit, measurement in added if unit is not None]
    source = added[0][1].source if added and by is not None else None
    if values:
        audit.record(name, subject=target, by=by, at=at, period=str(period), values=values, source=source)
    for whole in [measurement for unit, measurement in added if unit is None]:
        name = "target.counted_whole" if by is None else "target.measured_whole"
        audit.record(name, subject=target, by=by, at=at, period=str(period), value=_written(whole), source=source)


def _written(measurement: Measurement) -> str:
    counts = f" ({measurement.part}/{measurement.whole})" if measurement.whole is not None else ""
    return f"{measurement.value.normalize():f}{counts}"

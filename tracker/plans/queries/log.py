"""All that was entered of a target, one figure after the other."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa

from tracker.core.db import db
from tracker.office.models import Person, Unit
from tracker.office.queries import by_kind
from tracker.plans.models import Measurement, Target

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogRow:
    """One figure as it was entered; `replaced` where a later one of the same unit and period counts."""

    id: int
    unit: str | None
    period: str
    value: Decimal
    part: int | None
    whole: int | None
    counted: bool
    source: str
    by: str | None
    at: datetime
    replaced: bool


def measurement_log(
    target: Target, *, unit_id: int | None, period: str, before: int | None, limit: int | None
) -> list[LogRow]:
    """Newest first, those entered before number `before`; `unit_id` 0 is all together."""
    later = sa.orm.aliased(Measurement)
    replaced = (
        sa.exists()
        .where(
            later.target_id == Measurement.target_id,
            later.unit_id.is_not_distinct_from(Measurement.unit_id),
            later.period == Measurement.period,
            later.id > Measurement.id,
        )
        .correlate(Measurement)
    )
    query = (
        sa.select(
            Measurement.id,
            Unit.name,
            Measurement.period,
            Measurement.value,
            Measurement.part,
            Measurement.whole,
            Measurement.counted,
            Measurement.source,
            Person.full_name,
            Measurement.at,
            replaced,
        )
        .outerjoin(Unit, Unit.id == Measurement.unit_id)
        .outerjoin(Person, Person.id == Measurement.by_id)
        .where(Measurement.target_id == target.id)
        .order_by(Measurement.id.desc())
        .limit(limit)
    )
    if unit_id is not None:
        query = query.where(Measurement.unit_id == unit_id if unit_id else Measurement.unit_id.is_(None))
    if period:
        query = query.where(Measurement.period == period)
    if before is not None:
        query = query.where(Measurement.id < before)
    return [LogRow(*row) for row in db.session.execute(query)]


def measured_units(target: Target) -> list[tuple[int, str]]:
    """The units that anything was entered of."""
    measured = sa.select(Measurement.unit_id).where(Measurement.target_id == target.id)
    query = sa.select(Unit.id, Unit.name).where(Unit.id.in_(measured)).order_by(by_kind(), Unit.sort_key)
    return [(row[0], row[1]) for row in db.session.execute(query)]

"""Targets that are missed, all units together and one by one: demanded, measured, and what lies between."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.office.queries import member_names
from tracker.plans.models import Allocation, Comparator, Plan, Target
from tracker.plans.queries.series import Series, series_of_all, series_of_units
from tracker.plans.queries.targets import alike_since, sharing_on, terms_on
from tracker.plans.rules import Outcome, demanded, outcome


@dataclass(frozen=True, slots=True)
class Behind:
    """A target that a unit misses, or (`unit_id` is none) all of them together."""

    target_id: int
    text: str
    unit_id: int | None
    unit_name: str
    comparator: Comparator
    demanded: Decimal
    measured: Decimal
    measure: str
    period: str

    @property
    def gap(self) -> Decimal:
        """From what is demanded to what was measured."""
        return self.measured - self.demanded

    @property
    def _share(self) -> Decimal:
        return abs(self.gap) / self.demanded if self.demanded else abs(self.gap)


def targets_behind(programme_id: int, *, year: int, on: date, unit_ids: Collection[int] | None = None) -> list[Behind]:
    """What a year's targets miss on a day: all together in their order, then units, furthest behind first.

    Of some units alone, where they are given. A unit that has measured nothing is not judged. Six questions at most.
    """
    asked = terms_on(on).where(Plan.programme_id == programme_id, Plan.year == year)
    targets = db.session.execute(asked).all()
    ids = [target.id for target in targets]
    alike = alike_since([target.id for target in targets if target.remeasured], on)
    whole = series_of_all({target.id: target.measure for target in targets}, on=on) if unit_ids is None else {}
    of_units, shares = series_of_units(ids, on=on), shares_on(ids, on)
    names = member_names(programme_id, on=on)
    all_together: list[Behind] = []
    units: list[Behind] = []
    for target in targets:
        since = alike.get(target.id)
        all_together += _missed(target, None, "", whole.get(target.id, Series()).since(since), {})
        measured = of_units.get(target.id, {})
        for unit_id, name in names:
            if unit_id in measured and (unit_ids is None or unit_id in unit_ids):
                units += _missed(target, unit_id, name, measured[unit_id].since(since), shares.get(target.id, {}))
    return all_together + sorted(units, key=lambda one: one._share, reverse=True)


def shares_on(target_ids: Collection[int], on: date) -> dict[int, dict[int, Decimal | None]]:
    """How targets are shared out on a day, by target and unit."""
    query = (
        sa.select(Allocation.target_id, Allocation.unit_id, Allocation.value)
        .join(Target, Target.id == Allocation.target_id)
        .where(Target.id.in_(target_ids), Allocation.amendment_id.is_not_distinct_from(sharing_on(on)))
    )
    found: dict[int, dict[int, Decimal | None]] = {}
    for target_id, unit_id, value in db.session.execute(query):
        found.setdefault(target_id, {})[unit_id] = value
    return found


def _missed(
    target: Any, unit_id: int | None, name: str, series: Series, shares: dict[int, Decimal | None]
) -> Iterator[Behind]:
    wanted, last = demanded(target, unit_id, shares), series.last
    if wanted is None or last is None:
        return
    if outcome(target.comparator, wanted, last.figure.value) is not Outcome.MISSED:
        return
    yield Behind(
        target_id=target.id,
        text=target.text,
        unit_id=unit_id,
        unit_name=name,
        comparator=target.comparator,
        demanded=wanted,
        measured=last.figure.value,
        measure=target.measure,
        period=str(last.period),
    )

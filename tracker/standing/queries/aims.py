"""The targets of units in a period: what each has to reach, and what it measured."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.core.db import db
from tracker.core.periods import Stretch
from tracker.plans.models import Comparator, Plan
from tracker.plans.queries.behind import shares_on
from tracker.plans.queries.series import Measured, Series, series_of_units
from tracker.plans.queries.targets import alike_since, terms_on
from tracker.plans.rules import Outcome, demanded, outcome
from tracker.standing.rules.figures import Figure

_COUNTS_AS = {
    Outcome.REACHED: Figure.TARGETS_REACHED,
    Outcome.EXCEEDED: Figure.TARGETS_REACHED,
    Outcome.MISSED: Figure.TARGETS_MISSED,
    Outcome.UNMEASURED: Figure.TARGETS_UNMEASURED,
}


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of one unit: the figure that it has to reach, and the last one that it measured in the year."""

    target_id: int
    unit_id: int
    text: str
    comparator: Comparator
    demanded: Decimal
    measured: Decimal | None
    measure: str
    period: str
    figure: Figure


def aims_of(programme_id: int, period: Stretch, *, today: date, unit_ids: Collection[int] | None = None) -> list[Aim]:
    """The targets that were allocated to units by the period's end, and those that they measured without.

    Of a plan's year, figures of periods that ended by then count, whenever entered. Four questions at most.
    """
    on = min(today, period.last_day)
    asked = terms_on(on).where(
        Plan.programme_id == programme_id, Plan.year.between(period.first_day.year, period.last_day.year)
    )
    targets = db.session.execute(asked).all()
    if not targets:
        return []
    ids = [target.id for target in targets]
    shares, measured = shares_on(ids, on), series_of_units(ids, on=today)
    alike = alike_since([target.id for target in targets if target.remeasured], on)
    found = []
    for target in targets:
        shared, of_units = shares.get(target.id, {}), measured.get(target.id, {})
        for unit_id in sorted(shared.keys() | of_units.keys()):
            wanted = demanded(target, unit_id, shared)
            last = _last(of_units.get(unit_id, Series()).since(alike.get(target.id)), target.year, period.last_day)
            allocated = shared.get(unit_id) is not None
            if wanted is None or not (allocated or last) or not (unit_ids is None or unit_id in unit_ids):
                continue
            value = last.figure.value if last else None
            stands = _COUNTS_AS[outcome(target.comparator, wanted, value)]
            found.append(
                Aim(
                    target.id,
                    unit_id,
                    target.text,
                    target.comparator,
                    wanted,
                    value,
                    target.measure,
                    str(last.period) if last else "",
                    stands,
                )
            )
    return found


def _last(series: Series, year: int, last: date) -> Measured | None:
    """The last figure of the plan's year by a day."""
    known = [one for one in series.by_period.values() if one.period.year == year and one.period.last_day <= last]
    return known[-1] if known else None

"""The targets that pilots answer, as they stand on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from tracker.core.db import db
from tracker.plans.models import Allocation, Comparator, CountedBy, Plan, Target
from tracker.plans.rules import Outcome, allocations_of, demanded, in_force, outcome


@dataclass(frozen=True, slots=True)
class Goal:
    """A target in force. `demanded` is the figure of the unit asked about (else of all), None where it has no share."""

    target_id: int
    text: str
    comparator: Comparator
    demanded: Decimal | None
    measure: str

    def outcome(self, count: int) -> Outcome:
        """Where so many pilots bring it."""
        return outcome(self.comparator, self.demanded, Decimal(count))


def goals(programme_id: int, year: int, *, unit_id: int | None, on: date) -> list[Goal]:
    """The targets of a year that are counted by pilots, in their order; one question."""
    of_year = (Plan.programme_id == programme_id) & (Plan.year == year)
    wanted = (
        sa.select(Target, Allocation)
        .join(Target.plan)
        .outerjoin(Allocation, (Allocation.target_id == Target.id) & (Allocation.unit_id == unit_id))
        .where(of_year, Target.counted_by == CountedBy.PILOTS, Target.ended_on.is_(None))
        .options(contains_eager(Target.plan), joinedload(Target.amendments))
        .order_by(Plan.id, Target.position)
    )
    shares: defaultdict[Target, dict[int | None, Decimal | None]] = defaultdict(dict)
    for target, allocation in db.session.execute(wanted).unique():
        shares[target][allocation.amendment_id if allocation is not None else None] = (
            allocation.value if allocation is not None else None
        )
    return [_goal(target, of_target, unit_id, on) for target, of_target in shares.items()]


def _goal(target: Target, shares: dict[int | None, Decimal | None], unit_id: int | None, on: date) -> Goal:
    terms, sharing = in_force(target, on), allocations_of(target, on)
    share = shares.get(sharing.id if sharing is not None else None)
    wanted = demanded(terms, unit_id, {} if unit_id is None else {unit_id: share})
    return Goal(target.id, terms.text, terms.comparator, wanted, terms.measure)

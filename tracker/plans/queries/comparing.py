"""An amendment beside what it changed: wording and figure, and every unit's share before and after."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from tracker.plans.models import Amendment, Target
from tracker.plans.queries.units import shares_of, unit_names
from tracker.plans.rules import allocations_of, in_force


class Turn(StrEnum):
    """What became of a unit's share."""

    SAME = "same"
    RAISED = "raised"
    LOWERED = "lowered"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A unit's share before and after."""

    unit: str
    before: Decimal | None
    after: Decimal | None

    @property
    def turn(self) -> Turn:
        """What became of it."""
        if self.before == self.after:
            return Turn.SAME
        if self.before is None:
            return Turn.NEW
        if self.after is None:
            return Turn.GONE
        return Turn.RAISED if self.after > self.before else Turn.LOWERED

    @property
    def difference(self) -> Decimal:
        """How much it was raised or lowered by."""
        return abs((self.after or Decimal(0)) - (self.before or Decimal(0)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What stood the day before, what stands since, and the shares of both; none where they stayed as they were."""

    before: Target | Amendment
    after: Amendment
    shares: list[ShareChange]


def comparison_of(amendment: Amendment) -> Comparison:
    """Before and after; of one that was withdrawn, what it would have changed."""
    target, eve = amendment.target, amendment.since - timedelta(days=1)
    before = in_force(target, eve)
    if not amendment.reallocated:
        return Comparison(before, amendment, [])
    old, new = shares_of(target, allocations_of(target, eve)), shares_of(target, amendment)
    names = unit_names(old.keys() | new.keys(), on=amendment.since)
    nothing = (None, None)
    changes = [ShareChange(name, old.get(one, nothing)[0], new.get(one, nothing)[0]) for one, name in names.items()]
    return Comparison(before, amendment, [one for one in changes if not one.before is one.after is None])

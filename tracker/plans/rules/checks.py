"""How the shares of units agree with the target that they are shares of. Nothing is refused: it is said. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from tracker.plans.models import Comparator
from tracker.plans.rules.measuring import is_reached
from tracker.plans.rules.terms import PERCENT

FEWEST_DIGITS = 2  # after the comma, to which a mean is rounded


class CheckKind(StrEnum):
    """What the shares are brought together to."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's figure, and how many it has of the population (None: not known)."""

    value: Decimal | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """All shares together beside the target's figure. `difference` is above 0 where they are more than it.

    `agrees`: they satisfy the target as it compares (at least, at most, …).
    """

    kind: CheckKind
    figure: Decimal
    difference: Decimal
    agrees: bool


def checks_of(goal: Decimal, comparator: Comparator, measure: str, shares: Iterable[Share]) -> list[Check]:
    """What can be said of the shares: of percents their mean, of counts their sum.

    The mean is weighted too where every unit that has a share has its count. Where each unit is to have as much as
    the target says ("one pilot in each commune"), it is the mean of counts that tells.
    """
    given = [(share.value, share.count) for share in shares if share.value is not None]
    if not given:
        return []
    digits = max(FEWEST_DIGITS, -int(goal.normalize().as_tuple().exponent))
    total = sum((value for value, _ in given), Decimal())
    found = {CheckKind.MEAN: _rounded(total / len(given), digits)}
    if measure != PERCENT:
        found = {CheckKind.SUM: total} if total == goal or found[CheckKind.MEAN] != goal else found
    weights = [count for _, count in given if count is not None]
    if len(weights) == len(given) and (whole := sum(weights)) and measure == PERCENT:
        weighted = sum((value * count for value, count in given if count is not None), Decimal())
        found[CheckKind.WEIGHTED] = _rounded(weighted / whole, digits)
    return [
        Check(kind, figure, figure - goal, agrees=is_reached(comparator, goal, figure))
        for kind, figure in found.items()
    ]


def _rounded(figure: Decimal, digits: int) -> Decimal:
    """As offices round: a half goes up."""
    return figure.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)

"""Whether a figure reaches what is demanded, and what a percent is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from tracker.plans.models import Comparator
from tracker.plans.rules.refusals import CountsAreAPair, PartAboveWhole, PercentDiffers
from tracker.plans.rules.terms import PERCENT

STEP = Decimal("0.01")
WHOLE = Decimal(100)


class Outcome(StrEnum):
    """What a measurement says of a target, of one unit or of all together."""

    REACHED = "reached"
    EXCEEDED = "exceeded"  # of a target that says "exactly": above it, and people say what that is worth
    MISSED = "missed"
    UNMEASURED = "unmeasured"
    UNJUDGED = "unjudged"  # measured, and no figure is demanded of this unit


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; a percent can carry its counts, `part` of `whole`."""

    value: Decimal
    part: int | None = None
    whole: int | None = None


def is_reached(comparator: Comparator, value: Decimal, measured: Decimal) -> bool:
    """Whether what was measured satisfies the target."""
    match comparator:
        case Comparator.EQUAL:
            return measured == value
        case Comparator.AT_LEAST:
            return measured >= value
        case Comparator.MORE_THAN:
            return measured > value
        case Comparator.AT_MOST:
            return measured <= value
        case Comparator.LESS_THAN:
            return measured < value


def outcome(comparator: Comparator, demanded: Decimal | None, measured: Decimal | None) -> Outcome:
    """Where it stands."""
    if measured is None:
        return Outcome.UNMEASURED
    if demanded is None:
        return Outcome.UNJUDGED
    if is_reached(comparator, demanded, measured):
        return Outcome.REACHED
    return Outcome.EXCEEDED if comparator is Comparator.EQUAL and measured > demanded else Outcome.MISSED


def percent_of(part: int, whole: int) -> Decimal:
    """Part of whole in percent, to two digits, as offices round: a half goes up."""
    return (WHOLE * part / whole).quantize(STEP, ROUND_HALF_UP)


def figure_of(value: Decimal | None, part: int | None, whole: int | None) -> Figure | None:
    """What was entered, checked; None where nothing was. A percent follows from its counts.

    Raises CountsAreAPair, PartAboveWhole, PercentDiffers.
    """
    if (part is None) != (whole is None):
        raise CountsAreAPair
    if part is not None and whole is not None:
        if part > whole or whole == 0:
            raise PartAboveWhole(part=part, whole=whole)
        value = _agreed(value, part, whole)
    return None if value is None else Figure(value, part, whole)


def _agreed(typed: Decimal | None, part: int, whole: int) -> Decimal:
    """What was typed, where the counts make it, to as many digits as were typed."""
    if typed is None:
        return percent_of(part, whole)
    digits = Decimal(1).scaleb(min(0, int(typed.as_tuple().exponent)))
    if (WHOLE * part / whole).quantize(digits, ROUND_HALF_UP) != typed:
        raise PercentDiffers(part=part, whole=whole, percent=f"{percent_of(part, whole).normalize():f}")
    return typed


def together(figures: Iterable[Figure], *, measure: str) -> Figure | None:
    """What several units measured, as one: counts are added; percents only by their counts, never averaged without."""
    known = list(figures)
    if not known:
        return None
    if measure != PERCENT:
        return Figure(sum((one.value for one in known), Decimal(0)))
    counts = [(one.part, one.whole) for one in known if one.part is not None and one.whole is not None]
    if len(counts) < len(known):
        return None
    part, whole = sum(part for part, _ in counts), sum(whole for _, whole in counts)
    return Figure(percent_of(part, whole), part, whole)

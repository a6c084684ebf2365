"""What a target demands on a day: the target as it was set, or the amendment that stands then."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from tracker.plans.models import Amendment, Comparator, Target
from tracker.plans.rules.refusals import (
    AmendedThatDay,
    AmendmentBeforeTarget,
    AmendmentChangesNothing,
    TargetHasEnded,
)

PERCENT = "%"


class Demands(Protocol):
    """Whatever says what is demanded: a target, an amendment, or what was typed to become one."""

    @property
    def text(self) -> str:
        """The wording."""

    @property
    def comparator(self) -> Comparator:
        """How to compare."""

    @property
    def value(self) -> Decimal:
        """The figure."""

    @property
    def measure(self) -> str:
        """Of what."""

    @property
    def population(self) -> str:
        """Of whom."""


def standing_amendments(target: Target, on: date) -> list[Amendment]:
    """The amendments in force by that day, oldest first; one that was withdrawn never counted."""
    return [one for one in target.amendments if one.ended_at is None and one.since <= on]


def in_force(target: Target, on: date) -> Target | Amendment:
    """Whose text, figure and population stand on a day."""
    standing = standing_amendments(target, on)
    return standing[-1] if standing else target


def allocations_of(target: Target, on: date) -> Amendment | None:
    """The amendment whose allocations count on a day; None where those of the target as it was set do."""
    standing = [one for one in standing_amendments(target, on) if one.reallocated]
    return standing[-1] if standing else None


def measured_since(first: str, later: Iterable[tuple[date, str]]) -> date | None:
    """The day since which is measured what is measured now: `first` at the beginning, then `later`, oldest first.

    None where it was never anything else. Figures of periods that ended before are not to be compared with it.
    """
    found, measure = None, first
    for since, changed in later:
        if changed != measure:
            found, measure = since, changed
    return found


def measured_alike_since(target: Target, on: date) -> date | None:
    """The same of a target as it stands on a day."""
    return measured_since(target.measure, [(one.since, one.measure) for one in standing_amendments(target, on)])


def counts_on(target: Target, on: date) -> bool:
    """Whether the target is in force on a day at all: not before its plan, not from its end on."""
    return target.began_on <= on and (target.ended_on is None or on < target.ended_on)


def demanded(terms: Demands, unit_id: int | None, allocated: Mapping[int, Decimal | None]) -> Decimal | None:
    """The figure that a unit (or all together: None) must reach.

    A percent that was not shared out is every unit's; a count that was not is nobody's own.
    """
    if unit_id is None:
        return terms.value
    own = allocated.get(unit_id)
    return terms.value if own is None and terms.measure == PERCENT else own


def same_terms(one: Demands, other: Demands) -> bool:
    """Whether both demand the same in the same words."""
    return (one.text, one.comparator, one.value, one.measure, one.population) == (
        other.text,
        other.comparator,
        other.value,
        other.measure,
        other.population,
    )


def check_amendment(target: Target, terms: Demands, *, since: date, reallocated: bool) -> None:
    """Refuse what would come before its target or after its end, on a day that is taken, or change nothing."""
    if since < target.began_on:
        raise AmendmentBeforeTarget(day=target.began_on.strftime("%d/%m/%Y"))
    if target.ended_on is not None:
        raise TargetHasEnded(day=target.ended_on.strftime("%d/%m/%Y"))
    stands = in_force(target, since)
    if isinstance(stands, Amendment) and stands.since == since:
        source = stands.document.label if stands.document is not None else stands.words
        raise AmendedThatDay(day=since.strftime("%d/%m/%Y"), source=f"“{source}”")
    if not reallocated and same_terms(stands, terms):
        raise AmendmentChangesNothing

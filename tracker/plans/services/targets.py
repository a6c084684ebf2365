"""Setting, mending and ending targets."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tracker import audit
from tracker.core import clock
from tracker.core.db import hold
from tracker.core.errors import ChangedMeanwhile
from tracker.office.models import Person
from tracker.plans.labels import goal_of
from tracker.plans.models import Comparator, CountedBy, Plan, Target, Terms
from tracker.plans.rules import PERCENT, EndNeedsWords, PercentIsNotCounted, TargetHasEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """A measurable goal. `measure` is "%" or what is counted; `span` is where its clause stands in the text."""

    text: str
    comparator: Comparator
    value: Decimal
    measure: str
    population: str = ""
    span: tuple[int, int] | None = None
    counted_by: CountedBy | None = None


def add_target(plan: Plan, facts: TargetFacts, *, by: Person, at: datetime) -> Target:
    """Set one of a plan's targets, after those it has. Raises PercentIsNotCounted."""
    _check_counted(facts)
    target = Target(position=len(plan.targets) + 1, counted_by=facts.counted_by)
    write_terms(target, facts)
    target.clause_start, target.clause_end = facts.span or (None, None)
    plan.targets.append(target)
    audit.record("target.added", subject=target, story=plan, by=by, at=at, target=facts.text, goal=goal_of(facts))
    return target


def mend_target(target: Target, facts: TargetFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Correct a target as it was set; what a document changes is an amendment. `seen` is the version before them.

    Raises ChangedMeanwhile, TargetHasEnded, PercentIsNotCounted.
    """
    if target.version != seen:
        raise ChangedMeanwhile
    check_going_on(target)
    _check_counted(facts)
    before = goal_of(target)
    write_terms(target, facts)
    target.counted_by = facts.counted_by
    goal = goal_of(target)
    audit.record("target.mended", subject=target, by=by, at=at, target=facts.text, old_goal=before, goal=goal)


def end_target(target: Target, *, words: str, by: Person, at: datetime) -> None:
    """Let it count no more from this day on. Raises TargetHasEnded, EndNeedsWords."""
    hold(target.plan)  # which a grid that is being saved holds too
    check_going_on(target)
    if not words.strip():
        raise EndNeedsWords
    target.ended_on, target.ended_words = clock.local(at).date(), words.strip()
    audit.record("target.ended", subject=target, by=by, at=at, words=target.ended_words)


def check_going_on(target: Target) -> None:
    """Refuse what would change a target that has ended."""
    if target.ended_on is not None:
        raise TargetHasEnded(day=target.ended_on.strftime("%d/%m/%Y"))


def write_terms(record: Terms, facts: TargetFacts) -> None:
    """What it demands."""
    record.text, record.comparator, record.value = facts.text, facts.comparator, facts.value
    record.measure, record.population = facts.measure, facts.population


def _check_counted(facts: TargetFacts) -> None:
    if facts.counted_by is not None and facts.measure == PERCENT:
        raise PercentIsNotCounted

"""What is done to plans and targets."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tracker import audit
from tracker.core.db import db
from tracker.documents.models import Document
from tracker.office.models import Person
from tracker.plans.labels import SIGN
from tracker.plans.models import Comparator, Plan, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """A measurable goal. `measure` is "%" or what is counted; `span` is where its clause stands in the text."""

    text: str
    comparator: Comparator
    value: Decimal
    measure: str
    population: str = ""
    span: tuple[int, int] | None = None


def add_plan(document: Document, *, year: int, by: Person, at: datetime) -> Plan:
    """Enter a programme's plan for a year, which that document issues."""
    plan = Plan(programme_id=document.programme_id, year=year, document=document)
    db.session.add(plan)
    audit.record("plan.added", subject=plan, by=by, at=at, year=year, document=document.label)
    return plan


def add_target(plan: Plan, facts: TargetFacts, *, by: Person, at: datetime) -> Target:
    """Set one of a plan's targets, after those it has."""
    target = Target(
        position=len(plan.targets) + 1,
        text=facts.text,
        comparator=facts.comparator,
        value=facts.value,
        measure=facts.measure,
        population=facts.population,
    )
    target.clause_start, target.clause_end = facts.span or (None, None)
    plan.targets.append(target)
    goal = f"{SIGN[facts.comparator]} {facts.value.normalize():f} {facts.measure}"
    audit.record("target.added", subject=target, story=plan, by=by, at=at, target=facts.text, goal=goal)
    return target

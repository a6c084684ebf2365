"""Letting a proposal enter the tracker: what it becomes, by its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tracker.core import clock
from tracker.core.db import Base, db, hold
from tracker.core.errors import RuleBroken
from tracker.core.periods import Quarter
from tracker.documents import services as documents
from tracker.intake import queries
from tracker.intake.matching import Meant, Names, who_is_meant
from tracker.intake.models import Intake, IntakeItem, ItemKind, ItemState
from tracker.intake.rules import DIRECTIVES, NeedsQuarter, NoticeNeedsMeeting, PlanNeedsYear, UnitsNotChosen
from tracker.intake.services.amending import amend
from tracker.intake.services.duties import lay_duty
from tracker.intake.services.mending import move, tell
from tracker.meetings import services as meetings
from tracker.meetings.models import Meeting
from tracker.meetings.queries import series_lacking
from tracker.office.models import Person, Unit, UnitGroup
from tracker.plans import queries as plan_queries
from tracker.plans import services as plans
from tracker.plans.models import Comparator, Plan
from tracker.plans.services import TargetFacts
from tracker.tasks import services as tasks
from tracker.tasks.models import DueKind, Recurrence, TaskKind
from tracker.tasks.rules import due_kind_in
from tracker.tasks.services import Addressed, TaskFacts


@dataclass(frozen=True, slots=True)
class Act:
    """Who accepts, when, and by which names the office's units are known then."""

    by: Person
    at: datetime
    names: Names


def accept_item(item: IntakeItem, *, seen: int, by: Person, at: datetime) -> None:
    """Let a proposal enter the tracker; `seen` is the version that the person had before them.

    Raises NotFromHere, ChangedMeanwhile, and what its kind asks for: UnitsNotChosen, TaskNeedsUnit,
    ConclusionNeedsUnit, DutyNeedsUnit, GroupIsEmpty, PlanNeedsYear, NeedsQuarter, NoticeNeedsMeeting, MeetingUnderWay;
    of a change of a target, what `amend` raises.
    """
    hold(item.intake)
    _accept(item, Act(by, at, _names(item.intake, at)), seen=seen)


def accept_sure(intake: Intake, *, by: Person, at: datetime) -> int:
    """Accept every proposal that is sure and whose units are all known. Returns how many.

    One that a rule refuses stays a proposal.
    """
    hold(intake)
    act = Act(by, at, _names(intake, at))
    accepted = 0
    for item in intake.items:
        if is_ready(item, act.names):
            try:
                with db.session.begin_nested():
                    _accept(item, act, seen=item.version)
            except RuleBroken:
                continue
            accepted += 1
    return accepted


def _names(intake: Intake, at: datetime) -> Names:
    return queries.names_known(intake.programme_id, on=clock.local(at).date())


def is_ready(item: IntakeItem, names: Names) -> bool:
    """Whether it can be accepted without another look."""
    if item.state is not ItemState.PROPOSED or not item.sure:
        return False
    if item.kind is ItemKind.AMENDMENT:
        return bool(item.proposal.get("target"))  # somebody has said what is changed
    if item.kind not in DIRECTIVES:
        return True
    meant = who_is_meant(item.proposal, names)
    return meant.has_lead and not meant.unknown


def _accept(item: IntakeItem, act: Act, *, seen: int) -> None:
    move(item, ItemState.ACCEPTED, seen=seen)
    documents.confirm_document(item.intake.document, by=act.by, at=act.at)
    became = _ENTER[item.kind](item, act)
    db.session.flush()
    item.became_type, item.became_id = became.__tablename__, became.id  # type: ignore[attr-defined]
    tell(item, "item.accepted", by=act.by, at=act.at)


def _cite(item: IntakeItem, act: Act) -> Base:
    facts = item.proposal
    return documents.add_citation(
        item.intake.document, facts["text"], notations=facts["notations"], by=act.by, at=act.at
    )


def _set_target(item: IntakeItem, act: Act) -> Base:
    facts = item.proposal
    return plans.add_target(
        _plan_of(item.intake, act),
        TargetFacts(
            text=facts["text"],
            comparator=Comparator(facts["comparator"]),
            value=Decimal(facts["value"]),
            measure=facts["measure"][:60],
            population=facts["population"][:400],
            span=(item.start, item.end),
        ),
        by=act.by,
        at=act.at,
    )


def _give_task(item: IntakeItem, act: Act) -> Base:
    intake, facts = item.intake, item.proposal
    plan = _plan_of(intake, act) if intake.kind == "plan" else None
    return tasks.add_task(
        _task_facts(item, plan),
        _addressed(facts, act),
        programme_id=intake.programme_id,
        document=intake.document,
        plan_id=plan.id if plan is not None else None,
        by=act.by,
        at=act.at,
    )


def _task_facts(item: IntakeItem, plan: Plan | None) -> TaskFacts:
    facts, kind, due = item.proposal, TaskKind(item.proposal["kind"]), _day(item.proposal["due"])
    quarter = _quarter(facts) or (Quarter.of(due) if due else None)
    if kind is TaskKind.REGULAR and plan is not None:
        quarter = quarter or Quarter(plan.year, 1)
    if quarter is None:
        raise NeedsQuarter
    words = facts["due_words"][:300]
    inferred = bool(facts["due_inferred"] and due)
    dated = DueKind.PERIOD_END if inferred else due_kind_in(words, due)
    regular = kind is TaskKind.REGULAR
    return TaskFacts(
        title=facts["title"][:300],
        kind=kind,
        quarter=quarter,
        text=facts["text"],
        inspection=facts["inspection"],
        due_on=None if regular else due,
        due_kind=DueKind.RECURRING if regular else dated,
        due_words=words,
        due_inferred=inferred and not regular,
        recurrence=Recurrence(facts.get("recurrence") or Recurrence.QUARTERLY) if regular else None,
        advises=facts["advises"][:200],
        deliverable=facts["deliverable"][:300],
        clause=facts["clause"][:60],
        span=(item.start, item.end),
    )


def _plan_or_hold_meeting(item: IntakeItem, act: Act) -> Base:
    intake, facts = item.intake, item.proposal
    quarter = _quarter(facts)
    if quarter is None:
        raise NeedsQuarter
    common: dict[str, Any] = {
        "programme_id": intake.programme_id,
        "quarter": quarter,
        "venue": facts["venue"][:300],
        "held_on": _day(facts["date"]),
        "by": act.by,
        "at": act.at,
    }
    if intake.kind == "notice":
        return meetings.record_notice(intake.document, title=facts["title"][:300], **common)
    return meetings.plan_meeting(
        facts["title"][:300],
        series=series_lacking(intake.programme_id, quarter),
        plan_document=intake.document,
        span=(item.start, item.end),
        **common,
    )


def _conclude(item: IntakeItem, act: Act) -> Base:
    facts = item.proposal
    conclusion = meetings.add_published_conclusion(
        _meeting_of(item.intake, act),
        text=facts["text"],
        title=facts["title"],
        number=facts["clause"],
        addressed=_addressed(facts, act),
        due_on=_day(facts["due"]),
        due_words=facts["due_words"][:300],
        span=(item.start, item.end),
        by=act.by,
        at=act.at,
    )
    return conclusion.task or conclusion


def _plan_of(intake: Intake, act: Act) -> Plan:
    """The plan that the document issues, made when the first thing of it is accepted."""
    plan = plan_queries.plan_of_document(intake.document_id)
    if plan is None:
        if intake.year is None:
            raise PlanNeedsYear
        plan = plans.add_plan(intake.document, year=intake.year, by=act.by, at=act.at)
    return plan


def _meeting_of(intake: Intake, act: Act) -> Meeting:
    """The meeting that the notice is of; its own proposal is accepted along with the first conclusion."""
    item = next(item for item in intake.items if item.kind is ItemKind.MEETING)
    if item.state is ItemState.DROPPED:
        raise NoticeNeedsMeeting
    if item.state is ItemState.PROPOSED:
        _accept(item, act, seen=item.version)
    return db.session.get_one(Meeting, item.became_id)


def _addressed(facts: dict[str, Any], act: Act) -> list[Addressed]:
    meant: Meant = who_is_meant(facts, act.names)
    if meant.unknown:
        raise UnitsNotChosen(names="; ".join(f"“{name}”" for name in meant.unknown))
    found = []
    for part, value in meant.values:
        kind, _, number = value.partition("-")
        if kind == "unit":
            found.append(Addressed(part, unit=db.session.get_one(Unit, int(number))))
        else:
            found.append(Addressed(part, group=db.session.get_one(UnitGroup, int(number))))
    return found


def _quarter(facts: dict[str, Any]) -> Quarter | None:
    return Quarter.parse(facts["quarter"]) if facts["quarter"] else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


_ENTER: dict[ItemKind, Callable[[IntakeItem, Act], Base]] = {
    ItemKind.BASIS: _cite,
    ItemKind.TARGET: _set_target,
    ItemKind.TASK: _give_task,
    ItemKind.MEETING: _plan_or_hold_meeting,
    ItemKind.CONCLUSION: _conclude,
    ItemKind.REPORT: lambda item, act: lay_duty(item, _addressed(item.proposal, act), act.names, by=act.by, at=act.at),
    ItemKind.AMENDMENT: lambda item, act: amend(item, by=act.by, at=act.at),
}

"""What the demo town plans: the plan of each year, letters in between, and the meetings that review it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tracker.core import clock
from tracker.core.periods import Quarter
from tracker.demo.diary import Clauses
from tracker.demo.inviting import fill_room
from tracker.demo.notices import issue_notice_of
from tracker.demo.targets import live_targets
from tracker.demo.town import Facts, Town, shipped
from tracker.demo.work import work_on
from tracker.documents import services as documents
from tracker.documents.models import Document
from tracker.documents.services import DocumentFacts
from tracker.meetings import services as meetings
from tracker.meetings.queries import series_lacking
from tracker.office.models import Person
from tracker.plans import services as plans
from tracker.plans.models import Comparator, CountedBy, Plan
from tracker.plans.services import TargetFacts
from tracker.tasks import services as tasks
from tracker.tasks.models import DueKind, TaskKind
from tracker.tasks.services import TaskFacts


def issue_plan(town: Town, year: int) -> None:
    """The plan of a year, issued in the December before it: document, targets, tasks, meetings."""
    said = {"year": year, "before": year - 1, "after": year + 1}
    text = shipped("plan.txt").format(**said)
    issued = town.diary.calendar.moved_to_working_day(date(year - 1, 12, 22))
    by, at = town.people["staff"], datetime.combine(issued, time(9), tzinfo=clock.ZONE)
    facts = {name: value.format(**said) for name, value in town.facts["plan"].items()}
    document = documents.register_document(
        DocumentFacts(**facts, issued_on=issued), text=text, programme_id=town.programme.id, by=by, at=at
    )
    clauses = Clauses(text)
    for basis in town.facts["citations"]:
        start, end = clauses.next(basis["starts"])
        documents.add_citation(document, text[start:end], notations=basis["notations"], by=by, at=at)
    plan = plans.add_plan(document, year=year, by=by, at=at)
    for target in town.facts["targets"]:
        start, end = clauses.next(target["starts"])
        goal = TargetFacts(
            text=text[start:end],
            comparator=Comparator(target["comparator"]),
            value=Decimal(target["value"]),
            measure=target["measure"],
            population=target["population"],
            counted_by=CountedBy(target["counted_by"]) if "counted_by" in target else None,
            span=(start, end),
        )
        plans.add_target(plan, goal, by=by, at=at)
    live_targets(town, plan)
    for task in town.facts["tasks"]:
        give_planned_task(town, task, plan, clauses, by=by, at=at)
    clauses = Clauses(text)
    for meeting in town.facts["meetings"]:
        foresee_meeting(town, meeting, Quarter(year, meeting["quarter"]), document, clauses, by=by, at=at)


def give_planned_task(town: Town, task: Facts, plan: Plan, clauses: Clauses, *, by: Person, at: datetime) -> None:
    """A task as the plan words it; without a stated day it is due at the quarter's end, and marked as inferred."""
    quarter = Quarter(plan.year, task.get("quarter", 1))
    start, end = clauses.next(task["starts"])
    regular, stated = "quarter" not in task, "due" in task
    day, month = map(int, task["due"].split("/")) if stated else (0, 0)
    facts = TaskFacts(
        title=task["title"],
        text=plan.document.text[start:end],
        kind=TaskKind.REGULAR if regular else TaskKind.QUARTERLY,
        quarter=quarter,
        inspection=task.get("inspection", False),
        due_on=date(plan.year, month, day) if stated else None if regular else quarter.last_day,
        due_kind=DueKind.FIXED if stated else DueKind.PERIOD_END,
        due_words=task.get("due_words", "").format(year=plan.year),
        due_inferred=not stated,
        advises=task.get("advises", ""),
        deliverable=task.get("deliverable", ""),
        clause=task["clause"],
        span=(start, end),
    )
    given = tasks.add_task(
        facts,
        town.addressed(task["to"]),
        programme_id=town.programme.id,
        by=by,
        at=at,
        document=plan.document,
        plan_id=plan.id,
    )
    work_on(town, given)


def send_letter(town: Town, letter: Facts, at: datetime) -> None:
    """An ad hoc task of the last weeks, given by a letter."""
    due = town.diary.back(-letter["due"])
    text = letter["text"].format(due=due.strftime("%d/%m/%Y"))
    document = documents.register_document(
        DocumentFacts(
            type_name="Công văn",
            notation=letter["notation"],
            issued_on=clock.local(at).date(),
            issuer=town.facts["plan"]["issuer"],
            subject=f"V/v {letter['title'][0].lower()}{letter['title'][1:]}",
        ),
        text=text,
        programme_id=town.programme.id,
        by=town.people["staff"],
        at=at,
    )
    facts = TaskFacts(
        title=letter["title"],
        text=text,
        kind=TaskKind.AD_HOC,
        quarter=Quarter.of(town.diary.today),
        due_on=due,
        due_kind=DueKind.FIXED,
        due_words=text[text.rindex("chậm nhất") : -1],
        span=(0, len(text)),
    )
    given = tasks.add_task(
        facts,
        town.addressed(letter["to"]),
        programme_id=town.programme.id,
        by=town.people["staff"],
        at=at,
        document=document,
    )
    work_on(town, given, since=clock.local(at).date(), go=letter["go"])


def foresee_meeting(
    town: Town, meeting: Facts, quarter: Quarter, plan: Document, clauses: Clauses, *, by: Person, at: datetime
) -> None:
    """A quarter's review meeting; when its day comes it is held, and its conclusions become work."""
    planned = meetings.plan_meeting(
        f"Hội nghị giao ban quý {quarter.label}",
        programme_id=town.programme.id,
        quarter=quarter,
        series=series_lacking(town.programme.id, quarter),
        venue=meeting["venue"],
        plan_document=plan,
        span=clauses.next(meeting["starts"]),
        by=by,
        at=at,
    )

    def hold(at: datetime) -> None:
        chair, day = town.people["chair"], clock.local(at).date()
        meetings.open_meeting(planned, by=chair, at=at)
        fill_room(town, planned, at=at)
        for said in meeting["conclusions"]:
            due = town.diary.calendar.after(day, said["days"])
            addressed = town.addressed(said["to"])
            facts = meetings.ConclusionFacts(text=said["text"], addressed=addressed, due_on=due)
            meetings.add_conclusion(planned, facts, by=by, at=at)
        meetings.close_meeting(planned, by=by, at=at + timedelta(hours=1))
        issue_notice_of(town, planned, at=at + timedelta(hours=2))
        for conclusion in planned.conclusions:
            if conclusion.task is not None:
                work_on(town, conclusion.task, since=day)

    town.diary.on(quarter.last_day - timedelta(days=8), hold)

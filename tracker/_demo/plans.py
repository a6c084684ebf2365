"""The demo town: an invented district that works through its campaign's year, so that every page has something to show.

What there is stands in `demo_town.toml` and `demo_plan.txt`; here it is said to the services of the rooms, day by day,
as people would have. The same data and the same day give the same town.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tracker.accounts import services as accounts
from tracker.calendar import services as calendar
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.demo_diary import Clauses, Diary
from tracker.documents import services as documents
from tracker.documents.models import Document
from tracker.documents.services import DocumentFacts
from tracker.meetings import services as meetings
from tracker.office import services as office
from tracker.office.models import Person, Programme, RoleKind, Unit, UnitGroup, UnitKind
from tracker.plans import services as plans
from tracker.plans.models import Comparator, Plan
from tracker.plans.services import TargetFacts
from tracker.tasks import services as tasks
from tracker.tasks.models import Assignment, DueKind, Part, Task, TaskKind
from tracker.tasks.services import Addressed, TaskFacts

Facts = dict[str, Any]


@dataclass
class Town:
    """What is there so far, by the keys of the data file."""

    facts: Facts
    diary: Diary
    units: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, UnitGroup] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    programme: Programme = field(init=False)
    courses: Iterator[str] = field(init=False)
    words: dict[str, Iterator[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.courses = cycle(self.facts["rotation"]["of"])
        self.words = {step: cycle(said) for step, said in self.facts["words"].items()}


def is_empty() -> bool:
    """Whether no office has been set up here."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(Unit)) == 0


def build(folder: Path, *, today: date | None = None) -> None:
    """Set the town up and live its year until today; the sign-ins go to `demo.json` in the folder."""
    today = today or clock.today()
    with transaction():
        calendar.load_shipped_days()
    town = Town(tomllib.loads(_shipped("demo_town.toml")), Diary(today, work_calendar()))
    with transaction():
        set_up_office(town)
        for year in range(today.year - (today.month <= 3), today.year + 1):
            issue_plan(town, year)
        for letter in town.facts["letters"]:
            town.diary.on(town.diary.back(letter["given"]), partial(send_letter, town, letter))
        town.diary.live()
    offered = [_sign_in(town, who) for who in town.facts["people"] if "sign_in" in who]
    (folder / "demo.json").write_text(json.dumps(offered, ensure_ascii=False, indent=1), encoding="utf-8")


def set_up_office(town: Town) -> None:
    """Units, groups, the programme, people and what they may do."""
    at = datetime(town.diary.today.year - 2, 11, 17, 8, tzinfo=clock.ZONE)
    for unit in town.facts["units"]:
        name, short, kind, others = unit["name"], unit["short_name"], UnitKind(unit["kind"]), unit["other_names"]
        town.units[unit["key"]] = office.add_unit(name, short_name=short, kind=kind, other_names=others, by=None, at=at)
    for group in town.facts["groups"]:
        kinds = [UnitKind(kind) for kind in group["kinds"]]
        town.groups[group["key"]] = office.add_group(
            group["name"], kinds=kinds, other_names=group["other_names"], by=None, at=at
        )
    programme = town.facts["programme"]
    town.programme = office.add_programme(
        programme["name"],
        short_name=programme["short_name"],
        standing_unit=town.units[programme["standing_unit"]],
        members=[u for u in town.units.values() if u.kind not in (UnitKind.COMMITTEE, UnitKind.PEOPLES_COMMITTEE)],
        by=None,
        at=at,
    )
    for who in town.facts["people"]:
        let_in(town, who, at)


def let_in(town: Town, who: Facts, at: datetime) -> None:
    """A person, their roles, and an account where the file gives them a sign-in name."""
    unit = town.units[who["unit"]]
    person = office.add_person(who["name"], position=who["position"], unit=unit, by=None, at=at)
    for kind in map(RoleKind, who["roles"]):
        auditor = kind is RoleKind.OBSERVER and who.get("auditor", False)
        office.give_role(person, kind, unit=unit, programme=town.programme, auditor=auditor, by=None, at=at)
        town.people.setdefault(f"{kind} {who['unit']}", person)
    if "sign_in" in who:
        accounts.add_account(person, sign_in_name=who["sign_in"], password=town.facts["password"], by=None, at=at)
        town.people[who["sign_in"]] = person


def issue_plan(town: Town, year: int) -> None:
    """The plan of a year, issued in the December before it: document, targets, tasks, meetings."""
    said = {"year": year, "before": year - 1, "after": year + 1}
    text = _shipped("demo_plan.txt").format(**said)
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
            span=(start, end),
        )
        plans.add_target(plan, goal, by=by, at=at)
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
        _addressed(town, task["to"]),
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
        _addressed(town, letter["to"]),
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
        venue=meeting["venue"],
        plan_document=plan,
        span=clauses.next(meeting["starts"]),
        by=by,
        at=at,
    )

    def hold(at: datetime) -> None:
        chair, day = town.people["chair"], clock.local(at).date()
        meetings.open_meeting(planned, by=chair, at=at)
        for said in meeting["conclusions"]:
            due = town.diary.calendar.after(day, said["days"])
            addressed = _addressed(town, said["to"])
            meetings.add_conclusion(planned, text=said["text"], addressed=addressed, due_on=due, by=by, at=at)
        meetings.close_meeting(planned, by=by, at=at + timedelta(hours=1))
        meetings.publish_meeting(planned, by=chair, at=at + timedelta(hours=2))
        for conclusion in planned.conclusions:
            if conclusion.task is not None:
                work_on(town, conclusion.task, since=day)

    town.diary.on(quarter.last_day - timedelta(days=8), hold)


def work_on(town: Town, task: Task, *, since: date | None = None, go: dict[str, str] | None = None) -> None:
    """Let each unit go its course with its part, from the given day, else the first of the part's quarter."""
    for part in task.assignments:
        key = next(key for key, unit in town.units.items() if unit is part.unit)
        course = go[key] if go is not None else next(town.courses)
        start, due = since or part.quarter.first_day, part.due_on or part.quarter.last_day
        worker = town.people.get(f"officer {key}") or town.people[f"head {key}"]
        free = start  # one step a day at most, so that they keep their order
        for said in town.facts["courses"][course]:
            hundredths, step, percent = (*said.split(), "0")[:3]
            day = start + timedelta(days=(due - start).days * int(hundredths) // 100)
            day = town.diary.calendar.moved_to_working_day(max(day, free))
            town.diary.on(day, partial(take_step, town, part, step, int(percent), worker))
            free = day + timedelta(days=1)


def take_step(town: Town, part: Assignment, step: str, percent: int, worker: Person, at: datetime) -> None:
    """One thing that a unit, or the standing unit, does with a part."""
    staff = town.people["staff"]
    if step == "update":
        words = next(town.words["update"])
        tasks.update_progress(part, percent=percent, words=words, seen=part.version, by=worker, at=at)
    elif step == "submit":
        tasks.submit_assignment(part, words=next(town.words["submit"]), seen=part.version, by=worker, at=at)
    elif step == "return":
        tasks.return_assignment(part, words=next(town.words["return"]), by=staff, at=at)
    else:
        tasks.accept_assignment(part, by=staff, at=at)


def _addressed(town: Town, to: list[str]) -> list[Addressed]:
    """ "lead ethnic" and "coordinate bodies", by the keys of units and groups."""
    named = [said.split() for said in to]
    return [Addressed(Part(part), unit=town.units.get(key), group=town.groups.get(key)) for part, key in named]


def _sign_in(town: Town, who: Facts) -> Facts:
    told = f"{who['name']} · {who['position']}, {town.units[who['unit']].name}"
    return {"name": who["sign_in"], "password": town.facts["password"], "who": told}


def _shipped(name: str) -> str:
    return files("tracker").joinpath(name).read_text(encoding="utf-8")

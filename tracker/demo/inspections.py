"""What the demo town's inspection of the year finds, and tasks whose deadlines are of the rarer kinds."""

import tomllib
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.demo.town import Facts, Town, shipped
from tracker.demo.work import work_on
from tracker.tasks import services as tasks
from tracker.tasks.models import DueKind, Recurrence, Task, TaskKind
from tracker.tasks.services import Remedy, TaskFacts

SETTLED_AFTER = 5  # working days


def live_inspections(town: Town) -> None:
    """Put into the diary what each inspection finds, and the tasks with deadlines of other kinds."""
    told = tomllib.loads(shipped("inspections.toml"))
    for inspection in db.session.scalars(sa.select(Task).where(Task.inspection).order_by(Task.id)):
        for found in told["findings"]:
            day = _quarter_of(inspection).first_day + timedelta(days=found["days"])
            town.diary.on(day, partial(_find, town, inspection, found))
    for kind in told["kinds"]:
        town.diary.on(town.diary.back(kind["given"]), partial(_give, town, kind))


def _quarter_of(inspection: Task) -> Quarter:
    return inspection.quarter or inspection.assignments[0].quarter


def _find(town: Town, inspection: Task, found: Facts, at: datetime) -> None:
    """Those who lead the inspection write it down; staff or they settle it some days later, or nobody yet."""
    lead = next(key for key, unit in town.units.items() if unit is inspection.assignments[0].unit)
    by = town.people.get(f"officer {lead}") or town.people[f"head {lead}"]
    unit, staff = town.units[found["unit"]], town.people["staff"]
    finding = tasks.record_finding(inspection, unit=unit, text=found["text"], by=by, at=at)
    settled = town.diary.calendar.after(clock.local(at).date(), SETTLED_AFTER)
    if "ended" in found:
        town.diary.on(settled, lambda at: tasks.end_finding(finding, words=found["ended"], by=by, at=at))
    elif "title" in found:
        due = _quarter_of(inspection).next.last_day
        remedy = Remedy(found["title"], found["text"], unit, due, DueKind.PERIOD_END)
        town.diary.on(
            settled, lambda at: work_on(town, tasks.make_task(finding, remedy, by=staff, at=at), since=settled)
        )


def _give(town: Town, told: Facts, at: datetime) -> None:
    facts = TaskFacts(
        title=told["title"],
        text=told["text"],
        kind=TaskKind.AD_HOC,
        quarter=Quarter.of(clock.local(at).date()),
        due_kind=DueKind(told["due_kind"]),
        due_words=told.get("due_words", ""),
        due_moves=told.get("due_moves", False),
        recurrence=Recurrence(told["recurrence"]) if "recurrence" in told else None,
    )
    staff = town.people["staff"]
    given = tasks.add_task(facts, town.addressed(told["to"]), programme_id=town.programme.id, by=staff, at=at)
    if given.recurrence is None:  # what recurs is begun when its period comes
        work_on(town, given, since=clock.local(at).date())

"""What the demo town's staff do with tasks that do not go as planned: suspend, drop, share out anew, keep a draft."""

import tomllib
from datetime import date, datetime
from functools import partial

from tracker.core import clock
from tracker.core.periods import Quarter
from tracker.demo.town import Facts, Town, shipped
from tracker.tasks import services as tasks
from tracker.tasks.models import DueKind, Task, TaskKind, TaskState
from tracker.tasks.services import TaskFacts


def direct_tasks(town: Town) -> None:
    """Put into the diary the tasks of `directing.toml` and what becomes of them."""
    for told in tomllib.loads(shipped("directing.toml"))["tasks"]:
        town.diary.on(town.diary.back(told["given"]), partial(_give, town, told))


def _give(town: Town, told: Facts, at: datetime) -> None:
    given_on = clock.local(at).date()
    due = town.diary.calendar.after(given_on, told["given"] + told["due"])
    facts = TaskFacts(
        title=told["title"],
        text=told["text"],
        kind=TaskKind.AD_HOC,
        quarter=Quarter.of(town.diary.today),  # of past quarters' work nothing is left open but what the plan says
        due_on=due,
        due_kind=DueKind.FIXED,
        starts_on=given_on,
        advises=told.get("advises", ""),
        deliverable=told.get("deliverable", ""),
    )
    task = tasks.add_task(
        facts,
        town.addressed(told["to"]),
        programme_id=town.programme.id,
        by=town.people["staff"],
        at=at,
        state=TaskState.DRAFT if told.get("draft") else TaskState.ACTIVE,
    )
    for act in (_suspended, _dropped, _moved, _further):
        name = act.__name__.lstrip("_")
        if name in told:
            town.diary.on(_after(town, given_on, told[name]), partial(act, town, task, told[name]))


def _after(town: Town, day: date, told: Facts) -> date:
    return town.diary.calendar.after(day, told["after"])


def _suspended(town: Town, task: Task, told: Facts, at: datetime) -> None:
    tasks.suspend_task(task, words=told["words"], by=town.people["chair"], at=at)


def _dropped(town: Town, task: Task, told: Facts, at: datetime) -> None:
    tasks.drop_task(task, words=told["words"], by=town.people["chair"], at=at)


def _moved(town: Town, task: Task, told: Facts, at: datetime) -> None:
    part, unit, staff = task.assignments[0], town.units[told["to"]], town.people["staff"]
    tasks.reassign_part(part, unit, words=told["words"], later_too=False, by=staff, at=at)


def _further(town: Town, task: Task, told: Facts, at: datetime) -> None:
    (addressed,) = town.addressed([told["to"]])
    tasks.give_part(task, addressed, by=town.people["staff"], at=at)

"""How the demo town's units work on what they were given."""

from datetime import date, datetime, timedelta
from functools import partial

from tracker.core.db import db
from tracker.demo.town import Town
from tracker.office.models import Person
from tracker.tasks import services as tasks
from tracker.tasks.models import Assignment, Task


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
    db.session.flush()  # the whole diary is one transaction: each step sees the part's version after the one before
    if step == "update":
        words = next(town.words["update"])
        tasks.update_progress(part, percent=percent, words=words, seen=part.version, by=worker, at=at)
    elif step == "submit":
        tasks.submit_assignment(part, words=next(town.words["submit"]), seen=part.version, by=worker, at=at)
    elif step == "return":
        tasks.return_assignment(part, words=next(town.words["return"]), by=staff, at=at)
    else:
        tasks.accept_assignment(part, by=staff, at=at)

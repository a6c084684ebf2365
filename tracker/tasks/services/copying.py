"""Carrying the tasks of an earlier plan on in a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.periods import Quarter
from tracker.office.models import Person, Programme
from tracker.reading.dates import Deadline
from tracker.tasks.models import Task, TaskKind
from tracker.tasks.queries.bulk import known_in_programme
from tracker.tasks.queries.copying import Whole, copies_of, heirs_of, tasks_to_copy
from tracker.tasks.rules import due_kind_of, recurs
from tracker.tasks.rules.copying import NobodyIsLeft, NothingToCopy, moved_day, moved_quarter, moved_words
from tracker.tasks.services.bulk import addressed
from tracker.tasks.services.giving import TaskFacts, add_task


@dataclass(frozen=True, slots=True)
class Pick:
    """A task that is to be copied: its title, and its deadline where that was changed from the old one moved."""

    title: str
    due: Deadline | None = None
    due_changed: bool = False


def copy_tasks(
    programme: Programme, picks: Mapping[int, Pick], *, source: Whole, target: Whole, by: Person, at: datetime
) -> list[Task]:
    """Give the tasks of a plan or year anew, to whoever has their parts today. `picks` are by the old task's number.

    One that was copied to that year before is left out: nothing is there twice. Raises NothingToCopy, NobodyIsLeft.
    """
    hold(programme)  # two who copy the same plan at once take turns
    known = known_in_programme(programme.id, plan_id=target.plan_id, on=clock.local(at).date())
    tasks = [
        task
        for task in tasks_to_copy(picks.keys(), programme.id, source)
        if db.session.scalar(copies_of(task.id, target)) is None
    ]
    if not tasks:
        raise NothingToCopy
    heirs = heirs_of([task.id for task in tasks], known)
    made = []
    for task in tasks:
        if task.id not in heirs or not heirs[task.id].has_lead:
            raise NobodyIsLeft(title=task.title)
        copy = add_task(
            _facts(task, picks[task.id], from_year=source.year, to_year=target.year),
            [addressed(part, named, known) for part, named in heirs[task.id].parts],
            programme_id=programme.id,
            document=known.plan.document if known.plan is not None else None,
            plan_id=target.plan_id,
            by=by,
            at=at,
        )
        copy.copied_from_id = task.id
        audit.record("task.copied", subject=copy, by=by, at=at, title=task.title, year=source.year)
        made.append(copy)
    return made


def _facts(task: Task, pick: Pick, *, from_year: int, to_year: int) -> TaskFacts:
    """What the old task says, its years moved on. Its clause is the old document's."""

    def words(text: str) -> str:
        return moved_words(text, from_year=from_year, to_year=to_year)

    def day(old: date | None) -> date | None:
        return moved_day(old, task.due_kind, from_year=from_year, to_year=to_year)

    quarter = Quarter(to_year, 1)
    if task.kind is not TaskKind.REGULAR and task.quarter is not None:
        quarter = moved_quarter(task.quarter, from_year=from_year, to_year=to_year)
    due_kind, due_on, due_words = task.due_kind, day(task.due_on), words(task.due_words)
    if pick.due_changed and not recurs(task.kind, task.due_kind):
        due_kind, due_on, due_words = due_kind_of(pick.due), None, ""
        if pick.due is not None:
            due_on, due_words = pick.due.due, pick.due.words
    return TaskFacts(
        title=pick.title,
        kind=task.kind,
        quarter=quarter,
        text=words(task.text),
        inspection=task.inspection,
        due_on=due_on,
        due_kind=due_kind,
        due_words=due_words,
        due_inferred=task.due_inferred and not pick.due_changed,
        due_moves=task.due_moves,
        starts_on=day(task.starts_on),
        recurrence=task.recurrence,
        advises=task.advises,
        deliverable=words(task.deliverable)[:300],
    )

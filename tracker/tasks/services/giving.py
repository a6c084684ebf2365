"""Giving a task to the units that do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker import audit
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Person
from tracker.tasks.models import DueKind, Recurrence, Task, TaskKind, TaskState
from tracker.tasks.rules import DueBeforeStart, mode_of
from tracker.tasks.services.parts import Addressed, give_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """What a task is, apart from who does it. `span` is where its clause stands in the document's text.

    `quarter` is the one it belongs to; a regular task belongs to all four of that quarter's year. `due_words` are those
    of the deadline, of a conditional one what it waits for.
    """

    title: str
    kind: TaskKind
    quarter: Quarter
    text: str = ""
    inspection: bool = False
    due_on: date | None = None
    due_kind: DueKind = DueKind.NONE
    due_words: str = ""
    due_inferred: bool = False
    due_moves: bool = False
    starts_on: date | None = None
    recurrence: Recurrence | None = None
    advises: str = ""
    deliverable: str = ""
    clause: str = ""
    span: tuple[int, int] | None = None


def add_task(
    facts: TaskFacts,
    addressed: Sequence[Addressed],
    *,
    programme_id: int,
    by: Person,
    at: datetime,
    document: Document | None = None,
    plan_id: int | None = None,
    state: TaskState = TaskState.ACTIVE,
) -> Task:
    """Make a task and a part for each unit. Raises TaskNeedsUnit, GroupIsEmpty, NoPeriodEnds, DueBeforeStart."""
    task = Task(
        programme_id=programme_id,
        plan_id=plan_id,
        document=document,
        kind=facts.kind,
        quarter=None if facts.kind is TaskKind.REGULAR else facts.quarter,
        state=state,
        mode=mode_of((a.part, a.group is not None) for a in addressed),
    )
    write_facts(task, facts)
    db.session.add(task)
    give_parts(task, addressed, quarter=facts.quarter, at=at)
    units = [a.unit.name for a in task.assignments]
    audit.record("task.added", subject=task, by=by, at=at, title=task.title, units=sorted(set(units)), due=task.due_on)
    return task


def write_facts(task: Task, facts: TaskFacts) -> None:
    """Set what a task says of itself, but not who does it. Raises DueBeforeStart."""
    if facts.starts_on is not None and facts.due_on is not None and facts.due_on < facts.starts_on:
        raise DueBeforeStart(day=f"{facts.starts_on:%d/%m/%Y}")
    task.title, task.text, task.clause = facts.title, facts.text, facts.clause
    task.folded = fold(f"{facts.title} {facts.text}")
    task.inspection, task.advises, task.deliverable = facts.inspection, facts.advises, facts.deliverable
    task.due_on, task.due_kind, task.due_words = facts.due_on, facts.due_kind, facts.due_words
    task.due_inferred, task.due_moves = facts.due_inferred, facts.due_moves
    task.starts_on, task.recurrence = facts.starts_on, facts.recurrence
    if facts.span is not None:
        task.clause_start, task.clause_end = facts.span

"""Tasks as the list of tasks shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Person, Unit
from tracker.tasks.models import Assignment, Part, State, Task, TaskKind, TaskMode, TaskState
from tracker.tasks.policy import visible_to
from tracker.tasks.queries.work import called_in


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as the list of tasks shows it."""

    id: int
    title: str
    kind: TaskKind
    state: TaskState
    quarter: Quarter | None
    due_on: date | None
    due_inferred: bool
    source: str
    clause: str
    leads: str
    parts: int
    done: int
    percent: int


def tasks_seen_by(
    person: Person,
    *,
    programme_id: int,
    quarter: Quarter,
    today: date,
    kind: TaskKind | None = None,
    state: TaskState | None = None,
    words: str = "",
    sort: str = "due",
    limit: int | None = None,
) -> list[TaskRow]:
    """The tasks of a quarter (and the regular ones of its year) that a person may see.

    `words` are found with or without their marks. `sort` is due, title, state or percent, from the last on with "-"
    before it; what is undated comes last either way. Units are named as they were at the quarter's end.
    """
    part = sa.orm.aliased(Assignment)
    counted = (Task.mode == TaskMode.EACH) | (part.part == Part.LEAD)
    live = (part.quarter == quarter) & (part.state != State.ENDED)
    percent = sa.func.coalesce(sa.func.avg(sa.case((counted, part.percent))), 0)
    sorts = {"due": Task.due_on, "title": Task.folded, "state": Task.state, "percent": percent}
    column: sa.SQLColumnExpression[Any] = sorts.get(sort.removeprefix("-"), Task.due_on)
    query = (
        sa.select(
            Task.id,
            Task.title,
            Task.kind,
            Task.state,
            Task.quarter,
            Task.due_on,
            Task.due_inferred,
            sa.func.trim(Document.type_name + " " + Document.notation).label("source"),
            Task.clause,
            sa.func.count(part.id).label("parts"),
            sa.func.sum(sa.case((part.state == State.ACCEPTED, 1), else_=0)).label("done"),
            percent.label("percent"),
            sa.func.min(sa.case((part.part.in_((Part.LEAD, Part.IMPLEMENT)), called_in(quarter, today=today)))).label(
                "first_lead"
            ),
            sa.func.sum(sa.case((part.part.in_((Part.LEAD, Part.IMPLEMENT)), 1), else_=0)).label("lead_count"),
        )
        .join(part, (part.task_id == Task.id) & live)
        .join(Unit, Unit.id == part.unit_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .where(Task.programme_id == programme_id, visible_to(person))
        .group_by(Task.id, Document.type_name, Document.notation)
        .order_by(column.is_(None), column.desc() if sort.startswith("-") else column.asc(), Task.id)
        .limit(limit)
    )
    if kind is not None:
        query = query.where(Task.kind == kind)
    if state is not None:
        query = query.where(Task.state == state)
    for word in fold(words).split():
        query = query.where(Task.folded.contains(word, autoescape=True))
    return [_task_row(row) for row in db.session.execute(query)]


def _task_row(row: sa.Row[tuple[object, ...]]) -> TaskRow:
    facts = row._asdict()
    first, count = facts.pop("first_lead") or "", facts.pop("lead_count") or 0
    facts["leads"] = f"{first} +{count - 1}" if count > 1 else first
    facts["percent"] = int(facts["percent"] or 0)
    facts["done"] = int(facts["done"] or 0)
    facts["source"] = facts["source"] or ""
    return TaskRow(**facts)

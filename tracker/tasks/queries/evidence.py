"""Reading the files that units brought with their parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.documents.models import StoredFile
from tracker.office.models import Person, Unit
from tracker.tasks.models import Assignment, Evidence, Task
from tracker.tasks.policy import can_read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A file as pages list it. `by_name` is who brought it; `size` counts bytes."""

    id: int
    part_id: int
    unit_id: int
    unit_name: str
    quarter: Quarter
    name: str
    size: int
    by_name: str
    at: datetime
    submitted_at: datetime | None


def get_evidence(evidence_id: int) -> Evidence | None:
    """A file with its part; taken back or not."""
    return db.session.scalar(
        sa.select(Evidence)
        .where(Evidence.id == evidence_id)
        .options(
            joinedload(Evidence.file),
            joinedload(Evidence.assignment).options(
                joinedload(Assignment.unit),
                joinedload(Assignment.task).options(joinedload(Task.programme), selectinload(Task.assignments)),
            ),
        )
    )


def evidence_of(part: Assignment) -> list[EvidenceRow]:
    """The files of one part, the first brought first."""
    return list(_rows(Evidence.assignment_id == part.id))


def evidence_seen_by(person: Person, task: Task) -> list[EvidenceRow]:
    """The files of a task's parts that a person may open, unit by unit."""
    return [
        row
        for row in _rows(Assignment.task_id == task.id)
        if can_read_words(person, task.programme_id, row.unit_id, handed_in=row.submitted_at is not None)
    ]


def _rows(wanted: sa.ColumnElement[bool]) -> Iterable[EvidenceRow]:
    rows = db.session.execute(
        sa.select(
            Evidence.id,
            Evidence.assignment_id.label("part_id"),
            Assignment.unit_id,
            Unit.name.label("unit_name"),
            Assignment.quarter,
            StoredFile.name,
            StoredFile.size,
            Person.full_name.label("by_name"),
            Evidence.at,
            Assignment.submitted_at,
        )
        .join(Assignment, Assignment.id == Evidence.assignment_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(StoredFile, StoredFile.id == Evidence.file_id)
        .join(Person, Person.id == Evidence.by_id)
        .where(wanted, Evidence.ended_at.is_(None))
        .order_by(Unit.sort_key, Assignment.period_end, Evidence.id)
    )
    return (EvidenceRow(**row._mapping) for row in rows)

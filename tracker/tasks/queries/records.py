"""Tasks and assignments to be changed."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.office.models import Person
from tracker.tasks.models import Assignment, ProgressUpdate, Task


def get_task(task_id: int) -> Task | None:
    """A task with its parts and their units."""
    return db.session.scalar(
        sa.select(Task)
        .where(Task.id == task_id)
        .options(
            joinedload(Task.document),
            selectinload(Task.assignments).options(joinedload(Assignment.unit), joinedload(Assignment.group)),
        )
    )


def get_assignment(assignment_id: int) -> Assignment | None:
    """A part with its unit and its task."""
    return db.session.scalar(
        sa.select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.task).options(joinedload(Task.document), selectinload(Task.assignments)),
        )
    )


def progress_of_assignment(assignment_id: int) -> Sequence[sa.Row[datetime, str, int, str]]:
    """What a unit has said of its part, newest first: when, who, percent, words."""
    return db.session.execute(
        sa.select(ProgressUpdate.at, Person.full_name, ProgressUpdate.percent, ProgressUpdate.words)
        .join(Person, Person.id == ProgressUpdate.by_id)
        .where(ProgressUpdate.assignment_id == assignment_id)
        .order_by(ProgressUpdate.id.desc())
    ).all()

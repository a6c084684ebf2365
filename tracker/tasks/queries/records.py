"""Tasks and assignments to be changed."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.audit.queries import StoryRow, story_of
from tracker.core.db import db
from tracker.office.models import Person
from tracker.tasks.events import WHEN_HANDED_IN
from tracker.tasks.models import Assignment, Task
from tracker.tasks.policy import can_read_words


def get_task(task_id: int) -> Task | None:
    """A task with its parts and their units."""
    return db.session.scalar(
        sa.select(Task)
        .where(Task.id == task_id)
        .options(
            joinedload(Task.programme),
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
            joinedload(Assignment.task).options(
                joinedload(Task.programme), joinedload(Task.document), selectinload(Task.assignments)
            ),
        )
    )


def story_seen_by(person: Person, task: Task) -> list[StoryRow]:
    """What happened to a task and its parts, newest first, without words that are not the person's to read."""
    unit_of = {assignment.id: assignment.unit_id for assignment in task.assignments}
    return [
        event
        if event.subject_type != Assignment.__tablename__
        or can_read_words(person, task.programme_id, unit_of[event.subject_id], handed_in=event.name in WHEN_HANDED_IN)
        else replace(event, facts={name: fact for name, fact in event.facts.items() if name != "words"})
        for event in story_of(task)
    ]

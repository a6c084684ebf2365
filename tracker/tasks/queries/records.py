"""Tasks and assignments to be changed."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.audit.queries import StoryRow, story_of
from tracker.core.db import db
from tracker.office.models import Person
from tracker.tasks.events import OWN_AFFAIRS, WHEN_HANDED_IN
from tracker.tasks.models import Assignment, Finding, Task
from tracker.tasks.policy import can_read_words

_TASK = (
    sa.select(Task)
    .where(Task.id == sa.bindparam("task_id"))
    .options(joinedload(Task.programme), joinedload(Task.document), joinedload(Task.made_of).load_only(Finding.id))
)
_WITH_PARTS = _TASK.options(
    selectinload(Task.assignments).options(joinedload(Assignment.unit), joinedload(Assignment.group))
)
_PART = (
    sa.select(Assignment)
    .where(Assignment.id == sa.bindparam("part_id"))
    .options(joinedload(Assignment.unit), joinedload(Assignment.task).joinedload(Task.programme))
)


def get_task(task_id: int) -> Task | None:
    """A task with its parts and their units, and the finding that it was made of."""
    return db.session.scalar(_WITH_PARTS, {"task_id": task_id})


def task_to_show(task_id: int) -> Task | None:
    """The same for its page, which reads the parts as rows."""
    return db.session.scalar(_TASK, {"task_id": task_id})


def get_assignment(assignment_id: int) -> Assignment | None:
    """A part with its unit and its task; the task's other parts are read where they are asked for."""
    return db.session.scalar(_PART, {"part_id": assignment_id})


def story_seen_by(person: Person, task: Task) -> list[StoryRow]:
    """What happened to a task and its parts, newest first, without what is not the person's to read."""
    if person.observes(task.programme_id):
        return story_of(task)
    unit_of = {assignment.id: assignment.unit_id for assignment in task.assignments}

    def is_open(event: StoryRow) -> bool:
        if event.subject_type != Assignment.__tablename__:
            return True
        unit_id, handed_in = unit_of[event.subject_id], event.name in WHEN_HANDED_IN
        return can_read_words(person, task.programme_id, unit_id, handed_in=handed_in)

    return [
        event
        if is_open(event)
        else replace(event, facts={name: fact for name, fact in event.facts.items() if name != "words"})
        for event in story_of(task)
        if event.name not in OWN_AFFAIRS or is_open(event)
    ]

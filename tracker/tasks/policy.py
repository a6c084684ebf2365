"""Who may see and do what with tasks."""

import sqlalchemy as sa

from tracker.office.models import Person
from tracker.tasks.models import Assignment, Task, TaskState


def can_view_task(person: Person, task: Task) -> bool:
    """Whoever may read the programme whole; of a task in force, each unit that takes part."""
    if person.observes(task.programme_id):
        return True
    return task.state is not TaskState.DRAFT and any(a.unit_id in person.own_unit_ids for a in task.assignments)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_task` as a condition on Task, for lists."""
    takes_part = sa.exists().where(Assignment.task_id == Task.id, Assignment.unit_id.in_(person.own_unit_ids))
    return Task.programme_id.in_(person.observed_programme_ids) | ((Task.state != TaskState.DRAFT) & takes_part)


def can_view(person: Person, assignment: Assignment) -> bool:
    """An assignment is seen by all who see its task."""
    return can_view_task(person, assignment.task)


def can_read_words(person: Person, programme_id: int, unit_id: int, *, handed_in: bool) -> bool:
    """A unit's words before they are handed in are its own, and of those who may read the programme whole."""
    return handed_in or person.acts_for(unit_id) or person.observes(programme_id)


def can_update(person: Person, assignment: Assignment) -> bool:
    """The unit's own officer or head, while the task is under way, in a programme that goes on."""
    task = assignment.task
    under_way = task.state in (TaskState.ACTIVE, TaskState.DONE) and task.programme.ended_on is None
    return under_way and person.acts_for(assignment.unit_id)


def can_submit(person: Person, assignment: Assignment) -> bool:
    """As for updating: an officer hands parts in."""
    return can_update(person, assignment)


def can_settle(person: Person, assignment: Assignment) -> bool:
    """Staff and chair of the programme accept and return."""
    return person.runs(assignment.programme_id)


def can_add_task(person: Person) -> bool:
    """Staff and chair of some programme."""
    return any(person.runs(programme_id) for programme_id in person.observed_programme_ids)


def can_edit_task(person: Person, task: Task) -> bool:
    """Staff and chair of its programme."""
    return person.runs(task.programme_id)


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme; the list itself holds only what they may see."""
    return bool(person.own_unit_ids or person.observed_programme_ids)

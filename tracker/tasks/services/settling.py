"""What staff say of parts that were handed in: accepted, one or many, or returned with what is missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker import audit
from tracker.core.db import db, hold, hold_all
from tracker.core.errors import RuleBroken, check_move
from tracker.office.models import Person
from tracker.tasks import labels
from tracker.tasks.models import Assignment, State, Task, TaskState
from tracker.tasks.policy import can_settle
from tracker.tasks.rules import MOVES, TASK_MOVES, ReturnNeedsWords, is_done
from tracker.tasks.rules.parts import NothingChosen, TooManyAtOnce
from tracker.tasks.services.telling import tell

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of parts that were to be accepted together: how many were, and the others, each with its refusal."""

    accepted: int
    refused: list[tuple[Assignment, RuleBroken]]


def accept_assignment(assignment: Assignment, *, by: Person, at: datetime) -> None:
    """Find a part done; when that finishes the task, the task is done."""
    hold(assignment.task)  # else neither of two who accept its last parts would see that it is done
    _accept(assignment, by=by, at=at)


def accept_together(part_ids: Collection[int], *, by: Person, at: datetime) -> Settled:
    """Find several parts done, of the programmes that the person runs; which of them were not to be accepted, and why.

    A number that is no part of theirs is passed over. Raises NothingChosen and TooManyAtOnce.
    """
    if len(part_ids) > MOST_AT_ONCE:
        raise TooManyAtOnce(limit=MOST_AT_ONCE)
    parts = _held(part_ids, by)
    if not parts:
        raise NothingChosen
    refused: list[tuple[Assignment, RuleBroken]] = []
    for part in parts:
        try:
            _accept(part, by=by, at=at)
        except RuleBroken as refusal:
            refused.append((part, refusal))
    return Settled(len(parts) - len(refused), refused)


def return_assignment(assignment: Assignment, *, words: str, by: Person, at: datetime) -> None:
    """Send a part back with what is missing; it counts as not done again. Raises ReturnNeedsWords."""
    check_move(MOVES, assignment.state, State.RETURNED, labels.STATE)
    if not words.strip():
        raise ReturnNeedsWords
    assignment.state, assignment.submitted_at, assignment.changed_at = State.RETURNED, None, at
    assignment.settled_words = words
    tell(assignment, "assignment.returned", by=by, at=at, words=words)


def finish_when_done(task: Task, *, by: Person | None, at: datetime) -> None:
    """A task under way is done once the parts that count are accepted."""
    if task.state is TaskState.ACTIVE and is_done(task.mode, ((a.part, a.state) for a in task.assignments)):
        check_move(TASK_MOVES, task.state, TaskState.DONE, labels.TASK_STATE)
        task.state = TaskState.DONE
        audit.record("task.done", subject=task, by=by, at=at)


def _accept(part: Assignment, *, by: Person, at: datetime) -> None:
    check_move(MOVES, part.state, State.ACCEPTED, labels.STATE)
    part.state, part.changed_at = State.ACCEPTED, at
    tell(part, "assignment.accepted", by=by, at=at)
    finish_when_done(part.task, by=by, at=at)


def _held(part_ids: Collection[int], by: Person) -> list[Assignment]:
    """The parts, with their tasks held as `accept_assignment` holds one: always in the same order, so none waits."""
    of_tasks = sa.select(Assignment.task_id).where(Assignment.id.in_(part_ids))
    hold_all(Task, Task.id.in_(of_tasks))
    wanted = (
        sa.select(Assignment)
        .where(Assignment.id.in_(part_ids))
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.task).options(joinedload(Task.programme), selectinload(Task.assignments)),
        )
        .order_by(Assignment.id)
    )
    return [part for part in db.session.scalars(wanted) if can_settle(by, part)]

"""Publishing a draft, suspending and resuming a task, dropping it."""

from datetime import datetime

from tracker import audit
from tracker.core.db import hold
from tracker.core.errors import NotFromHere, check_move
from tracker.office.models import Person
from tracker.tasks import labels
from tracker.tasks.models import State, Task, TaskState
from tracker.tasks.rules import TASK_MOVES, UNFINISHED, ReasonNeeded
from tracker.tasks.services.extending import close_extensions
from tracker.tasks.services.settling import finish_when_done


def publish_task(task: Task, *, by: Person, at: datetime) -> None:
    """Put a draft in force: its units see it from now on. Raises NotFromHere."""
    _move(task, TaskState.ACTIVE, by=by, at=at, only_from=TaskState.DRAFT, name="task.published")


def suspend_task(task: Task, *, words: str, by: Person, at: datetime) -> None:
    """Let a task rest: nobody is reminded or counted late, and nothing can be handed in until it goes on."""
    _move(task, TaskState.SUSPENDED, by=by, at=at, words=_reason(words), name="task.suspended")


def resume_task(task: Task, *, by: Person, at: datetime) -> None:
    """Let a suspended task go on where it stood; its deadlines are as they were."""
    _move(task, TaskState.ACTIVE, by=by, at=at, only_from=TaskState.SUSPENDED, name="task.resumed")
    finish_when_done(task, by=by, at=at)  # its last part may have been accepted meanwhile


def drop_task(task: Task, *, words: str, by: Person, at: datetime) -> None:
    """Give a task up: what was accepted stays accepted, all that is unfinished ends, and nobody owes it any more."""
    reason = _reason(words)
    hold(task)
    ending = [part for part in task.assignments if part.state in UNFINISHED]
    close_extensions(ending, by=by, at=at)
    for part in ending:
        part.state, part.declined_words, part.changed_at = State.ENDED, reason, at
    units = sorted({part.unit.name for part in ending})
    _move(task, TaskState.DROPPED, by=by, at=at, words=reason, name="task.dropped", units=units)


def _move(
    task: Task,
    wanted: TaskState,
    *,
    name: str,
    by: Person,
    at: datetime,
    only_from: TaskState | None = None,
    words: str = "",
    units: list[str] | None = None,
) -> None:
    if only_from not in (None, task.state):
        raise NotFromHere(state=labels.TASK_STATE[task.state])
    check_move(TASK_MOVES, task.state, wanted, labels.TASK_STATE)
    task.state, task.state_words = wanted, words
    audit.record(name, subject=task, by=by, at=at, title=task.title, words=words or None, units=units)


def _reason(words: str) -> str:
    if not words.strip():
        raise ReasonNeeded
    return words.strip()

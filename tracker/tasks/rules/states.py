"""Which state may follow which, and what a task's parts make of it."""

from collections.abc import Iterable, Sequence

from tracker.tasks.models import Assignment, Part, State, TaskMode, TaskState

MOVES: dict[State, set[State]] = {
    State.ASSIGNED: {State.IN_PROGRESS, State.SUBMITTED, State.DECLINED, State.ENDED},
    State.IN_PROGRESS: {State.IN_PROGRESS, State.SUBMITTED, State.DECLINED, State.ENDED},
    State.SUBMITTED: {State.ACCEPTED, State.RETURNED, State.ENDED},
    State.RETURNED: {State.IN_PROGRESS, State.SUBMITTED, State.ENDED},
    State.DECLINED: {State.ASSIGNED, State.ENDED},
    State.ACCEPTED: set(),
    State.ENDED: set(),
}
# What somebody still answers for: handed in counts, since it may be returned.
UNFINISHED = (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.DECLINED)
TASK_MOVES: dict[TaskState, set[TaskState]] = {
    TaskState.DRAFT: {TaskState.ACTIVE, TaskState.DROPPED},
    TaskState.ACTIVE: {TaskState.DONE, TaskState.SUSPENDED, TaskState.DROPPED},
    TaskState.SUSPENDED: {TaskState.ACTIVE, TaskState.DROPPED},
    TaskState.DONE: set(),
    TaskState.DROPPED: set(),
}


def mode_of(leads: Iterable[tuple[Part, bool]]) -> TaskMode:
    """Joint where exactly one named unit leads, else each; takes (part, is it a group) per addressee."""
    leading = [is_group for part, is_group in leads if part is Part.LEAD]
    return TaskMode.JOINT if leading == [False] else TaskMode.EACH


def progress_of(mode: TaskMode, parts: Iterable[tuple[Part, State, int]]) -> int:
    """A task's percent, from its parts: the lead's in a joint task, else the mean of all that owe a part."""
    live = [(part, percent) for part, state, percent in parts if state is not State.ENDED]
    counted = [percent for part, percent in live if mode is TaskMode.EACH or part is Part.LEAD]
    return sum(counted) // len(counted) if counted else 0


def is_done(mode: TaskMode, parts: Iterable[tuple[Part, State]]) -> bool:
    """Whether the task is done: the lead's part accepted in a joint task, else every part."""
    counted = [s for part, s in parts if s is not State.ENDED and (mode is TaskMode.EACH or part is Part.LEAD)]
    return bool(counted) and all(state is State.ACCEPTED for state in counted)


def furthest_behind(parts: Sequence[Assignment]) -> Assignment:
    """The part with most left to do; one that was declined only where all were."""
    return min(parts, key=lambda p: (p.state is State.DECLINED, p.state is State.SUBMITTED, p.percent, p.id))


def strongest(duties: Iterable[Part]) -> Part:
    """The duty that answers for most."""
    return min(duties, key=(Part.LEAD, Part.IMPLEMENT, Part.ADVISE, Part.COORDINATE).index)

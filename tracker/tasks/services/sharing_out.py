"""Who does what in a task that goes on: a further unit, a part that ends, a part that goes to another unit."""

from collections.abc import Collection, Iterable
from datetime import datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import NotFromHere, check_move
from tracker.office import queries as office
from tracker.office.models import Person, Unit
from tracker.tasks import labels
from tracker.tasks.models import Assignment, Part, State, Task, TaskMode
from tracker.tasks.rules import (
    MOVES,
    OVER,
    UNFINISHED,
    GroupIsEmpty,
    LeadIsThere,
    ReasonNeeded,
    UnitHasPart,
    check_somebody_is_left,
)
from tracker.tasks.services.extending import close_extensions
from tracker.tasks.services.parts import Addressed, give_parts
from tracker.tasks.services.settling import finish_when_done
from tracker.tasks.services.telling import tell


def give_part(task: Task, addressed: Addressed, *, by: Person, at: datetime) -> list[Assignment]:
    """Give a further unit a part, or the units of a group that have none yet, for all periods that have not ended.

    Raises NotFromHere where the task is over, UnitHasPart, GroupIsEmpty, LeadIsThere in a joint task.
    """
    hold(task)
    _check_goes_on(task)
    if addressed.part is Part.LEAD and task.mode is TaskMode.JOINT:
        leading = (p.unit.name for p in task.assignments if p.part is Part.LEAD and p.state is not State.ENDED)
        raise LeadIsThere(unit=next(leading))
    wanted = _units_without_part(task, addressed, at=at)
    made = give_parts(task, [Addressed(addressed.part, unit=unit) for unit in wanted], at=at)
    for part in made:
        part.group = addressed.group
    audit.record(
        "task.part_given",
        subject=task,
        by=by,
        at=at,
        units=[unit.name for unit in wanted],
        part=addressed.part,
    )
    return made


def end_part(part: Assignment, *, words: str, later_too: bool, by: Person, at: datetime) -> None:
    """Take a part from its unit, with the reason; with `later_too` the unit's open parts of later periods as well.

    Raises ReasonNeeded, NotFromHere, NobodyWouldDoIt.
    """
    task = part.task
    hold(task)
    ending = _with_later(part) if later_too else [part]
    check_somebody_is_left(task.mode, task.assignments, ending)
    _end(ending, words, by=by, at=at)
    tell(part, "assignment.ended", by=by, at=at, words=words)
    finish_when_done(task, by=by, at=at)


def reassign_part(
    part: Assignment, unit: Unit, *, words: str, later_too: bool, by: Person, at: datetime
) -> list[Assignment]:
    """Let another unit do it: the part ends with the reason, the other unit's has the same duty, period and deadlines.

    With `later_too` the open parts of later periods go along. Raises ReasonNeeded, NotFromHere, UnitHasPart.
    """
    task = part.task
    hold(task)
    _check_goes_on(task)
    ending = _with_later(part) if later_too else [part]
    periods = {one.period_end for one in ending}
    if any(there.unit_id == unit.id and there.period_end in periods for there in task.assignments):
        raise UnitHasPart(unit=unit.name)
    _end(ending, words, by=by, at=at)
    made = [_same_for(unit, one, at=at) for one in ending]
    task.assignments.extend(made)
    tell(part, "assignment.reassigned", by=by, at=at, other=unit.name, words=words)
    return made


def _same_for(unit: Unit, part: Assignment, *, at: datetime) -> Assignment:
    return Assignment(
        programme_id=part.programme_id,
        unit=unit,
        part=part.part,
        quarter=part.quarter,
        period_end=part.period_end,
        due_on=part.due_on,
        first_due_on=part.first_due_on,
        state=State.ASSIGNED,
        changed_at=at,
    )


def _end(parts: Iterable[Assignment], words: str, *, by: Person, at: datetime) -> None:
    if not words.strip():
        raise ReasonNeeded
    parts = list(parts)
    for part in parts:
        check_move(MOVES, part.state, State.ENDED, labels.STATE)
        part.state, part.declined_words, part.changed_at = State.ENDED, words.strip(), at
    close_extensions(parts, by=by, at=at)
    db.session.flush()


def _with_later(part: Assignment) -> list[Assignment]:
    """The part, and what its unit still owes in the task for later periods."""
    later = (
        other
        for other in part.task.assignments
        if other.unit_id == part.unit_id and other.period_end > part.period_end and other.state in UNFINISHED
    )
    return [part, *later]


def _units_without_part(task: Task, addressed: Addressed, *, at: datetime) -> Collection[Unit]:
    there = {part.unit_id for part in task.assignments}
    if addressed.group is None:
        assert addressed.unit is not None, "whoever is addressed is a unit or a group"
        if addressed.unit.id in there:
            raise UnitHasPart(unit=addressed.unit.name)
        return [addressed.unit]
    members = office.expand(addressed.group, programme_id=task.programme_id, on=clock.local(at).date())
    if not members:
        raise GroupIsEmpty(group=addressed.group.name)
    wanted = [unit for unit in members if unit.id not in there]
    if not wanted:
        raise UnitHasPart(unit=addressed.group.name)
    return wanted


def _check_goes_on(task: Task) -> None:
    if task.state in OVER:
        raise NotFromHere(state=labels.TASK_STATE[task.state])

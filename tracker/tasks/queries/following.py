"""Parts whose deadline on a day off moves to the next working day: which of them a change of the calendar moves."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from tracker.calendar.rules import Moved, Shift
from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.core.workdays import WorkCalendar
from tracker.office.models import Programme
from tracker.tasks.models import WORKING, Assignment, DueKind, Task, TaskKind, TaskState
from tracker.tasks.rules import effective_day

Moves: TypeAlias = Mapping[tuple[date, date], date]  # the day that was set and the one that counts now: the new one

_RECURS = (Task.kind == TaskKind.REGULAR) | (Task.due_kind == DueKind.RECURRING)
_SET = sa.case((_RECURS, Assignment.period_end), else_=Task.due_on)


def parts_that_move(shift: Shift) -> Moves:
    """Which deadlines of open parts move where; few, however many the parts."""
    return {
        (set_on, due): new
        for set_on, due in db.session.execute(_open(shift.on, _SET, Assignment.due_on).distinct())
        if (new := shift.moved(due, _counting_from(set_on))) is not None
    }


def parts_ahead(shift: Shift) -> Sequence[Moved]:
    """Each task with what moves of it, and of how many units."""
    moves = parts_that_move(shift)
    if not moves:
        return []
    columns = (Task.id, Task.programme_id, Task.title, _SET, Assignment.due_on)
    grouped = _among(moves, on=shift.on, columns=(*columns, sa.func.count())).group_by(*columns)
    return [
        Moved(
            kind=OwedKind.PART,
            page_id=task_id,
            programme_id=programme_id,
            title=title,
            old=due,
            new=moves[set_on, due],
            units=units,
        )
        for task_id, programme_id, title, set_on, due, units in db.session.execute(grouped)
        if (set_on, due) in moves
    ]


def tasks_of(moves: Moves, *, on: date) -> Collection[int]:
    """The tasks that they are of."""
    found = db.session.execute(_among(moves, on=on, columns=(Task.id, _SET, Assignment.due_on)).distinct())
    return {task_id for task_id, set_on, due in found if (set_on, due) in moves}


def parts_of(moves: Moves, *, on: date) -> Sequence[tuple[Assignment, date]]:
    """Those parts with their new deadlines, task by task."""
    parts = (
        _among(moves, on=on, columns=(Assignment, _SET))
        .options(contains_eager(Assignment.task), joinedload(Assignment.unit))
        .order_by(Assignment.task_id, Assignment.due_on, Assignment.id)
    )
    found = db.session.execute(parts).all()
    return [(part, moves[set_on, part.due_on]) for part, set_on in found if (set_on, part.due_on) in moves]


def _among(moves: Moves, *, on: date, columns: Collection[Any]) -> sa.Select[Any]:
    """Those that move, and some that share a day of each with them."""
    set_ons, dues = {set_on for set_on, _ in moves}, {due for _, due in moves}
    return _open(on, *columns).where(_SET.in_(set_ons), Assignment.due_on.in_(dues))


def _open(on: date, *columns: Any) -> sa.Select[Any]:
    """Parts not handed in and not overdue, whose deadline moves with days off, in programmes that go on."""
    return (
        sa.select(*columns)
        .select_from(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(
            sa.text(f"assignment.{WORKING}"),  # in the words of their index
            Assignment.due_on >= on,
            Task.due_moves,
            Task.state != TaskState.DROPPED,
            Programme.ended_on.is_(None),
        )
    )


def _counting_from(set_on: date) -> Any:
    def day_of(calendar: WorkCalendar) -> date | None:
        return effective_day(set_on, True, calendar)

    return day_of

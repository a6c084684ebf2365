"""Deadlines that follow the calendar: what it moves when days off are corrected."""

from datetime import date, datetime
from itertools import groupby

from tracker import audit
from tracker.calendar.rules import Follower, Shift
from tracker.core.db import hold_all
from tracker.office.models import Person
from tracker.tasks.models import Assignment, Task
from tracker.tasks.queries.following import parts_ahead, parts_of, parts_that_move, tasks_of


def follow_calendar(shift: Shift, *, by: Person, at: datetime) -> None:
    """Move the deadlines of open parts to the days that count now.

    What was handed in or is overdue stays as it is, and so does a deadline that was extended.
    """
    moves = parts_that_move(shift)
    tasks = tasks_of(moves, on=shift.on)
    if not tasks:
        return
    hold_all(Task, Task.id.in_(tasks))
    found = parts_of(moves, on=shift.on)
    for (task, old, new), some in groupby(found, key=lambda one: (one[0].task, one[0].due_on, one[1])):
        parts = [part for part, _ in some]
        for part in parts:
            _move(part, new)
        units = sorted({part.unit.name for part in parts})
        audit.record("task.due_followed_calendar", subject=task, by=by, at=at, old_due=old, due=new, units=units)


def _move(part: Assignment, day: date) -> None:
    """More time that was granted leaves the first deadline apart from the one that counts: such a part is not here."""
    if part.first_due_on == part.due_on:
        part.first_due_on = day
    part.due_on = day


CALENDAR = Follower(parts_ahead, follow_calendar)

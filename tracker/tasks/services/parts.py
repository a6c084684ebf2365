"""Who has which part in a task: the units meant by it, and a record for each of them and each period."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.periods import Quarter
from tracker.core.workdays import WorkCalendar
from tracker.office import queries as office
from tracker.office.models import Unit, UnitGroup
from tracker.tasks.models import Assignment, DueKind, Part, State, Task
from tracker.tasks.rules import GroupIsEmpty, TaskNeedsUnit, effective_day, periods_owed, recurs

Given: TypeAlias = tuple[Unit, Part, UnitGroup | None]  # a unit, its part, and the group in whose name it has it


@dataclass(frozen=True, slots=True)
class Addressed:
    """A unit, or a group of them, and its part in a task; `members` are the group's, where they are known already."""

    part: Part
    unit: Unit | None = None
    group: UnitGroup | None = None
    members: tuple[Unit, ...] = ()


def give_parts(
    task: Task, addressed: Sequence[Addressed], *, quarter: Quarter | None = None, at: datetime
) -> list[Assignment]:
    """Make the parts of those units in a task whose facts are written: one each, or one for each period that is owed.

    `quarter` is the one that the task belongs to, of a regular task any of its year; None means that of the parts which
    it has already. Raises TaskNeedsUnit where nobody would lead or do it, GroupIsEmpty, NoPeriodEnds.
    """
    today = clock.local(at).date()
    terms = _terms(task, quarter or task.quarter or task.assignments[0].quarter, today)
    units = _units_of(addressed, programme_id=task.programme_id, on=today)
    if not task.assignments:
        _check_somebody_does_it(units)
    made = [
        Assignment(
            programme_id=task.programme_id,
            unit=unit,
            group=group,
            part=part,
            quarter=of,
            period_end=period_end,
            due_on=due,
            first_due_on=due,
            state=State.ASSIGNED,
            changed_at=at,
        )
        for unit, part, group in units
        for of, period_end, due in terms
    ]
    task.assignments.extend(made)
    return made


def due_day(task: Task) -> date | None:
    """The day that counts for the parts of a task that does not recur; None while it waits for its event."""
    waits = task.due_kind is DueKind.CONDITIONAL and task.event_on is None
    return None if waits else effective_day(task.due_on, task.due_moves, _calendar(task))


def _terms(task: Task, quarter: Quarter, today: date) -> Sequence[tuple[Quarter, date, date | None]]:
    """For each record of a unit: its quarter, the end of its period, its deadline."""
    if not recurs(task.kind, task.due_kind):
        return [(quarter, quarter.last_day, due_day(task))]
    calendar = _calendar(task)
    periods = periods_owed(task.kind, quarter, task.recurrence, starts_on=task.starts_on, today=today)
    ends = [period.last_day for period in periods]
    return [(Quarter.of(end), end, effective_day(end, task.due_moves, calendar)) for end in ends]


def _calendar(task: Task) -> WorkCalendar:
    """The office's, asked for only where it can move a deadline."""
    return work_calendar() if task.due_moves else WorkCalendar()


def _units_of(addressed: Sequence[Addressed], *, programme_id: int, on: date) -> Collection[Given]:
    """Each unit once, in the part in which it is first named: leads before those who join."""
    found: dict[int, Given] = {}
    for item in sorted(addressed, key=lambda a: (list(Part).index(a.part), a.group is not None)):
        if item.unit is not None:
            found.setdefault(item.unit.id, (item.unit, item.part, None))
        elif item.group is not None:
            members = item.members or office.expand(item.group, programme_id=programme_id, on=on)
            if not members:
                raise GroupIsEmpty(group=item.group.name)
            for unit in members:
                found.setdefault(unit.id, (unit, item.part, item.group))
    return found.values()


def _check_somebody_does_it(units: Collection[Given]) -> None:
    if not any(part in (Part.LEAD, Part.IMPLEMENT) for _, part, _ in units):
        raise TaskNeedsUnit


def units_meant(addressed: Sequence[Addressed], *, programme_id: int, on: date) -> list[Unit]:
    """The units that would get a part, without making one: for previews. Raises as `give_parts`."""
    units = _units_of(addressed, programme_id=programme_id, on=on)
    _check_somebody_does_it(units)
    return [unit for unit, _, _ in units]

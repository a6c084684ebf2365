"""The parts of one task as its page lays them out: by period, and in each the units named, then the groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.core.periods import Period, Quarter, periods_of
from tracker.tasks.models import Part, Recurrence, State, Task
from tracker.tasks.queries.work import Place, WorkRow
from tracker.tasks.rules import recurs
from tracker.tasks.rules.deadlines import PERIOD_KIND

_DUTIES = {part: place for place, part in enumerate(Part)}


@dataclass(frozen=True, slots=True)
class PartsTogether:
    """Parts that a document addressed together, by the group's name; "" for units that it names."""

    group: str
    rows: list[WorkRow]

    @property
    def done(self) -> int:
        """How many are handed in or accepted."""
        return _done(self.rows)


@dataclass(frozen=True, slots=True)
class PartsOfPeriod:
    """The parts of one period; `period` is None for a task that does not recur."""

    period: Period | None
    together: list[PartsTogether]

    @property
    def count(self) -> int:
        """How many."""
        return sum(len(some.rows) for some in self.together)

    @property
    def done(self) -> int:
        """How many are handed in or accepted."""
        return sum(some.done for some in self.together)


@dataclass(frozen=True, slots=True)
class PartsOfTask:
    """The periods that the page opens with, and the others, to be unfolded."""

    first: list[PartsOfPeriod]
    others: list[PartsOfPeriod]


def laid_out(task: Task, rows: Iterable[WorkRow], placed: Mapping[int, Place], *, quarter: Quarter) -> PartsOfTask:
    """The rows of a task by the periods that they are for: first those of the quarter, or what comes after it."""
    periods = _periods(task, rows, placed)
    first = [one for one in periods if one.period is None or Quarter.of(one.period.last_day) == quarter]
    if not first:
        first = [one for one in periods if one.period and one.period.last_day > quarter.last_day][:1] or periods[-1:]
    return PartsOfTask(first, [one for one in periods if one not in first])


def _periods(task: Task, rows: Iterable[WorkRow], placed: Mapping[int, Place]) -> list[PartsOfPeriod]:
    recurring = recurs(task.kind, task.due_kind)
    places: dict[date, dict[str, list[WorkRow]]] = {}
    for row in rows:
        end, group = placed[row.id]
        places.setdefault(end if recurring else date.max, {}).setdefault(group, []).append(row)
    return [
        PartsOfPeriod(
            _period(task, end) if recurring else None,
            [PartsTogether(group, sorted(groups[group], key=_by_duty)) for group in sorted(groups)],
        )
        for end, groups in sorted(places.items())
    ]


def _period(task: Task, end: date) -> Period:
    """The period of a recurring task that ends on that day."""
    kind = PERIOD_KIND[task.recurrence or Recurrence.QUARTERLY]
    return next((p for p in periods_of(end.year, kind) if p.last_day == end), Period.of(Quarter.of(end)))


def _by_duty(row: WorkRow) -> tuple[bool, int]:
    """Who leads stands first, what ended last; within one duty the most urgent, as the rows come."""
    return row.state is State.ENDED, _DUTIES[row.part]


def _done(rows: Iterable[WorkRow]) -> int:
    return sum(row.state in (State.SUBMITTED, State.ACCEPTED) for row in rows)

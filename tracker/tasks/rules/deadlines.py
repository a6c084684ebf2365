"""Which days a deadline means: its kind, the day that counts, the periods of what recurs."""

from datetime import date

from tracker.core.errors import N_, RuleBroken
from tracker.core.periods import Period, PeriodKind, Quarter, periods_of
from tracker.core.workdays import WorkCalendar
from tracker.reading.dates import Deadline, read_deadline
from tracker.tasks.models import DueKind, Recurrence, TaskKind

PERIOD_KIND = {
    Recurrence.MONTHLY: PeriodKind.MONTH,
    Recurrence.QUARTERLY: PeriodKind.QUARTER,
    Recurrence.HALF_YEARLY: PeriodKind.HALF_YEAR,
    Recurrence.YEARLY: PeriodKind.YEAR,
}


class NoPeriodEnds(RuleBroken):
    """A task recurs in periods of which none ends within its time: each half-year, in a task of the first quarter."""

    message = N_(
        "No such period ends within the time of this task. Choose how often it recurs anew, or make it a regular task "
        "of the year."
    )


class DeadlineIsStated(RuleBroken):
    """A deadline is confirmed that was not inferred, or no longer is."""

    message = N_("This deadline is confirmed already. Nothing needs to be done.")


class WaitsForNothing(RuleBroken):
    """An event is said to have come for a task that waits for none, or whose event has come."""

    message = N_("This task does not wait for an event any more. The page below shows its deadline.")


def due_kind_of(read: Deadline | None) -> DueKind:
    """The kind of a deadline that was written as a day, or as a month, a quarter, a part of the year; or not at all."""
    if read is None:
        return DueKind.NONE
    return DueKind.FIXED if read.precision == "day" else DueKind.PERIOD_END


def due_kind_in(words: str, due: date | None) -> DueKind:
    """The kind of a deadline that was read of a document: words that name no day are what the task waits for."""
    if due is None:
        return DueKind.CONDITIONAL if words.strip() else DueKind.NONE
    try:
        read = read_deadline(words, year=due.year)
    except RuleBroken:
        return DueKind.FIXED
    return due_kind_of(read) if read is not None and read.due == due else DueKind.FIXED


def effective_day(due: date | None, moves: bool, calendar: WorkCalendar) -> date | None:
    """The day that counts: the next working one, where a deadline on a day off moves (Civil Code 2015, Article 148.5).

    The last moment is always the end of that day.
    """
    return calendar.moved_to_working_day(due) if due is not None and moves else due


def recurs(kind: TaskKind, due_kind: DueKind) -> bool:
    """Whether a task is owed anew in each period: regular ones are, each quarter where nothing else is said."""
    return kind is TaskKind.REGULAR or due_kind is DueKind.RECURRING


def inferred_day(kind: TaskKind, quarter: Quarter) -> date | None:
    """The deadline of an item under a quarter whose document states none; a regular one's follow from its periods."""
    return None if kind is TaskKind.REGULAR else quarter.last_day


def periods_owed(
    kind: TaskKind, quarter: Quarter, recurrence: Recurrence | None, *, starts_on: date | None, today: date
) -> tuple[Period, ...]:
    """The periods for which a recurring task is owed, of the year of its quarter: a further year is a further plan's.

    A regular task is of the whole year, one of a quarter of that quarter, any other from its quarter on; none is owed
    before it starts. Periods that have ended are left out, nobody is late from birth; of a past year, all count.
    Raises NoPeriodEnds.
    """
    first, last = quarter.first_day, date(quarter.year, 12, 31)
    if kind is TaskKind.REGULAR:
        first = date(quarter.year, 1, 1)
    elif kind is TaskKind.QUARTERLY:
        last = quarter.last_day
    first = max(first, starts_on or first)
    periods = periods_of(quarter.year, PERIOD_KIND[recurrence or Recurrence.QUARTERLY])
    owed = tuple(period for period in periods if first <= period.last_day <= last)
    if not owed:
        raise NoPeriodEnds
    return tuple(period for period in owed if period.last_day >= today) or owed

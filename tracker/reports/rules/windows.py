"""Which periods a duty is owed for, which days their figures are of, and when each report is due."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from tracker.core.errors import N_, RuleBroken
from tracker.core.periods import Period, PeriodKind, Quarter, periods_of
from tracker.core.workdays import WorkCalendar
from tracker.reports.models import DueRule, Frequency, ReportDuty, Window
from tracker.reports.rules.duties import DutyFacts

PERIOD_KIND = {
    Frequency.MONTHLY: PeriodKind.MONTH,
    Frequency.QUARTERLY: PeriodKind.QUARTER,
    Frequency.HALF_YEARLY: PeriodKind.HALF_YEAR,
    Frequency.NINE_MONTHS: PeriodKind.NINE_MONTHS,
    Frequency.YEARLY: PeriodKind.YEAR,
}
CLOSED_ON = 14  # the day of a period's last month on which its figures close: Decree 09/2019, Article 12
LONGEST_MONTH = 31
MOST_DAYS = 60  # working days between the figures' last day and the report


class NoSuchPeriod(RuleBroken):
    """A period that is none, or is not of the kind that the duty recurs in."""

    message = N_("This period does not fit a duty that is owed “%(frequency)s”. Choose it anew.")


class EndsBeforeItBegins(RuleBroken):
    """A last period before the first."""

    message = N_("The last period lies before the first. Choose a later one, or leave it open.")


class DueDayMissing(RuleBroken):
    """What is due on a date, without one; or a date for what is owed again and again."""

    message = N_("A fixed day belongs to what is owed once: write the day, or count the days from the period.")


class NoSuchDayOfMonth(RuleBroken):
    """The 0th or the 32nd of a month."""

    message = N_("Enter which day of the period’s last month it is: a number from 1 to 31.")


class DueBeforeFiguresClose(RuleBroken):
    """A report due before its figures are closed: Decree 09/2019, Article 12, leaves a working day at least."""

    message = N_(
        "Between the last day of the figures and the day the report is due lie %(least)s to %(most)s working days."
    )


WhenOwed: TypeAlias = ReportDuty | DutyFacts


def period_kind(frequency: Frequency) -> PeriodKind | None:
    """How long the periods of a duty are; None where it is owed once, for the one period that it names."""
    return PERIOD_KIND.get(frequency)


def window_of(period: Period, window: Window) -> tuple[date, date]:
    """The first and the last day of a period's figures.

    Decree 09/2019, Article 12: from the 15th of the month before the period to the 14th of its last month.
    """
    if window is Window.CALENDAR:
        return period.first_day, period.last_day
    first, last = period.first_day, period.last_day
    before = (first.year - 1, 12) if first.month == 1 else (first.year, first.month - 1)
    return date(*before, CLOSED_ON + 1), last.replace(day=CLOSED_ON)


def due_day(duty: WhenOwed, period: Period, calendar: WorkCalendar) -> date | None:
    """The last day on which a period's report is on time; None where nothing says when it is due."""
    if duty.due_rule is DueRule.AFTER_WINDOW:
        return calendar.after(window_of(period, duty.window)[1], duty.due_days)
    if duty.due_rule is DueRule.AFTER_PERIOD:
        return calendar.after(period.last_day, duty.due_days)
    if duty.due_rule is DueRule.DAY:
        return period.last_day.replace(day=min(duty.due_days, period.last_day.day))
    return duty.due_on if duty.due_rule is DueRule.FIXED else None


def periods_begun(duty: WhenOwed, today: date) -> Iterator[Period]:
    """The periods that a duty is owed for and that have begun by a day, in order."""
    first = Period.parse(duty.first_period)
    kind = period_kind(duty.frequency)
    if kind is None:  # a plan of the year to come is due before that begins
        known = first.first_day <= today or (duty.due_on is not None and duty.due_on < first.first_day)
        yield from (first,) if known else ()
        return
    last = min(today, Period.parse(duty.last_period).last_day) if duty.last_period else today
    for year in range(first.year, last.year + 1):
        yield from (one for one in periods_of(year, kind) if first.first_day <= one.first_day <= last)


def period_now(duty: WhenOwed, today: date) -> Period:
    """The period of a duty in which a day lies: the last that has begun, else its first."""
    return max(periods_begun(duty, today), key=lambda period: period.first_day, default=Period.parse(duty.first_period))


def is_owed_for(duty: WhenOwed, period: Period) -> bool:
    """Whether a duty, as it is told now, is owed for a period: one of its kind, from its first to its last."""
    first, kind = Period.parse(duty.first_period), period_kind(duty.frequency)
    if kind is None:
        return period == first
    over = bool(duty.last_period) and period.last_day > Period.parse(duty.last_period).last_day
    return period.kind is kind and period.first_day >= first.first_day and not over


def period_in(frequency: Frequency, quarter: Quarter) -> Period:
    """The period of a duty in which a quarter ends: what a form offers first."""
    return Period.around(quarter, period_kind(frequency) or PeriodKind.QUARTER)


def check_when(duty: WhenOwed, called: str) -> None:
    """Refuse times that no report could keep; `called` is what the frequency is called.

    Raises NoSuchPeriod, EndsBeforeItBegins, DueDayMissing, NoSuchDayOfMonth, DueBeforeFiguresClose.
    """
    check_period(duty, duty.first_period, called)
    if duty.last_period:
        check_period(duty, duty.last_period, called)
        if Period.parse(duty.last_period).last_day < Period.parse(duty.first_period).last_day:
            raise EndsBeforeItBegins
    fixed = duty.due_rule is DueRule.FIXED
    if fixed != (duty.due_on is not None) or (fixed and duty.frequency is not Frequency.ONCE):
        raise DueDayMissing
    if duty.due_rule is DueRule.DAY and not 1 <= duty.due_days <= LONGEST_MONTH:
        raise NoSuchDayOfMonth
    closed_before = duty.due_rule is DueRule.AFTER_PERIOD and duty.window is Window.DECREE
    least = 0 if closed_before else 1
    counted = duty.due_rule in (DueRule.AFTER_WINDOW, DueRule.AFTER_PERIOD)
    if counted and not least <= duty.due_days <= MOST_DAYS:
        raise DueBeforeFiguresClose(least=least, most=MOST_DAYS)


def check_period(duty: WhenOwed, period: str, called: str) -> None:
    """Refuse what is no period, or none of a duty that is owed so often. Raises NoSuchPeriod."""
    try:
        fits = period_kind(duty.frequency) in (None, Period.parse(period).kind)
    except ValueError:
        fits = False
    if not fits:
        raise NoSuchPeriod(frequency=called)

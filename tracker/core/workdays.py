"""Arithmetic of working days, over a calendar that staff can edit (see the room `calendar`)."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

SATURDAY = WORKDAYS = 5  # a Saturday is weekday 5; five days are worked before it


@dataclass(frozen=True)
class WorkCalendar:
    """`off`: days off on top of weekends; `worked`: Saturdays or Sundays worked in exchange for a day off."""

    off: frozenset[date] = field(default_factory=frozenset)
    worked: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that day."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def days_until(self, due: date, *, today: date) -> int:
        """Working days from today to `due`; negative when it has passed.

        The day that starts the count is not counted, the last one is (Civil Code 2015, Article 147).
        """
        first, last = (today, due) if today <= due else (due, today)
        weeks, rest = divmod((last - first).days, 7)  # whole weeks at once: lists ask this of days years away
        count = weeks * WORKDAYS + sum((first.weekday() + n) % 7 < SATURDAY for n in range(1, rest + 1))
        count -= _between(first, last, self._weekdays_off)
        count += _between(first, last, self._weekends_worked)
        return count if due >= today else -count

    @cached_property
    def _weekdays_off(self) -> list[date]:
        return sorted(day for day in self.off - self.worked if day.weekday() < SATURDAY)

    @cached_property
    def _weekends_worked(self) -> list[date]:
        return sorted(day for day in self.worked if day.weekday() >= SATURDAY)

    def after(self, day: date, working_days: int) -> date:
        """The day that lies so many working days after `day`."""
        while working_days > 0:
            day += timedelta(days=1)
            working_days -= self.is_working_day(day)
        return day

    def moved_to_working_day(self, day: date) -> date:
        """`day` itself, or the next working day when it is a day off (Civil Code 2015, Article 148.5)."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def last_before(self, day: date) -> date:
        """The working day that lies before `day`: of a Monday, mostly the Friday."""
        day -= timedelta(days=1)
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day


def _between(first: date, last: date, days: list[date]) -> int:
    """How many of these days, in order, come after the first and up to the last."""
    return bisect_right(days, last) - bisect_right(days, first)

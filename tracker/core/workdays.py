"""Arithmetic of working days, over a calendar that staff can edit (see the room `calendar`)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = WORKDAYS = 5  # a Saturday is weekday 5; five days are worked before it


@dataclass(frozen=True, slots=True)
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
        first, last = sorted((today, due))
        weeks, rest = divmod((last - first).days, 7)  # whole weeks at once: lists ask this of days years away
        count = weeks * WORKDAYS + sum((first.weekday() + n) % 7 < SATURDAY for n in range(1, rest + 1))
        count -= sum(first < day <= last and day.weekday() < SATURDAY for day in self.off - self.worked)
        count += sum(first < day <= last and day.weekday() >= SATURDAY for day in self.worked)
        return count if due >= today else -count

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

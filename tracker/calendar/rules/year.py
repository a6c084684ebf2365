"""A year as twelve small sheets of a wall calendar."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday on, None where a week reaches beyond it, and how many of its days are worked."""

    first_day: date
    weeks: Sequence[Sequence[date | None]]
    working_days: int


def months_of(year: int, work: WorkCalendar) -> list[Month]:
    """The twelve months of a year."""
    return [_month(year, number, work) for number in range(1, 13)]


def _month(year: int, number: int, work: WorkCalendar) -> Month:
    weeks = [
        [date(year, number, day) if day else None for day in week]
        for week in calendar.Calendar().monthdayscalendar(year, number)
    ]
    worked = sum(work.is_working_day(day) for week in weeks for day in week if day is not None)
    return Month(date(year, number, 1), weeks, worked)

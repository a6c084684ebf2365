"""A task of one year carried on in another: its words, its days, its quarter. Pure."""

import calendar
import re
from datetime import date, timedelta

from tracker.core.errors import N_, RuleBroken
from tracker.core.periods import Quarter
from tracker.tasks.models import DueKind

_NUMERAL = r"(?:IV|III|II|I|[1-4])"
_MONTH = r"(?:tháng\s+)?\d{1,2}\s?[/-]\s?"
# A year that is the task's own, and not that of a document it cites ("Quyết định 12/2025/QĐ-UBND"), of a span of years
# ("giai đoạn 2021-2025") or of an aim far ahead ("đến năm 2030").
_YEAR = re.compile(
    r"(?P<before>(?<!đến )(?<!giai đoạn )\bnăm\s+"
    rf"|\bqu[ýí]\s+{_NUMERAL}\s?(?:[/-]|,?\s+năm)?\s?"
    rf"|(?:\btrước|\bhạn|\bđến|\bhết|\bchậm nhất|\bxong|\btrong)(?:\s+ngày)?\s+(?:\d{{1,2}}\s?[/-]\s?)?{_MONTH}"
    r"|\btháng\s+\d{1,2}\s?(?:[/-]|năm)\s?)"
    r"(?P<year>(?:19|20)\d{2})(?!\d|\s?[-–/]\s?\d|/\w)",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(
    r"(?P<before>\bnăm học\s+)(?P<first>20\d{2})(?P<between>\s?[-–]\s?)(?P<last>20\d{2})(?!\d)", re.I
)


class NobodyIsLeft(RuleBroken):
    """All units that led or did it have ended, or take part no more."""

    message = N_("No unit that leads or does “%(title)s” is left. Leave it out here, and give it as a new task.")


class NothingToCopy(RuleBroken):
    """No task is ticked that is not copied already."""

    message = N_("No task was copied: none is ticked that has not been copied already.")


class NotEarlier(RuleBroken):
    """A plan is copied to itself, or to the past."""

    message = N_("Choose an earlier plan or year to copy from.")


def moved_words(words: str, *, from_year: int, to_year: int) -> str:
    """The words with their years moved on, where these are the year of the plan, the one before it or the one after.

    "Tổng kết năm 2024, kế hoạch quý I/2025" of 2025, moved to 2026: "Tổng kết năm 2025, kế hoạch quý I/2026".
    """
    step = to_year - from_year

    def of_the_plan(year: str) -> bool:
        return abs(int(year) - from_year) <= 1

    def one(found: re.Match[str]) -> str:
        year = found["year"]
        return found["before"] + (str(int(year) + step) if of_the_plan(year) else year)

    def school(found: re.Match[str]) -> str:
        if not of_the_plan(found["first"]):
            return found.group()
        first, last = int(found["first"]) + step, int(found["last"]) + step
        return f"{found['before']}{first}{found['between']}{last}"

    return _YEAR.sub(one, _SCHOOL_YEAR.sub(school, words))


def moved_day(day: date | None, due_kind: DueKind, *, from_year: int, to_year: int) -> date | None:
    """The same day so many years later, 28/2 for 29/2; the end of a period stays the last day of its month."""
    if day is None:
        return None
    year = day.year + to_year - from_year
    last = calendar.monthrange(year, day.month)[1]
    ends_month = (day + timedelta(days=1)).month != day.month
    if due_kind is DueKind.PERIOD_END and ends_month:
        return date(year, day.month, last)
    return date(year, day.month, min(day.day, last))


def moved_quarter(quarter: Quarter, *, from_year: int, to_year: int) -> Quarter:
    """The same quarter so many years later."""
    return Quarter(quarter.year + to_year - from_year, quarter.number)

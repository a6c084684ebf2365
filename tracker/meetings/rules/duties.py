"""For which periods a conclusion lays a report on units, and until when: "hằng quý, trước ngày 20 tháng cuối quý"."""

import re
from datetime import date
from typing import Any

from tracker.core.folding import fold
from tracker.core.periods import Quarter, periods_of
from tracker.core.workdays import WorkCalendar
from tracker.reports.models import DueRule, Frequency
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.naming import due_of
from tracker.reports.rules.windows import due_day, period_in, period_kind

# Of words without marks: the 20th of each quarter's last month, the 5th of each month, 15 December of each year.
DAY_OF_PERIOD = re.compile(
    r"(?:(?:truoc|cham nhat|vao|han|den)\s+)*(?:ngay\s+)?(?<!\d)(?P<day>\d{1,2})\s+(?:cua\s+)?"
    r"(?:(?P<quarterly>thang\s+cuoi\s+(?:cua\s+)?(?:(?:moi|hang|tung)\s+)?qu[yi])|(?P<monthly>(?:hang|moi|tung)\s+thang)"
    r"|(?P<yearly>thang\s+12\s+(?:hang|moi|tung)\s+nam))(?!\w)"
)
_EACH = re.compile(
    r"\b(?:dinh ky\s+)?(?:hang|moi|tung|theo)\s+"
    r"(?P<what>6 thang|sau thang|nua nam|thang|qu[yi](?!\s+(?:dinh|che|hoach|trinh|mo|luat))|nam(?!\s+\d))(?!\w)"
)
_PERIODIC = re.compile(r"\bdinh ky\b")
_EACH_IS = {
    "thang": Frequency.MONTHLY,
    "quy": Frequency.QUARTERLY,
    "qui": Frequency.QUARTERLY,
    "nam": Frequency.YEARLY,
    "6 thang": Frequency.HALF_YEARLY,
    "sau thang": Frequency.HALF_YEARLY,
    "nua nam": Frequency.HALF_YEARLY,
}
_BY_DAY = {"quarterly": Frequency.QUARTERLY, "monthly": Frequency.MONTHLY, "yearly": Frequency.YEARLY}


def how_often(words: str) -> Frequency | None:
    """The rhythm that words say, with or without marks: "hằng quý", "dinh ky moi thang"; "định kỳ" is each quarter."""
    text = fold(words)
    if day := DAY_OF_PERIOD.search(text):
        return next(_BY_DAY[name] for name, found in day.groupdict().items() if name != "day" and found)
    if each := _EACH.search(text):
        return _EACH_IS[each["what"]]
    return Frequency.QUARTERLY if _PERIODIC.search(text) else None


def day_of_period(words: str) -> int | None:
    """Which day of the period's last month they say, "20 tháng cuối quý": 20; None where they say none."""
    found = DAY_OF_PERIOD.search(fold(words))
    day = int(found["day"]) if found else 0
    return day if 1 <= day <= 31 else None


def when_owed(
    frequency: Frequency, *, due_on: date | None, due_words: str, since: date, calendar: WorkCalendar
) -> dict[str, Any]:
    """From which period on and until when, as `reports.rules.duties.DutyFacts` takes it.

    The first period is the one that `since` lies in, or the next where its day has gone by.
    """
    kind = period_kind(frequency)
    if kind is None:
        day = due_on or since
        return {"first_period": str(period_in(frequency, Quarter.of(day))), **due_of(frequency, due_on)}
    first = next(period for period in periods_of(since.year, kind) if period.last_day >= since)
    number = day_of_period(due_words)
    said = due_of(frequency, None) if number is None else {"due_rule": DueRule.DAY, "due_days": number}
    due = due_day(DutyFacts(name="", frequency=frequency, first_period=str(first), **said), first, calendar)
    if due is not None and due < since:
        first = first.next
    return {"first_period": str(first), **said}

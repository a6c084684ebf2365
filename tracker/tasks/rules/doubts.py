"""What is unusual about a deadline: asked about once, never refused."""

from datetime import date

from tracker.core.errors import N_, Doubt
from tracker.core.periods import Quarter


class DueIsPast(Doubt):
    """Whoever gets the task would be late from the first day."""

    message = N_("%(day)s has passed: the units would be overdue from the first day.")


class DueOutsidePlan(Doubt):
    """Another year than that of the plan."""

    message = N_("%(day)s lies outside %(year)s, the year of the plan.")


class DueAfterQuarter(Doubt):
    """Later than the quarter under which the task is listed."""

    message = N_("%(day)s lies after quarter %(quarter)s, under which the task is listed.")


def doubts_of_due(due: date | None, *, quarter: Quarter | None, year: int, today: date) -> list[Doubt]:
    """What is unusual about a deadline in a plan of that year; `quarter` is the one that was chosen, if any."""
    if due is None:
        return []
    day = f"{due:%d/%m/%Y}"
    found: list[Doubt] = [DueIsPast(day=day)] if due < today else []
    if due.year != year:
        found.append(DueOutsidePlan(day=day, year=str(year)))
    elif quarter is not None and due > quarter.last_day:
        found.append(DueAfterQuarter(day=day, quarter=quarter.label))
    return found

"""What a proposed duty to report says: its name without its quarters, its periods, when it is due. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.core.periods import Period, PeriodKind, Quarter
from tracker.intake.rules import NeedsQuarter
from tracker.reports.models import Frequency
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.naming import due_of, name_of
from tracker.reports.rules.windows import period_in, period_kind

FREQUENCY = {
    "monthly": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY,
    "regular": Frequency.QUARTERLY,
    "yearly": Frequency.YEARLY,
}


def duty_proposed(facts: Mapping[str, Any], *, notice_of: date | None, span: tuple[int, int]) -> DutyFacts:
    """What would be laid on units. `notice_of` is the day of a notice: what it orders is owed from its quarter on.

    Of a plan, what stands under a quarter is owed for that one. Raises NeedsQuarter where nothing says when.
    """
    due = date.fromisoformat(facts["due"]) if facts["due"] else None
    quarter = Quarter.parse(facts["quarter"]) if facts["quarter"] else None
    day = due or notice_of
    since = quarter or (Quarter.of(day) if day is not None else None)
    if since is None:
        raise NeedsQuarter
    named = FREQUENCY.get(facts["recurrence"])
    frequency = named or (Frequency.QUARTERLY if quarter is not None and due is None else Frequency.ONCE)
    first = period_in(frequency, since)
    of_plan = notice_of is None and frequency is not Frequency.ONCE
    last = _last_of_year(first, frequency) if of_plan and named is not None else first
    return DutyFacts(
        name=name_of(facts["title"], facts["text"], quarter)[:300],
        text=facts["text"],
        receiver=facts["to"][:200],
        frequency=frequency,
        first_period=str(first),
        last_period=str(last) if of_plan else "",
        clause=facts["clause"][:400],
        span=span,
        **due_of(frequency, due),
    )


def follows(facts: DutyFacts, *, first: str, last: str) -> bool:
    """Whether a proposed duty is the next period of one that runs from `first` to `last`, or the one before it."""
    if not last or not facts.last_period:
        return False
    runs, new = (Period.parse(first), Period.parse(last)), (Period.parse(facts.first_period), facts.last_period)
    return runs[1].next == new[0] or Period.parse(new[1]).next == runs[0]


def _last_of_year(first: Period, frequency: Frequency) -> Period:
    return Period.around(Quarter(first.year, 4), period_kind(frequency) or PeriodKind.QUARTER)

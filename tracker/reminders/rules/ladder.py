"""Who is told of one thing on one day, and why: a ladder of people that is climbed while the thing stays undone.

Everything is counted in working days, on a working day. Before a deadline, on its day, and when it has just passed,
each thing has a day of its own. Whatever stays late after that is gathered: it is told together on the first working
day of a week, and staff and chair read of it then alone; otherwise a chair had mail every morning, and read none.
A day that was missed (the machine was off) is not made up for: the next day that has a word brings it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from tracker.core.errors import N_, RuleBroken
from tracker.core.owed import OwedKind
from tracker.core.workdays import WorkCalendar
from tracker.reminders.rules.timing import RuleFacts

MOST_DAYS = 60  # working days, of any figure of a rule
MOST_BEFORE = 5  # words before one deadline
MOST_WEEKS = 12


class Rung(StrEnum):
    """Who stands on the ladder, from below."""

    OFFICER = "officer"
    HEAD = "head"
    STAFF = "staff"
    CHAIR = "chair"


class Why(StrEnum):
    """Why somebody is told."""

    BEFORE = "before"
    ON_DAY = "on_day"
    LATE = "late"
    HEAD = "head"  # it is so late that heads read of it
    STAFF = "staff"
    CHAIR = "chair"
    INSTEAD = "instead"  # nobody of the unit could be told


# Whose it is to do. What only a head can do is told to the head; what is not listed, to the unit's officers.
_OWNERS = {
    OwedKind.REPLY: (Rung.OFFICER, Rung.HEAD),
    OwedKind.CONFIRMATION: (Rung.HEAD,),
    OwedKind.LIST_REPLY: (Rung.HEAD,),
    OwedKind.RATING_REPLY: (Rung.HEAD,),
    OwedKind.MEETING: (Rung.OFFICER, Rung.HEAD),
    OwedKind.SETTLE_PART: (Rung.STAFF,),
    OwedKind.SETTLE_REPORT: (Rung.STAFF,),
    OwedKind.DECIDE_EXTENSION: (Rung.STAFF,),
}
# Who stands in where an owner's place is empty.
STAND_IN = {Rung.OFFICER: Rung.HEAD, Rung.HEAD: Rung.OFFICER, Rung.STAFF: Rung.CHAIR}


class BeforeMalformed(RuleBroken):
    """The days before a deadline are not a few whole numbers."""

    message = N_(
        "Write up to %(most)s numbers of working days, from 1 to %(longest)s, with commas between them: 7, 3, 1. "
        "Leave it empty for no word before."
    )


class LadderOutOfOrder(RuleBroken):
    """Somebody higher up would be told before those below."""

    message = N_("Each step of the ladder comes as late as the one below it, or later: mend the figures marked here.")


def owners_of(kind: OwedKind) -> tuple[Rung, ...]:
    """Whose it is to do."""
    return _OWNERS.get(kind, (Rung.OFFICER,))


def steps_above(kind: OwedKind) -> tuple[Rung, ...]:
    """Who reads of it when it stays undone: everybody above the highest owner."""
    highest = owners_of(kind)[-1]
    return tuple(Rung)[list(Rung).index(highest) + 1 :]


def week_begun(day: date, calendar: WorkCalendar) -> int | None:
    """The number of the week, counted through all years, whose first working day this is; None on any other day."""
    monday = day - timedelta(days=day.weekday())
    first = calendar.moved_to_working_day(monday)
    return monday.toordinal() // 7 if first == day else None


def whys(kind: OwedKind, days_left: int, rule: RuleFacts, *, week: int | None) -> dict[Rung, Why]:
    """Whom that day brings a word, and why. `days_left` are working days, negative when the day has passed.

    A deadline on a day off has its day on the last working day before. `week` is of `week_begun`.
    """
    if days_left >= 0:
        why = Why.BEFORE if days_left else Why.ON_DAY
        strikes = days_left in rule.before if days_left else rule.on_day
        return dict.fromkeys(owners_of(kind), why) if strikes else {}
    late, told = -days_left, dict[Rung, Why]()
    gathers = week is not None and rule.again_weeks > 0 and week % rule.again_weeks == 0
    if late == rule.after_first or (gathers and 0 < rule.after_first < late):
        told = dict.fromkeys(owners_of(kind), Why.LATE)
    for rung, after, why in _steps(rule):
        if after is None or rung not in steps_above(kind):
            continue
        at_once = rung is Rung.HEAD or rule.again_weeks == 0
        if (late == after and at_once) or (gathers and late >= after):
            told[rung] = why
    return told


def furthest(rules: Iterable[RuleFacts]) -> int:
    """How many working days ahead the earliest word is."""
    return max((days for rule in rules for days in rule.before), default=0)


def check_rule(kind: OwedKind, rule: RuleFacts) -> None:
    """Raise LadderOutOfOrder unless the ladder is climbed from below."""
    climbed = [after for rung, after, _ in _steps(rule) if rung in steps_above(kind) and after is not None]
    if climbed != sorted(climbed):
        raise LadderOutOfOrder


def read_before(words: str) -> tuple[int, ...]:
    """ "7, 3, 1" as numbers, the furthest first, each once. Raises BeforeMalformed."""
    parts = words.replace(",", " ").replace(";", " ").split()
    days = {int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 4}
    if len(days) < len(set(parts)) or len(days) > MOST_BEFORE or not all(0 < one <= MOST_DAYS for one in days):
        raise BeforeMalformed(most=MOST_BEFORE, longest=MOST_DAYS)
    return tuple(sorted(days, reverse=True))


def _steps(rule: RuleFacts) -> tuple[tuple[Rung, int | None, Why], ...]:
    return (
        (Rung.HEAD, rule.head_after, Why.HEAD),
        (Rung.STAFF, rule.staff_after, Why.STAFF),
        (Rung.CHAIR, rule.chair_after, Why.CHAIR),
    )

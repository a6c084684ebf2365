"""What is asked about before the calendar changes: deadlines that move, meetings on a day off, days gone by."""

from collections.abc import Sequence
from hashlib import sha256

from tracker.calendar.rules import Moved, Shift
from tracker.calendar.rules.changing import SpecialFacts
from tracker.core.errors import N_, Doubt

WIDEST_SWAP = 31  # days between the two days of a swap


class DeadlinesMove(Doubt):
    """The change moves deadlines: the page lists them."""

    message = N_("Deadlines move by this: %(count)s. They are listed on this page, each with its old and its new day.")


class MeetingsFallOnDaysOff(Doubt):
    """Meetings are planned on a day that becomes one off. They do not move by themselves."""

    message = N_("Meetings are planned on what becomes a day off: %(count)s. They stay where they are until moved.")


class DayHasPassed(Doubt):
    """The calendar of days gone by is corrected."""

    message = N_("%(day)s has passed. Nobody becomes late by it: what was handed in or is overdue stays as it is.")


class SwapIsWide(Doubt):
    """The two days of a swap lie far apart: more likely a slip."""

    message = N_("%(off)s and %(worked)s lie far apart for a swap.")


def doubts_about(facts: Sequence[SpecialFacts], shift: Shift, moved: Sequence[Moved]) -> list[Doubt]:
    """What a person confirms before a change is saved. Read again when anything of what moves has changed since."""
    found: list[Doubt] = []
    gone = [one.day for one in facts if one.day < shift.on]
    if gone and shift.before != shift.after:
        found.append(DayHasPassed(day=f"{min(gone):%d/%m/%Y}"))
    found += [
        SwapIsWide(off=f"{one.day:%d/%m/%Y}", worked=f"{one.swapped_with:%d/%m/%Y}")
        for one in facts
        if one.swapped_with is not None
        and one.day in shift.after.off
        and abs(one.swapped_with - one.day).days > WIDEST_SWAP
    ]
    which = sha256(repr(moved).encode()).hexdigest()
    deadlines = sum(one.units for one in moved if one.new is not None)
    meetings = sum(one.new is None for one in moved)
    if deadlines:
        found.append(DeadlinesMove(count=deadlines, which=which))
    if meetings:
        found.append(MeetingsFallOnDaysOff(count=meetings, which=which))
    return found

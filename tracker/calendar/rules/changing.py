"""How days come to differ from others, as pure reckoning: what is known, and what it is to become.

Each change takes what is known and gives the days as they will be, so that a preview and the saving are one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from tracker.calendar.models import DayKind
from tracker.core.errors import N_, RuleBroken
from tracker.core.workdays import SATURDAY, WorkCalendar

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_DAYS = 31  # entered at once
WORKS = (DayKind.WORKED, DayKind.ORDINARY)  # on a weekday, that is
IN_PAIRS = (DayKind.SWAPPED_OFF, DayKind.WORKED)


@dataclass(frozen=True, slots=True)
class SpecialFacts:
    """A day that differs, or that differs no more."""

    day: date
    kind: DayKind
    name: str = ""
    note: str = ""
    swapped_with: date | None = None


Known: TypeAlias = Mapping[date, SpecialFacts]


class DayOutOfRange(RuleBroken):
    """A year that nobody works in any more, or yet."""

    message = N_("Enter a day of the years %(first)s to %(last)s.")


class WeekendIsOff(RuleBroken):
    """A holiday on a Saturday or Sunday."""

    message = N_(
        "%(day)s is a weekend, so nobody works then anyway. Nothing needs to be entered; where the day off is made up "
        "for, enter that day."
    )


class WeekdayIsWorked(RuleBroken):
    """A weekday to be worked, which it is anyway."""

    message = N_("%(day)s is a weekday and worked anyway. Enter a Saturday or a Sunday.")


class UntilBeforeDay(RuleBroken):
    """The last day before the first."""

    message = N_("The last day lies before the first.")


class TooManyDays(RuleBroken):
    """More days than any holiday has."""

    message = N_("That is more than %(most)s days at once. Please look at the dates again.")


class DiffersAlready(RuleBroken):
    """A day that is known to differ."""

    message = N_("%(day)s differs already: %(name)s. Mend it in the list, or make it an ordinary day first.")


class SwapNeedsWeekday(RuleBroken):
    """The day off of a swap is one anyway."""

    message = N_("%(day)s is a weekend, so it is a day off anyway. Choose a weekday.")


class SwapNeedsWeekend(RuleBroken):
    """The day worked for it is worked anyway."""

    message = N_("%(day)s is a weekday and worked anyway. Choose the Saturday that is worked for the day off.")


class DayNotFound(RuleBroken):
    """A day that is not known to differ."""

    message = N_("%(day)s does not differ from other days.")


class IsOrdinary(RuleBroken):
    """A day that has been made ordinary already."""

    message = N_("%(day)s is an ordinary day already.")


class SwapMendedTogether(RuleBroken):
    """One of the two days of a swap gets another kind."""

    message = N_("This day belongs to a swap. Make it an ordinary day, which undoes the swap, then enter it anew.")


class NothingToTakeIn(RuleBroken):
    """A year that stands as it was shipped, or that is not shipped."""

    message = N_("Of %(year)s there is nothing to take in: the calendar has all the days that the program knows.")


def calendar_of(known: Iterable[SpecialFacts]) -> WorkCalendar:
    """The calendar as working-day arithmetic needs it."""
    days = [(one.day, one.kind) for one in known]
    return WorkCalendar(
        off=frozenset(day for day, kind in days if kind not in WORKS),
        worked=frozenset(day for day, kind in days if kind is DayKind.WORKED),
    )


def new_days(
    known: Known, *, first: date, last: date | None, kind: DayKind, name: str, note: str
) -> list[SpecialFacts]:
    """Days that are off, or weekend days that are worked, from the first to the last; other days between stay.

    Raises DayOutOfRange, UntilBeforeDay, TooManyDays, WeekendIsOff, WeekdayIsWorked, DiffersAlready.
    """
    last = last or first
    _check_range(first, last)
    if last < first:
        raise UntilBeforeDay
    count = (last - first).days + 1
    if count > MOST_DAYS:
        raise TooManyDays(most=MOST_DAYS)
    worked = kind is DayKind.WORKED
    stretch = (first + timedelta(days=n) for n in range(count))
    days = [day for day in stretch if _is_weekend(day) is worked]
    if not days:
        raise (WeekdayIsWorked if worked else WeekendIsOff)(day=_said(first))
    for day in days:
        _check_free(known, day)
    return [SpecialFacts(day, kind, name, note) for day in days]


def swapped(known: Known, *, off: date, worked: date, name: str, note: str) -> list[SpecialFacts]:
    """A weekday off against a weekend day worked: both at once.

    Raises DayOutOfRange, SwapNeedsWeekday, SwapNeedsWeekend, DiffersAlready.
    """
    _check_range(off, worked)
    if _is_weekend(off):
        raise SwapNeedsWeekday(day=_said(off))
    if not _is_weekend(worked):
        raise SwapNeedsWeekend(day=_said(worked))
    for day in (off, worked):
        _check_free(known, day)
    return [
        SpecialFacts(off, DayKind.SWAPPED_OFF, name, note, worked),
        SpecialFacts(worked, DayKind.WORKED, name, note, off),
    ]


def mended(known: Known, *, day: date, kind: DayKind, name: str, note: str) -> list[SpecialFacts]:
    """What a day is for, why, and what orders it; of a swap, of both its days.

    Raises DayNotFound, SwapMendedTogether, WeekendIsOff, WeekdayIsWorked.
    """
    now = _known(known, day)
    if kind is not now.kind and (DayKind.SWAPPED_OFF in (kind, now.kind) or now.swapped_with is not None):
        raise SwapMendedTogether
    if kind is not DayKind.ORDINARY and _is_weekend(day) is not (kind is DayKind.WORKED):
        raise (WeekendIsOff if _is_weekend(day) else WeekdayIsWorked)(day=_said(day))
    return [replace(one, kind=kind if one is now else one.kind, name=name, note=note) for one in _pair(known, now)]


def ordinary_again(known: Known, *, day: date) -> list[SpecialFacts]:
    """A day counts as any other again; of a swap, both do. Raises DayNotFound, IsOrdinary."""
    now = _known(known, day)
    if now.kind is DayKind.ORDINARY:
        raise IsOrdinary(day=_said(day))
    return [replace(one, kind=DayKind.ORDINARY, swapped_with=None) for one in _pair(known, now)]


def as_shipped(known: Known, *, shipped: Sequence[SpecialFacts], year: int) -> list[SpecialFacts]:
    """The days of a year as the program brings them, where they stand otherwise. Days that it does not know stay.

    A swap across the turn of a year comes whole. What was noted stays noted. Raises NothingToTakeIn.
    """
    of_year = [one for one in shipped if year in (one.day.year, one.swapped_with and one.swapped_with.year)]
    wanted = [replace(one, note=known[one.day].note or one.note) if one.day in known else one for one in of_year]
    found = [one for one in wanted if known.get(one.day) != one]
    if not found:
        raise NothingToTakeIn(year=year)
    # The other half of a swap that the shipped days put an end to would stand alone.
    taken = {one.day for one in of_year}
    halves = [known[one.day].swapped_with for one in found if one.day in known]
    lone = [known[half] for half in halves if half is not None and half in known and half not in taken]
    return found + [replace(half, kind=DayKind.ORDINARY, swapped_with=None) for half in lone]


def _pair(known: Known, now: SpecialFacts) -> list[SpecialFacts]:
    other = known.get(now.swapped_with) if now.swapped_with is not None else None
    return [now, *([other] if other is not None else [])]


def _known(known: Known, day: date) -> SpecialFacts:
    if day not in known:
        raise DayNotFound(day=_said(day))
    return known[day]


def _check_free(known: Known, day: date) -> None:
    if day in known and known[day].kind is not DayKind.ORDINARY:
        raise DiffersAlready(day=_said(day), name=known[day].name)


def _check_range(*days: date) -> None:
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        raise DayOutOfRange(first=FIRST_YEAR, last=LAST_YEAR)


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"

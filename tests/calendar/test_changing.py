"""How days come to differ, as pure reckoning."""

from datetime import date
from functools import partial

import pytest

from tracker.calendar.models import DayKind
from tracker.calendar.queries import shipped_days
from tracker.calendar.rules import (
    DayNotFound,
    DayOutOfRange,
    DiffersAlready,
    IsOrdinary,
    NothingToTakeIn,
    Shift,
    SpecialFacts,
    SwapMendedTogether,
    SwapNeedsWeekday,
    SwapNeedsWeekend,
    TooManyDays,
    UntilBeforeDay,
    WeekdayIsWorked,
    WeekendIsOff,
    as_shipped,
    calendar_of,
    mended,
    months_of,
    new_days,
    ordinary_again,
    swapped,
)

HOLIDAY, WORKED, OFF = DayKind.HOLIDAY, DayKind.WORKED, DayKind.SWAPPED_OFF
SHIPPED = {one.day: one for one in shipped_days()}
SAID = {"name": "Nghỉ", "note": ""}
FRIDAY, SATURDAY = date(2028, 1, 28), date(2028, 1, 29)
enter = partial(new_days, SHIPPED, last=None, kind=HOLIDAY, **SAID)
swap = partial(swapped, SHIPPED, **SAID)


def test_of_a_stretch_only_the_weekdays_become_days_off():
    found = enter(first=date(2028, 1, 24), last=date(2028, 2, 1))
    assert [one.day.day for one in found] == [24, 25, 26, 27, 28, 31, 1]


def test_a_weekend_day_can_be_worked_without_a_swap():
    [one] = enter(first=SATURDAY, kind=WORKED)
    assert calendar_of([one]).is_working_day(SATURDAY)


def test_a_swap_is_entered_and_undone_as_a_pair():
    off, worked = swap(off=FRIDAY, worked=SATURDAY)
    assert (off.kind, off.swapped_with, worked.kind, worked.swapped_with) == (OFF, SATURDAY, WORKED, FRIDAY)
    known = {one.day: one for one in (off, worked)}
    undone = ordinary_again(known, day=SATURDAY)
    assert {(one.day, one.kind) for one in undone} == {(day, DayKind.ORDINARY) for day in (FRIDAY, SATURDAY)}
    assert calendar_of(undone) == calendar_of([])


def test_what_is_said_of_one_day_of_a_swap_is_said_of_both():
    found = mended(SHIPPED, day=date(2026, 8, 31), kind=OFF, name="Quốc khánh", note="TB 01")
    assert [(one.day.day, one.note) for one in found] == [(31, "TB 01"), (22, "TB 01")]


def test_a_day_that_became_ordinary_can_be_entered_again():
    known = {FRIDAY: SpecialFacts(FRIDAY, DayKind.ORDINARY)}
    assert new_days(known, first=FRIDAY, last=None, kind=HOLIDAY, **SAID)[0].kind is HOLIDAY


def test_the_year_as_shipped_undoes_what_was_done_to_it_and_leaves_own_days_and_notes():
    own, holiday = date(2026, 6, 1), date(2026, 9, 2)
    known = dict(SHIPPED)
    known[own] = SpecialFacts(own, HOLIDAY, "Ngày riêng")
    known[holiday] = SpecialFacts(holiday, DayKind.ORDINARY, "Quốc khánh", "TB 01")
    del known[date(2026, 1, 10)]
    found = as_shipped(known, shipped=shipped_days(), year=2026)
    assert {(one.day, one.kind, one.note) for one in found} == {
        (holiday, HOLIDAY, "TB 01"),
        (date(2026, 1, 10), WORKED, ""),
    }


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (partial(enter, first=SATURDAY), WeekendIsOff),
        (partial(enter, first=FRIDAY, kind=WORKED), WeekdayIsWorked),
        (partial(enter, first=FRIDAY, last=date(2028, 1, 27)), UntilBeforeDay),
        (partial(enter, first=FRIDAY, last=date(2028, 3, 27)), TooManyDays),
        (partial(enter, first=date(2026, 9, 2)), DiffersAlready),
        (partial(enter, first=date(2999, 9, 2)), DayOutOfRange),
        (partial(swap, off=SATURDAY, worked=SATURDAY), SwapNeedsWeekday),
        (partial(swap, off=FRIDAY, worked=FRIDAY), SwapNeedsWeekend),
        (partial(swap, off=FRIDAY, worked=date(2026, 8, 22)), DiffersAlready),
        (partial(ordinary_again, SHIPPED, day=FRIDAY), DayNotFound),
        (partial(ordinary_again, {FRIDAY: SpecialFacts(FRIDAY, DayKind.ORDINARY)}, day=FRIDAY), IsOrdinary),
        (partial(mended, SHIPPED, day=date(2026, 8, 31), kind=HOLIDAY, **SAID), SwapMendedTogether),
        (partial(mended, SHIPPED, day=date(2026, 9, 2), kind=WORKED, **SAID), WeekdayIsWorked),
        (partial(as_shipped, SHIPPED, shipped=shipped_days(), year=2026), NothingToTakeIn),
        (partial(as_shipped, SHIPPED, shipped=shipped_days(), year=2031), NothingToTakeIn),
    ],
)
def test_what_is_no_change_of_a_calendar_is_refused(change, refusal):
    with pytest.raises(refusal):
        change()


def moved(due: date, *, on: date, base: date, closed: date) -> date | None:
    known = [SpecialFacts(closed, HOLIDAY)]
    shift = Shift(calendar_of([]), calendar_of(known), on)
    return shift.moved(due, lambda calendar: calendar.moved_to_working_day(base))


def test_a_deadline_goes_with_the_calendar_unless_it_was_set_apart_or_would_make_somebody_late():
    monday, tuesday = date(2026, 11, 2), date(2026, 11, 3)
    saturday = date(2026, 10, 31)
    assert moved(monday, on=date(2026, 10, 28), base=saturday, closed=monday) == tuesday
    assert moved(monday, on=tuesday, base=saturday, closed=monday) is None  # overdue stays overdue
    assert moved(tuesday, on=date(2026, 10, 28), base=saturday, closed=monday) is None  # more time was given
    back = Shift(calendar_of([]), calendar_of([SpecialFacts(saturday, WORKED)]), monday)
    assert back.moved(monday, lambda calendar: calendar.moved_to_working_day(saturday)) is None  # it would be late


def test_a_year_has_its_working_days_by_month():
    months = months_of(2026, calendar_of(shipped_days()))
    assert [month.working_days for month in months] == [21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23]
    assert sum(day is not None for month in months for week in month.weeks for day in week) == 365

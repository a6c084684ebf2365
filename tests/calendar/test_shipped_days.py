"""The shipped table of days off, which staff may correct."""

from collections import Counter
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar.models import DayKind, SpecialDay
from tracker.calendar.queries import shipped_days, work_calendar
from tracker.calendar.rules import calendar_of
from tracker.calendar.services import load_shipped_days
from tracker.core.db import db, transaction
from tracker.core.workdays import SATURDAY
from tracker.tasks.rules import effective_day

YEARS = range(2024, 2028)
WORK = calendar_of(shipped_days())
# What the package does not know (0.109), and why it is shipped all the same.
NOT_IN_THE_PACKAGE = {
    date(2026, 1, 2): "swapped with Saturday, 10 January 2026, announced late in 2025",
    date(2026, 1, 10): "worked for it",
}


def test_the_table_is_what_the_package_knows_but_for_the_reasoned_differences():
    known = holidays.country_holidays("VN", years=YEARS)
    theirs = {day for day in known if day.weekday() < SATURDAY}
    theirs |= {day for day in known.weekend_workdays if day.year in YEARS}
    ours = {one.day for one in shipped_days()}
    assert theirs - ours == set()
    assert ours - theirs == set(NOT_IN_THE_PACKAGE)


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_each_announced_swap_is_there_with_both_its_days(off, worked):
    with_day = {one.day: (one.kind, one.swapped_with) for one in shipped_days()}
    assert with_day[off] == (DayKind.SWAPPED_OFF, worked)
    assert with_day[worked] == (DayKind.WORKED, off)
    assert not WORK.is_working_day(off)
    assert WORK.is_working_day(worked)


def test_there_are_no_other_swaps_and_only_weekends_are_worked():
    kinds = Counter(one.kind for one in shipped_days())
    assert kinds[DayKind.SWAPPED_OFF] == kinds[DayKind.WORKED] == 4
    assert [one for one in shipped_days() if (one.day.weekday() >= SATURDAY) is not (one.kind is DayKind.WORKED)] == []


@pytest.mark.parametrize(
    ("last_before", "first_after"),
    [
        (date(2024, 2, 7), date(2024, 2, 15)),
        (date(2025, 1, 24), date(2025, 2, 3)),
        (date(2026, 2, 13), date(2026, 2, 23)),
        (date(2027, 2, 3), date(2027, 2, 11)),
    ],
)
def test_nobody_works_over_tet(last_before, first_after):
    """The five days of Tết and the weekends beside them: one working day lies between."""
    assert WORK.after(last_before, 1) == first_after
    assert WORK.days_until(first_after, today=last_before) == 1
    assert (first_after - last_before).days >= 8


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_the_holidays_of_the_law(year):
    """On weekdays, or made up for on the next working day; 2 September has a neighbour, 24 November comes in 2026."""
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
        assert not WORK.is_working_day(date(year, month, day))
    national = [day for day in (date(year, 9, 1), date(year, 9, 2), date(year, 9, 3)) if not WORK.is_working_day(day)]
    assert len(national) >= 2
    culture = date(year, 11, 24)
    assert (culture in WORK.off) is (year >= 2026)
    assert culture + timedelta(days=1) not in WORK.off  # where it falls on a weekend, it is not made up for


def test_holidays_on_weekends_are_made_up_for():
    made_up = {one.day: one.name for one in shipped_days() if one.kind is DayKind.MAKE_UP}
    assert made_up == {date(2026, 4, 27): "Giỗ Tổ Hùng Vương", date(2027, 5, 3): "Ngày Quốc tế Lao động"}


@pytest.mark.parametrize(
    ("end", "moved"),
    [
        (date(2024, 3, 31), date(2024, 4, 1)),  # a quarter's end on a Sunday
        (date(2024, 4, 30), date(2024, 5, 2)),
        (date(2024, 6, 30), date(2024, 7, 1)),
        (date(2025, 1, 31), date(2025, 2, 3)),  # Tết
        (date(2025, 4, 30), date(2025, 5, 5)),  # with the swap of 2 May
        (date(2026, 1, 31), date(2026, 2, 2)),
        (date(2026, 8, 31), date(2026, 9, 3)),  # swapped, then the national day with its neighbour
        (date(2027, 4, 30), date(2027, 5, 4)),  # and the day in lieu
        (date(2025, 9, 30), date(2025, 9, 30)),  # a working day stays
    ],
)
def test_the_end_of_a_month_or_quarter_on_a_day_off_stands_or_moves(end, moved):
    assert effective_day(end, False, WORK) == end
    assert effective_day(end, True, WORK) == moved


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 2, 12), date(2026, 2, 24), 3),  # the 13th, then the 23rd and 24th: Tết is not counted
        (date(2026, 8, 20), date(2026, 8, 24), 3),  # Friday, the Saturday that is worked, Monday
        (date(2026, 8, 28), date(2026, 9, 7), 3),  # the swapped Monday and the two holidays are not
        (date(2024, 5, 2), date(2024, 5, 6), 3),
        (date(2026, 11, 23), date(2026, 11, 27), 3),  # 24 November is off
        (date(2026, 2, 24), date(2026, 2, 12), -3),
    ],
)
def test_the_working_days_that_are_left_leave_out_days_off_and_count_worked_saturdays(today, due, left):
    assert WORK.days_until(due, today=today) == left


days = st.dates(date(2023, 12, 1), date(2028, 1, 31))


@given(days, days)
def test_the_working_days_left_are_those_that_one_counts_on_ones_fingers(today, due):
    first, last = sorted((today, due))
    each = sum(WORK.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    assert WORK.days_until(due, today=today) == (each if due >= today else -each)


def test_loading_again_keeps_what_staff_corrected(town):
    assert work_calendar() == WORK
    with transaction():
        db.session.get_one(SpecialDay, date(2026, 9, 2)).name = "Quốc khánh (sửa)"
        db.session.delete(db.session.get_one(SpecialDay, date(2026, 1, 1)))
        assert load_shipped_days() == 1
    assert db.session.get_one(SpecialDay, date(2026, 9, 2)).name == "Quốc khánh (sửa)"

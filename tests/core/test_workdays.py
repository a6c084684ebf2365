"""Counting working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.workdays import WorkCalendar

PLAIN = WorkCalendar()
# Tết 2024 with the swap of 29 April against Saturday, 4 May (see tracker/calendar/days.csv).
SPRING_2024 = WorkCalendar(
    off=frozenset(
        [date(2024, 2, day) for day in (8, 9, 12, 13, 14)]
        + [date(2024, 4, 18), date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)]
    ),
    worked=frozenset([date(2024, 5, 4)]),
)
days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 7), True),
        (date(2024, 2, 8), False),
        (date(2024, 2, 14), False),
        (date(2024, 2, 15), True),
        (date(2024, 4, 27), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2024, 5, 5), False),
    ],
)
def test_holidays_are_off_and_a_swapped_saturday_is_worked(day, works):
    assert SPRING_2024.is_working_day(day) is works


def test_the_day_that_starts_the_count_is_not_counted_and_the_last_one_is():
    friday, monday = date(2026, 10, 23), date(2026, 10, 26)
    assert PLAIN.days_until(monday, today=friday) == 1
    assert PLAIN.days_until(friday, today=friday) == 0


def test_tet_does_not_count():
    assert SPRING_2024.days_until(date(2024, 2, 15), today=date(2024, 2, 7)) == 1


def test_a_worked_saturday_counts():
    assert SPRING_2024.days_until(date(2024, 5, 6), today=date(2024, 5, 2)) == 3
    assert PLAIN.days_until(date(2024, 5, 6), today=date(2024, 5, 2)) == 2


def test_what_has_passed_is_counted_below_zero():
    assert PLAIN.days_until(date(2026, 10, 23), today=date(2026, 10, 28)) == -3


def test_a_due_day_on_a_day_off_moves_to_the_next_working_day():
    assert SPRING_2024.moved_to_working_day(date(2024, 2, 10)) == date(2024, 2, 15)
    assert SPRING_2024.moved_to_working_day(date(2024, 5, 4)) == date(2024, 5, 4)


@given(days, st.integers(0, 60))
def test_the_day_so_many_working_days_later_is_that_many_away(today, count):
    assert SPRING_2024.days_until(SPRING_2024.after(today, count), today=today) == count


@given(days, st.integers(1, 60))
def test_that_day_is_one_on_which_the_office_works(today, count):
    assert SPRING_2024.is_working_day(SPRING_2024.after(today, count))


@given(days, days, days)
def test_distances_add_up(first, second, third):
    first, second, third = sorted((first, second, third))
    whole = SPRING_2024.days_until(third, today=first)
    assert whole == SPRING_2024.days_until(second, today=first) + SPRING_2024.days_until(third, today=second)


@given(days)
def test_moving_never_goes_back_and_skips_no_working_day(day):
    moved = SPRING_2024.moved_to_working_day(day)
    assert SPRING_2024.is_working_day(moved)
    skipped = (moved - day).days
    assert not any(SPRING_2024.is_working_day(day + timedelta(days=n)) for n in range(skipped))


@given(st.data())
def test_whole_weeks_and_single_days_count_alike(data):
    days = st.dates(date(2024, 1, 1), date(2024, 3, 31))
    off, worked = data.draw(st.frozensets(days, max_size=12)), data.draw(st.frozensets(days, max_size=6))
    calendar = WorkCalendar(off=off, worked=worked)
    today, due = data.draw(days), data.draw(days)
    first, last = sorted((today, due))
    each = sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    assert calendar.days_until(due, today=today) == (each if due >= today else -each)

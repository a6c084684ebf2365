"""Who is told of one thing on one day: the rules alone."""

from datetime import date, time, timedelta

import pytest

from tracker.core.owed import OwedKind
from tracker.core.workdays import WorkCalendar
from tracker.reminders.rules import (
    BeforeMalformed,
    HourIsQuiet,
    LadderOutOfOrder,
    QuietHoursUpsideDown,
    RuleFacts,
    Rung,
    Times,
    Why,
    check_rule,
    check_times,
    hour_of,
    read_before,
    shipped_rules,
    shipped_times,
    week_begun,
    whys,
)

PART = shipped_rules()[OwedKind.PART]
OFFICER, HEAD, STAFF, CHAIR = Rung
TET = WorkCalendar(off=frozenset(date(2027, 2, day) for day in (4, 5, 8, 9, 10)))


@pytest.mark.parametrize(
    ("left", "why"),
    [(8, None), (7, Why.BEFORE), (4, None), (3, Why.BEFORE), (1, Why.BEFORE), (0, Why.ON_DAY), (-1, Why.LATE)],
)
def test_the_officers_are_told_before_on_the_day_and_just_after(left, why):
    assert whys(OwedKind.PART, left, PART, week=None) == ({} if why is None else {OFFICER: why})


def test_the_ladder_is_climbed_in_working_days_and_in_the_weeks_that_follow():
    assert whys(OwedKind.PART, -3, PART, week=None) == {HEAD: Why.HEAD}
    assert whys(OwedKind.PART, -5, PART, week=None) == {}
    assert whys(OwedKind.PART, -4, PART, week=8) == {OFFICER: Why.LATE, HEAD: Why.HEAD}
    assert set(whys(OwedKind.PART, -5, PART, week=8)) == {OFFICER, HEAD, STAFF}
    assert set(whys(OwedKind.PART, -40, PART, week=8)) == {OFFICER, HEAD, STAFF, CHAIR}


def test_every_other_week_is_every_other_week_for_all_things_at_once():
    rule = RuleFacts(again_weeks=2, staff_after=1)
    assert [set(whys(OwedKind.PART, -9, rule, week=week)) for week in (8, 9)] == [{OFFICER, STAFF}, set()]


def test_who_is_never_told_again_is_told_once_by_all_rungs():
    rule = RuleFacts(after_first=1, again_weeks=0, staff_after=2)
    told = {late: set(whys(OwedKind.PART, -late, rule, week=8)) for late in (1, 2, 3)}
    assert told == {1: {OFFICER}, 2: {STAFF}, 3: set()}


def test_what_is_not_the_units_to_do_begins_higher_up():
    ask = shipped_rules()[OwedKind.DECIDE_EXTENSION]
    assert whys(OwedKind.DECIDE_EXTENSION, 1, ask, week=None) == {STAFF: Why.BEFORE}
    assert set(whys(OwedKind.DECIDE_EXTENSION, -9, ask, week=8)) == {STAFF, CHAIR}
    confirm = shipped_rules()[OwedKind.CONFIRMATION]
    assert whys(OwedKind.CONFIRMATION, 0, confirm, week=None) == {HEAD: Why.ON_DAY}


def test_each_day_of_a_deadline_on_a_day_off_comes_once():
    """Due on a Saturday inside Tết: its day is the last working day before, and it is late on the first after."""
    due, told = date(2027, 2, 6), {}
    for number in range(40):
        day = date(2027, 1, 18) + timedelta(days=number)
        if TET.is_working_day(day):
            found = whys(OwedKind.PART, TET.days_until(due, today=day), PART, week=None)
            told[day] = found.get(OFFICER)
    told = {day: why for day, why in told.items() if why}
    assert told == {
        date(2027, 1, 25): Why.BEFORE,
        date(2027, 1, 29): Why.BEFORE,
        date(2027, 2, 2): Why.BEFORE,
        date(2027, 2, 3): Why.ON_DAY,
        date(2027, 2, 11): Why.LATE,
    }


def test_a_week_begins_on_its_first_working_day_and_one_without_any_does_not():
    days = [date(2027, 2, 1) + timedelta(days=number) for number in range(21)]
    assert [day for day in days if week_begun(day, TET)] == [date(2027, 2, 1), date(2027, 2, 11), date(2027, 2, 15)]


@pytest.mark.parametrize(
    ("typed", "read"), [("7, 3,1", (7, 3, 1)), ("1 3 7", (7, 3, 1)), ("3; 3", (3,)), ("", ()), ("60", (60,))]
)
def test_days_are_read_as_people_write_them(typed, read):
    assert read_before(typed) == read


@pytest.mark.parametrize("typed", ["ba", "-1", "0", "61", "1.5", "1,2,3,4,5,6", "٣", "9" * 400])
def test_what_is_no_days_is_refused(typed):
    with pytest.raises(BeforeMalformed):
        read_before(typed)


def test_nobody_higher_up_is_told_before_those_below():
    check_rule(OwedKind.PART, RuleFacts(head_after=3, chair_after=3))
    with pytest.raises(LadderOutOfOrder):
        check_rule(OwedKind.PART, RuleFacts(head_after=5, chair_after=3))


def test_the_hours_of_the_office_leave_a_morning():
    check_times(shipped_times())
    with pytest.raises(HourIsQuiet):
        check_times(Times(send_at=time(6), quiet_from=time(18), quiet_to=time(6, 30), most_entries=40))
    with pytest.raises(QuietHoursUpsideDown):
        check_times(Times(send_at=time(8), quiet_from=time(6), quiet_to=time(18), most_entries=40))


def test_an_own_hour_counts_as_long_as_the_office_leaves_room_for_it():
    times = shipped_times()
    assert hour_of(None, times) == times.send_at
    assert hour_of(time(9), times) == time(9)
    assert hour_of(time(19), times) == times.send_at

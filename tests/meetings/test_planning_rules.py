"""Whose turn it is, which day, what clashes, and whose place a venue's name names: without an application."""

from datetime import date, time

import pytest

from tracker.core.periods import Quarter, quarters_of
from tracker.core.workdays import WorkCalendar
from tracker.meetings.rules import (
    Booking,
    Clash,
    DayIsOff,
    DayIsPast,
    clashes,
    day_of_meeting,
    doubts_of_day,
    named_within,
    turns,
)

A, B, C = 11, 12, 13
DAY = date(2026, 11, 25)
# The days around the end of April off, with a Saturday worked for it.
CALENDAR = WorkCalendar(off=frozenset({date(2027, 6, 29), date(2027, 6, 30)}), worked=frozenset({date(2027, 6, 26)}))


def hosts_of(hosted, *, hosts=(A, B, C), year=2027):
    found = turns(quarters_of(year), hosts=hosts, hosted=hosted, days_before_end=3, calendar=CALENDAR)
    return [(turn.quarter.number, turn.host_id) for turn in found]


def test_whoever_never_hosted_is_next_in_the_offices_order_then_whoever_hosted_longest_ago():
    assert hosts_of({}) == [(1, A), (2, B), (3, C), (4, A)]
    assert hosts_of({Quarter(2026, 3): [A], Quarter(2026, 4): [B]}) == [(1, C), (2, A), (3, B), (4, C)]
    assert hosts_of({Quarter(2026, 1): [B], Quarter(2026, 2): [C], Quarter(2026, 3): [A]})[0] == (1, B)


def test_a_quarter_with_its_meeting_is_left_out_and_its_host_waits():
    assert hosts_of({Quarter(2027, 3): [A]}) == [(1, B), (2, C), (4, B)]
    assert hosts_of({Quarter(2027, 1): []}) == [(2, A), (3, B), (4, C)]


def test_without_hosts_only_days_are_proposed():
    assert hosts_of({}, hosts=()) == [(1, None), (2, None), (3, None), (4, None)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, date(2027, 6, 28)), (1, date(2027, 6, 26)), (2, date(2027, 6, 25)), (200, date(2027, 4, 1))],
)
def test_the_day_is_the_last_working_day_but_so_many(days, expected):
    assert day_of_meeting(Quarter(2027, 2), days_before_end=days, calendar=CALENDAR) == expected


def booking(**changes):
    facts = {"day": DAY, "starts_at": time(8), "venue_id": 1, "chair_id": 2} | changes
    return Booking(**facts)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, [Clash.VENUE, Clash.CHAIR]),
        ({"venue_id": 9}, [Clash.CHAIR]),
        ({"chair_id": 9}, [Clash.VENUE]),
        ({"venue_id": None, "chair_id": None}, []),
        ({"starts_at": time(11, 59)}, [Clash.VENUE, Clash.CHAIR]),
        ({"starts_at": time(12)}, []),
        ({"starts_at": None}, [Clash.VENUE, Clash.CHAIR]),
        ({"day": date(2026, 11, 26)}, []),
        ({"day": None}, []),
    ],
)
def test_two_meetings_clash_less_than_four_hours_apart_without_a_time_all_day(other, found):
    assert clashes(booking(), booking(**other)) == found
    assert clashes(booking(**other), booking()) == found


def test_no_venue_and_no_chair_are_never_taken():
    nothing = booking(venue_id=None, chair_id=None)
    assert clashes(nothing, nothing) == []


def test_a_day_off_and_a_day_gone_by_are_said():
    def doubts(day):
        return [type(doubt) for doubt in doubts_of_day(day, today=DAY, calendar=CALENDAR)]

    assert doubts(DAY) == doubts(None) == doubts(date(2027, 6, 26)) == []
    assert doubts(date(2026, 11, 24)) == [DayIsPast]
    assert doubts(date(2027, 6, 29)) == doubts(date(2027, 6, 27)) == [DayIsOff]
    assert doubts(date(2026, 11, 22)) == [DayIsPast, DayIsOff]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("trụ sở Đảng ủy - HĐND - UBND - UBMTTQVN xã Đăk Tơ", A),
        ("Nhà văn hóa xã Đăk Tơ, huyện X", A),
        ("Hội trường UBND huyện X", B),
        ("Hội trường UBND xã Đăk Tơ", C),
        ("nhà rông", None),
        ("", None),
    ],
)
def test_a_venue_belongs_to_the_first_unit_that_its_name_names(name, unit):
    known = {"xã Đăk Tơ": A, "UBND huyện X": B, "huyện X": 99, "UBND xã Đăk Tơ": C}
    assert named_within(name, known.get) == unit

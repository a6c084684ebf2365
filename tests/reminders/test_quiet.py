"""When mail that a person sends may leave, and what is asked about before it is sent once more."""

from datetime import date, datetime

import pytest

from tracker.core import clock
from tracker.core.workdays import WorkCalendar
from tracker.reminders.rules.nudging import Nudged, doubts_of, week_of
from tracker.reminders.rules.quiet import quiet_until
from tracker.reminders.rules.timing import shipped_times

TET = frozenset(date(2026, 2, day) for day in range(16, 21))


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-10-28 06:30", None),
        ("2026-10-28 17:59", None),
        ("2026-10-28 18:00", "2026-10-29 06:30"),
        ("2026-10-29 05:00", "2026-10-29 06:30"),
        ("2026-10-30 18:00", "2026-11-02 06:30"),  # a Friday evening
        ("2026-10-31 09:00", "2026-11-02 06:30"),  # a Saturday
        ("2026-02-13 20:00", "2026-02-23 06:30"),  # the last evening before Tết
        ("2026-02-17 10:00", "2026-02-23 06:30"),
    ],
)
def test_mail_waits_for_the_end_of_the_quiet_hours_and_for_a_working_day(at, leaves):
    until = quiet_until(moment(at), shipped_times(), WorkCalendar(off=TET))
    assert until == (moment(leaves) if leaves else None)


@pytest.mark.parametrize(("this_week", "today", "doubted"), [(1, False, 0), (2, False, 1), (2, True, 0), (3, False, 1)])
def test_what_was_reminded_of_twice_in_a_week_is_asked_about(this_week, today, doubted):
    nudged = Nudged(times=5, this_week=this_week, today=today, at=moment("2026-10-27 09:00"), by_name="Y Blơng")
    assert len(doubts_of([("Việc trễ", nudged), ("Việc khác", None)])) == doubted


def test_many_are_told_by_three_names_and_a_number():
    nudged = Nudged(times=2, this_week=2, today=False, at=moment("2026-10-27 09:00"), by_name="")
    [doubt] = doubts_of([(f"Việc {n}", nudged) for n in range(5)])
    assert doubt.parameters["what"] == "“Việc 0”; “Việc 1”; “Việc 2” (+2)"


def test_a_week_begins_on_monday():
    assert week_of(date(2026, 11, 1)) == date(2026, 10, 26)

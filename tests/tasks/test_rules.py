"""The rules of tasks, without an application."""

from datetime import UTC, date, datetime

import pytest

from tracker.core.errors import NotFromHere, check_move
from tracker.core.workdays import WorkCalendar
from tracker.tasks import labels
from tracker.tasks.models import Part, State, TaskMode, TaskState
from tracker.tasks.rules import (
    MOVES,
    TASK_MOVES,
    OfficialClass,
    Reckoning,
    Standing,
    class_of,
    is_done,
    mode_of,
    progress_of,
    punctuality,
)

WEDNESDAY = date(2026, 10, 28)
RECKONING = Reckoning(WEDNESDAY, WorkCalendar())


@pytest.mark.parametrize(
    ("state", "due_on", "standing"),
    [
        (State.ASSIGNED, date(2026, 10, 27), Standing.OVERDUE),
        (State.IN_PROGRESS, WEDNESDAY, Standing.DUE_SOON),
        (State.IN_PROGRESS, date(2026, 11, 2), Standing.DUE_SOON),  # three working days over a weekend
        (State.IN_PROGRESS, date(2026, 11, 3), Standing.OPEN),
        (State.ASSIGNED, None, Standing.UNDATED),
        (State.RETURNED, date(2026, 12, 1), Standing.RETURNED),
        (State.RETURNED, date(2026, 10, 1), Standing.OVERDUE),
        (State.SUBMITTED, date(2026, 10, 1), Standing.SUBMITTED),
        (State.ACCEPTED, date(2026, 10, 1), Standing.DONE),
        (State.DECLINED, date(2026, 12, 1), Standing.OPEN),
        (State.ENDED, date(2026, 10, 1), Standing.DONE),
    ],
)
def test_a_part_stands_by_its_state_and_its_day(state, due_on, standing):
    assert RECKONING.standing(state, due_on) is standing


def test_due_soon_is_counted_in_working_days_of_the_office():
    closed_until_friday = WorkCalendar(off=frozenset({date(2026, 10, 29), date(2026, 10, 30)}))
    assert Reckoning(WEDNESDAY, closed_until_friday).soon_by == date(2026, 11, 4)


def test_days_left_are_negative_after_the_day_and_none_without_one():
    assert RECKONING.days_left(date(2026, 10, 23)) == -3
    assert RECKONING.days_left(WEDNESDAY) == 0
    assert RECKONING.days_left(None) is None


def at(day: int, hour: int) -> datetime:
    """A moment of October 2026, in UTC."""
    return datetime(2026, 10, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "due_on", "submitted_at", "expected"),
    [
        (State.SUBMITTED, date(2026, 10, 20), at(20, 16), OfficialClass.DONE_ON_TIME),  # 23:00 in Vietnam
        (State.SUBMITTED, date(2026, 10, 20), at(20, 17), OfficialClass.DONE_LATE),  # midnight in Vietnam
        (State.ACCEPTED, None, at(20, 1), OfficialClass.DONE_ON_TIME),
        (State.RETURNED, date(2026, 10, 20), None, OfficialClass.OPEN_OVERDUE),
        (State.IN_PROGRESS, date(2026, 12, 31), None, OfficialClass.OPEN_WITHIN_TERM),
        (State.ASSIGNED, None, None, OfficialClass.NO_DEADLINE),
    ],
)
def test_the_official_class_follows_the_day_of_handing_in(state, due_on, submitted_at, expected):
    assert class_of(state, due_on, submitted_at, today=WEDNESDAY) is expected


def test_the_published_figures_of_2017_come_out():
    """Decision 42/2014: of what was due, 16,051 of 16,274 were done, 98.63 %."""
    done, overdue = 14_068 + 1_983, 223
    assert round(100 * done / (done + overdue), 2) == 98.63
    assert punctuality(14_068, 1_983, 223) == pytest.approx(86.44, abs=0.01)


def test_punctuality_of_nothing_due_is_unknown():
    assert punctuality(0, 0, 0) is None


@pytest.mark.parametrize(
    ("addressed", "mode"),
    [
        ([(Part.LEAD, False), (Part.COORDINATE, True)], TaskMode.JOINT),
        ([(Part.LEAD, True)], TaskMode.EACH),
        ([(Part.LEAD, False), (Part.LEAD, False)], TaskMode.EACH),
        ([(Part.IMPLEMENT, False)], TaskMode.EACH),
    ],
)
def test_a_task_is_joint_where_one_named_unit_leads(addressed, mode):
    assert mode_of(addressed) is mode


PARTS = [(Part.LEAD, State.IN_PROGRESS, 60), (Part.COORDINATE, State.ASSIGNED, 20), (Part.COORDINATE, State.ENDED, 90)]


def test_progress_of_a_joint_task_is_its_leads():
    assert progress_of(TaskMode.JOINT, PARTS) == 60


def test_progress_where_each_owes_a_part_is_the_mean_of_those_that_have_not_ended():
    assert progress_of(TaskMode.EACH, PARTS) == 40


def test_progress_of_nothing_is_nothing():
    assert progress_of(TaskMode.EACH, []) == 0


def test_a_joint_task_is_done_when_the_leads_part_is_accepted():
    assert is_done(TaskMode.JOINT, [(Part.LEAD, State.ACCEPTED), (Part.COORDINATE, State.ASSIGNED)])
    assert not is_done(TaskMode.JOINT, [(Part.LEAD, State.SUBMITTED), (Part.COORDINATE, State.ACCEPTED)])


def test_one_unit_that_finishes_does_not_close_the_task_of_all():
    assert not is_done(TaskMode.EACH, [(Part.LEAD, State.ACCEPTED), (Part.LEAD, State.IN_PROGRESS)])
    assert is_done(TaskMode.EACH, [(Part.LEAD, State.ACCEPTED), (Part.LEAD, State.ENDED)])


def test_a_task_without_parts_is_not_done():
    assert not is_done(TaskMode.EACH, [])


@pytest.mark.parametrize("state", [State.ACCEPTED, State.ENDED])
@pytest.mark.parametrize("wanted", list(State))
def test_what_is_settled_stays_settled(state, wanted):
    with pytest.raises(NotFromHere):
        check_move(MOVES, state, wanted, labels.STATE)


def test_every_state_has_its_moves_and_its_name():
    assert set(MOVES) == set(labels.STATE) == set(State)
    assert set(TASK_MOVES) == set(labels.TASK_STATE) == set(TaskState)
    assert set(labels.PART) == set(Part)
    assert set(labels.STANDING) == set(Standing)

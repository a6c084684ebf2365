"""The rules of tasks, without an application."""

from datetime import UTC, date, datetime

import pytest

from tracker.core.errors import NotFromHere, check_move
from tracker.core.periods import Quarter
from tracker.core.workdays import WorkCalendar
from tracker.tasks import labels
from tracker.tasks.models import Assignment, Part, State, TaskMode, TaskState
from tracker.tasks.rules import (
    MOVES,
    TASK_MOVES,
    DueAfterQuarter,
    DueIsPast,
    DueOutsidePlan,
    OfficialClass,
    Reckoning,
    Standing,
    class_of,
    doubts_of_due,
    furthest_behind,
    is_done,
    mode_of,
    progress_of,
    punctuality,
)
from tracker.tasks.rules.findings import is_told

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


def test_what_has_as_many_working_days_left_is_as_soon_on_a_day_off_too():
    reckoning = Reckoning(date(2026, 10, 27), WorkCalendar())  # a Tuesday: three working days, then a weekend
    friday, sunday = date(2026, 10, 30), date(2026, 11, 1)
    assert reckoning.days_left(friday) == reckoning.days_left(sunday) == 3
    assert reckoning.standing(State.ASSIGNED, friday) is reckoning.standing(State.ASSIGNED, sunday)
    assert reckoning.standing(State.ASSIGNED, date(2026, 11, 2)) is Standing.OPEN


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


@pytest.mark.parametrize(
    ("due", "doubts"),
    [
        (None, []),
        (date(2026, 10, 27), [DueIsPast]),
        (WEDNESDAY, []),  # until its end
        (date(2026, 12, 31), []),  # the last day of its quarter
        (date(2027, 1, 1), [DueOutsidePlan]),
        (date(2025, 12, 31), [DueIsPast, DueOutsidePlan]),
    ],
)
def test_what_is_unusual_about_a_deadline_is_asked_about(due, doubts):
    found = doubts_of_due(due, quarter=Quarter(2026, 4), year=2026, today=WEDNESDAY)
    assert [type(doubt) for doubt in found] == doubts


@pytest.mark.parametrize(("day", "doubts"), [(30, []), (1, [DueAfterQuarter])])
def test_a_deadline_after_its_quarter_is_unusual(day, doubts):
    due = date(2026, 9 if day == 30 else 10, day)
    found = doubts_of_due(due, quarter=Quarter(2026, 3), year=2026, today=date(2026, 8, 1))
    assert [type(doubt) for doubt in found] == doubts


@pytest.mark.parametrize(
    ("others", "told"),
    [(State.ASSIGNED, True), (State.IN_PROGRESS, False), (State.RETURNED, False), (State.ACCEPTED, True)],
)
def test_findings_are_told_once_no_inspector_is_at_work_any_more(others, told):
    assert is_told(TaskMode.EACH, [(Part.IMPLEMENT, State.SUBMITTED), (Part.IMPLEMENT, others)]) is told
    assert is_told(TaskMode.JOINT, [(Part.LEAD, State.SUBMITTED), (Part.IMPLEMENT, others)])
    assert not is_told(TaskMode.EACH, [(Part.IMPLEMENT, State.ASSIGNED)])


def test_what_was_declined_is_behind_all_else_only_where_all_were():
    declined, handed_in, open_ = (
        Assignment(id=number, state=state, percent=percent)
        for number, (state, percent) in enumerate([(State.DECLINED, 0), (State.SUBMITTED, 20), (State.ASSIGNED, 60)])
    )
    assert furthest_behind([declined, handed_in, open_]) is open_
    assert furthest_behind([declined, handed_in]) is handed_in
    assert furthest_behind([declined]) is declined

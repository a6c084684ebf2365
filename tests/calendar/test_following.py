"""What follows the calendar when staff correct it: deadlines of tasks and reports; meetings are pointed out."""

from datetime import date, timedelta
from functools import partial

import pytest

from tests.reports.conftest import Duties
from tests.town import OTHER, OWN
from tracker.audit.queries import story_of
from tracker.calendar.models import DayKind, SpecialDay
from tracker.calendar.queries import get_day, moved_by, reckoned, shipped_days
from tracker.calendar.rules import as_shipped, mended, new_days, ordinary_again, swapped
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.core.owed import OwedKind
from tracker.meetings import services as meetings
from tracker.reports.models import DueRule
from tracker.tasks import services as tasks
from tracker.tasks.models import State, TaskKind

SATURDAY, MONDAY, TUESDAY = date(2026, 10, 31), date(2026, 11, 2), date(2026, 11, 3)
SAID = {"name": "Nghỉ bão", "note": "Công điện 05/CĐ-UBND"}


def off(day: date, last: date | None = None):
    return partial(new_days, first=day, last=last, kind=DayKind.HOLIDAY, **SAID)


def test_parts_go_to_the_day_that_counts_now_and_back_with_a_trace(office, due_days):
    task = office.task(SATURDAY)
    assert due_days(task) == [(MONDAY, MONDAY)] * 2
    office.change(off(MONDAY))
    assert due_days(task) == [(TUESDAY, TUESDAY)] * 2
    [told] = [event for event in story_of(task) if event.name == "task.due_followed_calendar"]
    assert told.facts == {"old_due": "2026-11-02", "due": "2026-11-03", "units": sorted((OWN, OTHER))}
    office.change(partial(ordinary_again, day=MONDAY))
    assert due_days(task) == [(MONDAY, MONDAY)] * 2


def test_a_worked_saturday_keeps_the_deadline_where_it_was_set(office, due_days):
    task = office.task(SATURDAY)
    office.change(partial(swapped, off=date(2026, 11, 6), worked=SATURDAY, **SAID))
    assert due_days(task) == [(SATURDAY, SATURDAY)] * 2


def test_a_regular_task_moves_the_period_whose_end_is_touched(office, town, due_days):
    with transaction():
        programme = town.programme
        programme.ended_on = None
    task = office.task(None, units=[OWN], kind=TaskKind.REGULAR)
    assert due_days(task) == [(date(2026, 12, 31),) * 2]
    office.change(off(date(2026, 12, 31)))
    assert due_days(task) == [(date(2027, 1, 4),) * 2]  # after New Year's Day and the weekend


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_what_was_handed_in_keeps_its_deadline(office, town, state):
    task = office.task(SATURDAY, units=[OWN])
    part = town.assignment(task=task, state=state)
    office.change(off(MONDAY))
    assert part.due_on == MONDAY


def test_what_is_overdue_stays_so_and_nobody_becomes_late(office, town, due_days):
    yesterday = town.today - timedelta(days=1)
    late, today = office.task(yesterday), office.task(date(2026, 10, 24))
    with transaction():
        for part in today.assignments:
            part.due_on = part.first_due_on = town.today  # as if the days between had been off until now
    office.change(off(yesterday))
    assert due_days(late) == [(yesterday, yesterday)] * 2
    assert due_days(today) == [(town.today, town.today)] * 2


def test_more_time_that_was_granted_stays_and_so_does_the_first_deadline(office, town):
    part = office.task(SATURDAY, units=[OWN]).assignments[0]
    until, staff, head = date(2026, 11, 10), town.person("staff"), town.person("head")
    with transaction():
        asked = tasks.ask_extension(part, wanted_on=until, words="Chờ số liệu.", by=head, at=town.now)
    with transaction():
        tasks.grant_extension(asked, until=until, words="", seen=asked.version, by=staff, at=town.now)
    office.change(off(MONDAY))
    assert (part.due_on, part.first_due_on) == (until, MONDAY)


def test_in_a_programme_that_has_ended_nothing_moves(office, town, due_days):
    task = office.task(SATURDAY)
    with transaction():
        town.programme.ended_on = town.today
    office.change(off(MONDAY))
    assert due_days(task) == [(MONDAY, MONDAY)] * 2


def test_reports_counted_in_working_days_move_those_on_a_fixed_day_do_not(office, town):
    duties = Duties(town)
    counted = duties.report()
    fixed = duties.report(duties.duty("Báo cáo ngày 20", due_rule=DueRule.DAY, due_days=20))
    office.change(off(date(2026, 12, 16)))
    assert (counted.due_on, fixed.due_on) == (date(2026, 12, 22), date(2026, 12, 20))
    assert story_of(counted)[0].facts == {"old_due": "2026-12-21", "due": "2026-12-22"}


def test_the_preview_says_what_the_change_then_does_and_points_at_meetings(office, town):
    task, report = office.task(SATURDAY), Duties(town).report()
    meeting = town.meeting
    with transaction():
        place = {"venue": "", "held_on": MONDAY, "starts_at": None, "words": "Bão", "link": ""}
        meetings.reschedule_meeting(meeting, **place, seen=meeting.version, by=town.person("staff"), at=town.now)
    change = off(MONDAY, date(2026, 11, 3))
    _, shift = reckoned(change, on=town.today)
    ahead = {(one.kind, one.page_id): (one.old, one.new, one.units) for one in moved_by(shift, office.followers)}
    assert ahead[OwedKind.PART, task.id] == (MONDAY, date(2026, 11, 4), 2)
    assert ahead[OwedKind.MEETING, meeting.id][:2] == (MONDAY, None)
    assert (OwedKind.REPORT, report.duty_id) not in ahead
    office.change(change)
    assert task.assignments[0].due_on == date(2026, 11, 4)
    assert meeting.held_on == MONDAY


def test_a_change_that_moves_no_working_day_moves_nothing(office, town, due_days):
    task = office.task(SATURDAY)
    day = get_day(20261124)
    office.change(
        partial(mended, day=day.day, kind=DayKind.MAKE_UP, name="Tên khác", note=""), seen=(day.day, day.version)
    )
    assert (day.kind, day.name) == (DayKind.MAKE_UP, "Tên khác")
    assert due_days(task) == [(MONDAY, MONDAY)] * 2
    assert story_of(day)[0].name == "special_day.edited"


def test_who_comes_second_is_told(office, town):
    day = get_day(20261124)
    before = day.version
    office.change(partial(mended, day=day.day, kind=day.kind, name="Trước", note=""), seen=(day.day, before))
    with pytest.raises(ChangedMeanwhile):
        office.change(partial(mended, day=day.day, kind=day.kind, name="Sau", note=""), seen=(day.day, before))


def test_the_shipped_year_comes_back_with_what_follows_it(office, town, due_days):
    task = office.task(date(2026, 11, 24))
    office.change(partial(ordinary_again, day=date(2026, 11, 24)))
    assert due_days(task) == [(date(2026, 11, 24),) * 2] * 2
    changed = office.change(partial(as_shipped, shipped=shipped_days(), year=2026))
    assert [one.day for one in changed] == [date(2026, 11, 24)]
    assert due_days(task) == [(date(2026, 11, 25),) * 2] * 2
    assert db.session.get_one(SpecialDay, date(2026, 11, 24)).kind is DayKind.HOLIDAY

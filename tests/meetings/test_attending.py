"""Who is present: counted by staff, or said by the unit's people with the code of the wall."""

from datetime import time, timedelta

import pytest

from tests.meetings.inviting import Inviting
from tests.together import at_once
from tests.town import OTHER, OWN
from tracker.core import clock
from tracker.core.db import transaction
from tracker.meetings.models import Reply
from tracker.meetings.queries.attendance import attendance_of, summary_of
from tracker.meetings.queries.invitations import get_meeting_alone
from tracker.meetings.rules.attending import GRACE, ArrivalIsToCome, CodeDoesNotCount, CountedInSession, is_late
from tracker.meetings.services import attending


@pytest.fixture
def room(town):
    """Two units are invited to a meeting that lasts."""
    meant = Inviting(town, held_on=town.today)
    meant.choose(OWN, OTHER)
    meant.send()
    return meant


def arrive(room, unit, *, code=None, who="officer", at=None):
    with transaction():
        code = room.meeting.arrival_code if code is None else code
        told = room.by(who) | ({"at": at} if at else {})
        return attending.arrive(room.meeting, room.town.unit(unit), code=code, **told)


def test_late_is_a_quarter_of_an_hour_after_it_was_opened(town):
    assert not is_late(town.now + GRACE, town.now)
    assert is_late(town.now + GRACE + timedelta(seconds=1), town.now)
    assert not is_late(town.now, None)


def test_staff_count_who_is_there_and_since_when(town, room, trail):
    room.answer(OTHER, Reply.DEPUTY, who="officer2", deputy="Y Thắm, công chức")
    room.open()
    before = room.meeting.revision
    room.tick(OWN, name=" Nguyễn  Bá Tuệ ")
    counted = attendance_of(room.meeting)
    own, other = sorted(counted.rows, key=lambda row: row.unit_name != OWN)
    assert (own.present, own.name, own.at, own.late) == (True, "Nguyễn Bá Tuệ", town.now, False)
    assert (other.present, other.expected) == (False, "Y Thắm, công chức")
    assert (counted.invited, counted.present, counted.absent, counted.late) == (2, 1, 1, 0)
    assert room.meeting.revision > before
    assert trail(room.meeting)[-1] == "invitation.attended"


def test_a_time_is_taken_and_one_to_come_is_not(town, room):
    room.open()
    hour = clock.local(town.now)
    with pytest.raises(ArrivalIsToCome):
        room.tick(OWN, since=time(hour.hour, hour.minute + 1))
    room.tick(OWN, since=time(8, 5))
    [row] = attendance_of(room.meeting).narrowed("present", "")
    assert clock.local(row.at).time() == time(8, 5)


def test_a_tick_is_taken_back(room, trail):
    room.open()
    room.tick(OWN)
    invitation = room.of(OWN)
    for _ in range(2):
        with transaction():
            attending.untick(invitation, **room.by("staff"))
    assert attendance_of(room.meeting).present == 0
    assert trail(room.meeting)[-2:] == ["invitation.attended", "invitation.unticked"]


def test_a_unit_that_was_not_invited_is_counted_as_such(town, room, trail):
    room.open()
    third = town.unit("Phòng Văn hóa và Thông tin")
    with transaction():
        seat = attending.tick_uninvited(room.meeting, third, name="Phạm Nhật Ẩn", **room.by("staff"))
    counted = attendance_of(room.meeting)
    assert (counted.invited, counted.uninvited, counted.present) == (2, 1, 1)
    assert trail(room.meeting)[-1] == "invitation.came_uninvited"
    with transaction():
        attending.untick(seat, **room.by("staff"))
    assert attendance_of(room.meeting).uninvited == 0


def test_nobody_is_counted_before_or_after(room):
    with pytest.raises(CountedInSession):
        room.tick(OWN)
    with pytest.raises(CountedInSession):
        arrive(room, OWN)


def test_where_nobody_was_invited_before_it_is_opened_all_are_expected(town):
    meant = Inviting(town).open()
    assert attendance_of(meant.meeting).invited == 15
    assert meant.meeting.arrival_code


# The code


def test_whoever_scans_the_code_is_there_once(town, room):
    room.open()
    arrive(room, OWN, at=town.now + timedelta(minutes=20))
    arrive(room, OWN, who="head", at=town.now + timedelta(minutes=40))
    [row] = attendance_of(room.meeting).narrowed("late", "")
    assert (row.name, row.at) == (town.person("officer").full_name, town.now + timedelta(minutes=20))


@pytest.mark.parametrize("code", ["", "khác", "ắ"])
def test_another_code_does_not_count(room, code):
    room.open()
    with pytest.raises(CodeDoesNotCount):
        arrive(room, OWN, code=code)


def test_a_code_that_was_photographed_ends_with_the_next(town, room, trail):
    room.open()
    photographed = room.meeting.arrival_code
    with transaction():
        attending.renew_code(room.meeting, **room.by("staff"))
    with pytest.raises(CodeDoesNotCount):
        arrive(room, OWN, code=photographed)
    arrive(room, OWN)
    assert "meeting.code_renewed" in trail(room.meeting)


def test_two_of_one_uninvited_unit_who_scan_at_once_get_one_seat(app, town, room):
    room.open()
    number, code, third = room.meeting.id, room.meeting.arrival_code, town.unit("Phòng Văn hóa và Thông tin").name

    def scan(town):
        meeting, facts = get_meeting_alone(number), {"by": town.person("officer"), "at": town.now}
        attending.arrive(meeting, town.unit(third), code=code, **facts)

    assert not at_once(app, [scan, scan])
    assert attendance_of(room.meeting).uninvited == 1


def test_the_summary_tells_figures_to_those_who_observe_and_a_unit_its_own(town, room):
    room.open()
    room.tick(OWN)
    whole = summary_of(town.person("observer"), room.meeting)
    assert (whole.answers.invited, whole.present, whole.own) == (2, 1, [])
    own = summary_of(town.person("officer"), room.meeting)
    assert own.answers is None
    assert [row.unit_name for row in own.own] == [OWN]

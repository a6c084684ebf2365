"""From a planned meeting to tasks, through the services."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.core.periods import Quarter
from tracker.meetings import services
from tracker.meetings.models import ConclusionState, MeetingState, Venue
from tracker.meetings.rules import (
    ConclusionNeedsUnit,
    ConclusionNeedsWords,
    MeetingIsClosed,
    MeetingIsNotOpen,
    MeetingUnderWay,
    NothingToPublish,
    NumberIsTaken,
)
from tracker.office.models import UnitKind
from tracker.tasks.models import DueKind, State, TaskKind, TaskMode, TaskState
from tracker.tasks.rules import GroupIsEmpty

UNTOLD = {"starts_at": None, "chair_id": None, "guests": "", "series": None}


def test_a_meeting_is_planned_at_a_venue_that_is_found_or_made(town, trail):
    staff, before = town.person("staff"), db.session.scalar(sa.select(sa.func.count(Venue.id)))
    common = {"programme_id": town.programme.id, "quarter": town.quarter, "by": staff, "at": town.now}
    with transaction():
        first = services.plan_meeting("Họp một", venue="Nhà rông  làng Kon Hra", **common)
        second = services.plan_meeting("Họp hai", venue="nhà rông làng kon hra", **common)
        third = services.plan_meeting("Họp ba", **common)
    assert first.venue is second.venue
    assert first.venue.name == "Nhà rông làng Kon Hra"
    assert third.venue is None
    assert db.session.scalar(sa.select(sa.func.count(Venue.id))) == before + 1
    assert trail(first) == ["meeting.planned"]


def test_opening_sets_the_day_unless_one_was_set(room, town):
    assert room.open().meeting.held_on == town.today
    other = town.new_meeting()
    with transaction():
        services.edit_meeting(
            other,
            title=other.title,
            quarter=other.quarter,
            venue="Hội trường",
            held_on=date(2026, 10, 1),
            **UNTOLD,
            seen=other.version,
            by=town.person("staff"),
            at=town.now,
        )
        services.open_meeting(other, by=town.person("staff"), at=town.now)
    assert other.held_on == date(2026, 10, 1)


def test_a_second_editor_of_a_meeting_is_told(town):
    meeting = town.new_meeting()
    facts = {"title": "Khác", "quarter": meeting.quarter, "venue": "", "held_on": None, **UNTOLD}
    with pytest.raises(ChangedMeanwhile), transaction():
        services.edit_meeting(meeting, seen=meeting.version + 1, by=town.person("staff"), at=town.now, **facts)


def test_publishing_makes_one_task_with_a_part_for_each_unit(room, town, trail):
    room.open()
    named = room.conclude(
        "Rà soát mô hình. Gửi qua Mặt trận.", to=(OWN, OTHER), due_on=date(2026, 12, 15), due_words="15/12"
    )
    group = room.conclude("Họp dân từng làng", to=(ALL_COMMUNES,))
    room.close().publish()

    assert room.meeting.state is MeetingState.PUBLISHED
    task = named.task
    assert (task.title, task.text) == ("Rà soát mô hình", "Rà soát mô hình. Gửi qua Mặt trận.")
    assert (task.kind, task.mode, task.state) == (TaskKind.CONCLUSION, TaskMode.EACH, TaskState.ACTIVE)
    assert task.clause == f"{room.meeting.title}, Kết luận 1"
    assert (task.due_kind, task.quarter) == (DueKind.FIXED, Quarter(2026, 4))
    assert {(a.unit.name, a.due_on, a.state, a.group_id) for a in task.assignments} == {
        (OWN, date(2026, 12, 15), State.ASSIGNED, None),
        (OTHER, date(2026, 12, 15), State.ASSIGNED, None),
    }
    communes = town.group(ALL_COMMUNES)
    assert len(group.task.assignments) == 7
    assert {a.group_id for a in group.task.assignments} == {communes.id}
    assert {a.unit.kind for a in group.task.assignments} == {UnitKind.COMMUNE}
    assert (group.task.due_kind, group.task.quarter) == (DueKind.NONE, Quarter.of(town.today))
    assert trail(room.meeting)[1:] == [
        "meeting.opened",
        "conclusion.added",
        "conclusion.added",
        "meeting.closed",
        "notice.drafted",
        "conclusion.published",
        "conclusion.published",
        "meeting.published",
    ]
    assert trail(task) == ["task.added"]


def test_a_task_belongs_to_the_quarter_of_its_deadline(room):
    room.open()
    later = room.conclude(due_on=date(2027, 2, 15))
    room.close().publish()
    assert later.task.quarter == Quarter(2027, 1)


def test_a_group_means_the_units_that_it_has_when_it_is_published(room, town):
    room.open()
    group = room.conclude(to=(ALL_COMMUNES,))
    town.new_unit("Xã Mới Lập")
    room.close().publish()
    assert len(group.task.assignments) == 8


def test_conclusions_are_numbered_in_turn_unless_a_number_is_given(room):
    room.open()
    numbers = [room.conclude("Một").number, room.conclude("Hai", number="2.1").number, room.conclude("Ba").number]
    assert numbers == ["1", "2.1", "2.2"]
    with pytest.raises(NumberIsTaken):
        room.conclude("Bốn", number="2.1")


def test_the_same_line_sent_again_adds_nothing(room):
    room.open()
    first = room.conclude("Rà soát", to=(OWN, OTHER), due_on=date(2026, 12, 1))
    assert room.conclude(" Rà soát ", to=(OTHER, OWN), due_on=date(2026, 12, 1)) is first
    assert room.conclude("Rà soát", to=(OWN,), due_on=date(2026, 12, 1)) is not first


def test_a_conclusion_needs_words_and_somebody(room):
    room.open()
    with pytest.raises(ConclusionNeedsWords):
        room.conclude("  ")
    with pytest.raises(ConclusionNeedsUnit):
        room.conclude("Rà soát", to=())
    assert not room.meeting.conclusions


def test_a_group_without_units_here_is_refused_when_it_is_recorded(room, town):
    programme = town.another_programme(members=(OWN,))
    meeting = town.new_meeting(programme=programme)
    room.meeting = meeting
    room.open()
    with pytest.raises(GroupIsEmpty):
        room.conclude(to=(ALL_COMMUNES,))


def test_nothing_is_recorded_before_it_begins_or_after_it_is_closed(room):
    with pytest.raises(MeetingIsNotOpen):
        room.conclude()
    room.open().close()
    with pytest.raises(MeetingIsClosed):
        room.conclude()


def test_a_meeting_that_concluded_nothing_is_not_published(room):
    room.open().close()
    with pytest.raises(NothingToPublish):
        room.publish()
    assert room.meeting.state is MeetingState.CONCLUDED


def test_a_published_meeting_is_not_published_again(room):
    room.open().conclude()
    room.close().publish()
    with pytest.raises(NotFromHere):
        room.publish()


def test_mending_ends_who_is_no_longer_addressed(room, town, trail):
    room.open()
    conclusion = room.conclude(to=(OWN, OTHER))
    with transaction():
        services.edit_conclusion(
            conclusion,
            services.ConclusionFacts(
                text="Rà soát lại", addressed=room.addressed(OTHER, ALL_COMMUNES), due_on=date(2026, 12, 1)
            ),
            seen=conclusion.version,
            by=town.person("staff"),
            at=town.now,
        )
    assert [a.name for a in conclusion.addressed] == [OTHER, ALL_COMMUNES]
    assert [a.name for a in conclusion.addressees if a.ended] == [OWN]
    assert (conclusion.text, conclusion.number) == ("Rà soát lại", "1")
    assert trail(room.meeting)[-1] == "conclusion.edited"
    room.close().publish()
    assert OWN not in {a.unit.name for a in conclusion.task.assignments}


def test_a_second_editor_of_a_conclusion_is_told(room, town):
    room.open()
    conclusion = room.conclude()
    with pytest.raises(ChangedMeanwhile), transaction():
        services.edit_conclusion(
            conclusion,
            services.ConclusionFacts(text="Khác", addressed=room.addressed(OWN)),
            seen=conclusion.version - 1,
            by=town.person("staff"),
            at=town.now,
        )


def test_what_is_dropped_gives_no_task_and_can_be_taken_up_again(room, town, trail):
    room.open()
    kept, dropped, undone = room.conclude("Một"), room.conclude("Hai"), room.conclude("Ba")
    staff = {"by": town.person("staff"), "at": town.now}
    with transaction():
        services.drop_conclusion(dropped, **staff)
    with transaction():
        services.drop_conclusion(undone, **staff)
    with transaction():
        services.restore_conclusion(undone, **staff)
    room.close().publish()
    assert kept.task
    assert undone.task
    assert (dropped.state, dropped.task) == (ConclusionState.DROPPED, None)
    assert "conclusion.restored" in trail(room.meeting)


def test_a_number_that_a_person_gave_is_not_taken_back_from_another(room, town):
    room.open()
    dropped = room.conclude("Một", number="1")
    with transaction():
        services.drop_conclusion(dropped, by=town.person("staff"), at=town.now)
    room.conclude("Hai", number="1")
    with pytest.raises(NumberIsTaken), transaction():
        services.restore_conclusion(dropped, by=town.person("staff"), at=town.now)


def test_a_closed_meetings_conclusions_are_neither_dropped_nor_mended(room, town):
    room.open()
    conclusion = room.conclude()
    room.close()
    with pytest.raises(MeetingIsClosed), transaction():
        services.drop_conclusion(conclusion, by=town.person("staff"), at=town.now)


# A notice that is read in


def record(town, notice, **facts):
    facts = {"programme_id": town.programme.id, "quarter": town.quarter, "title": "Hội nghị giao ban"} | facts
    with transaction():
        return services.record_notice(notice, by=town.person("staff"), at=town.now, **facts)


def test_a_notice_publishes_the_planned_meeting_of_its_quarter(room, town, trail):
    notice = town.new_document("09/TB-BCĐ")
    meeting = record(town, notice, held_on=date(2026, 10, 3), venue="Xã Đăk Ruông")
    assert meeting is room.meeting
    assert (meeting.state, meeting.notice_id, meeting.held_on) == (MeetingState.PUBLISHED, notice.id, date(2026, 10, 3))
    assert meeting.venue.name == "Xã Đăk Ruông"
    assert record(town, notice) is meeting
    assert trail(meeting)[1:] == ["meeting.notice_recorded"]


def test_a_notice_of_a_quarter_without_a_plan_makes_its_meeting(town):
    meeting = record(town, town.new_document("02/TB-BCĐ"), quarter=Quarter(2025, 2), venue="Hội trường")
    assert (meeting.state, meeting.quarter) == (MeetingState.PUBLISHED, Quarter(2025, 2))


def test_a_notice_does_not_mix_with_conclusions_that_are_recorded_here(room, town):
    room.open().conclude()
    with pytest.raises(MeetingUnderWay):
        record(town, town.new_document("09/TB-BCĐ"))


def test_a_conclusion_that_was_read_is_a_task_at_once(room, town):
    notice = town.new_document("09/TB-BCĐ")
    meeting = record(town, notice)
    with transaction():
        conclusion = services.add_published_conclusion(
            meeting,
            text="Rà soát mô hình.",
            number="2.3",
            addressed=room.addressed(OWN),
            due_words="khi có hướng dẫn",
            span=(10, 40),
            by=town.person("staff"),
            at=town.now,
        )
    task = conclusion.task
    assert conclusion.state is ConclusionState.PUBLISHED
    assert (task.document_id, task.clause, task.clause_start, task.clause_end) == (notice.id, "Kết luận 2.3", 10, 40)
    assert (task.due_kind, task.due_words) == (DueKind.CONDITIONAL, "khi có hướng dẫn")
    assert [a.unit.name for a in task.assignments] == [OWN]


def test_a_read_conclusion_waits_for_its_notice(room, town):
    with pytest.raises(MeetingUnderWay), transaction():
        services.add_published_conclusion(
            room.meeting, text="Rà soát", addressed=room.addressed(OWN), by=town.person("staff"), at=town.now
        )

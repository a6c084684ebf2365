"""An agenda is built from facts, and people order, word and shorten it."""

import pytest

from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.core.periods import Quarter
from tracker.meetings.models import AgendaKind, MeetingState
from tracker.meetings.queries import agenda_of
from tracker.meetings.rules.agenda import BUILT, AgendaIsSettled, OffTheAgenda, OnTheAgenda
from tracker.meetings.services import agenda
from tracker.tasks.models import State


@pytest.fixture
def act(town):
    """`act(verb, subject, …)`: staff do it."""

    def do(verb, subject, **facts):
        with transaction():
            return verb(subject, by=town.person("staff"), at=town.now, **facts)

    return do


@pytest.fixture
def topics(act, room):
    """Three topics of the quarter's meeting."""
    return [act(agenda.add_topic, room.meeting, title=f"Nội dung {n}") for n in (1, 2, 3)]


def order_of(meeting):
    return [row.title for row in agenda_of(meeting.id)]


def test_it_is_built_once_however_often_it_is_asked_for(act, room, trail):
    revision = room.meeting.revision
    built = act(agenda.build_agenda, room.meeting)
    assert [item.kind for item in built] == [kind for kind in BUILT if kind in {item.kind for item in built}]
    assert {AgendaKind.OVERDUE, AgendaKind.UNREPORTED, AgendaKind.TARGETS} <= {item.kind for item in built}
    assert act(agenda.build_agenda, room.meeting) == []
    assert trail(room.meeting).count("meeting.agenda_built") == 1
    assert room.meeting.revision == revision + 1


def test_an_item_comes_when_it_has_something_to_say(act, town, room):
    long_ago = Quarter(2020, 1)
    meeting = town.new_meeting("Họp năm 2020", quarter=long_ago)
    assert act(agenda.build_agenda, meeting) == []
    town.assignment(quarter=long_ago, state=State.SUBMITTED)
    assert [item.kind for item in act(agenda.build_agenda, meeting)] == [AgendaKind.AWAITING]


def test_what_was_taken_off_is_not_built_again_and_can_be_put_back_where_it_stood(act, room, trail):
    built = act(agenda.build_agenda, room.meeting)
    second, titles = built[1], order_of(room.meeting)
    act(agenda.end_item, second)
    assert act(agenda.build_agenda, room.meeting) == []
    assert order_of(room.meeting) == [title for title in titles if title != second.title]
    act(agenda.put_item_back, second)
    assert order_of(room.meeting) == titles
    assert trail(room.meeting)[-2:] == ["agenda_item.ended", "agenda_item.put_back"]
    with pytest.raises(OnTheAgenda):
        act(agenda.put_item_back, second)


def test_two_who_move_the_same_item_at_once_agree(act, room, topics, trail):
    last = topics[2]
    act(agenda.move_item, last, place=2)
    act(agenda.move_item, last, place=2)  # the other one saw the same page
    assert order_of(room.meeting) == ["Nội dung 1", "Nội dung 3", "Nội dung 2"]
    assert [row.position for row in agenda_of(room.meeting.id)] == [1, 2, 3]
    assert trail(room.meeting).count("agenda_item.moved") == 1


def test_moving_one_does_not_clash_with_wording_another(act, room, topics):
    other, seen = topics[0], topics[0].version
    act(agenda.move_item, topics[2], place=1)
    act(agenda.edit_item, other, title="Nội dung sửa", words="Nói ngắn", unit=None, seen=seen)
    assert order_of(room.meeting) == ["Nội dung 3", "Nội dung sửa", "Nội dung 2"]


def test_a_second_editor_of_an_item_is_told(act, topics):
    item, seen = topics[0], topics[0].version
    act(agenda.edit_item, item, title="Một", words="", unit=None, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        act(agenda.edit_item, item, title="Hai", words="", unit=None, seen=seen)
    assert item.title == "Một"


def test_what_is_off_the_agenda_is_neither_moved_nor_worded(act, topics):
    item = topics[0]
    act(agenda.end_item, item)
    for verb, facts in (
        (agenda.move_item, {"place": 1}),
        (agenda.end_item, {}),
        (agenda.edit_item, {"title": "Khác", "words": "", "unit": None, "seen": item.version}),
    ):
        with pytest.raises(OffTheAgenda):
            act(verb, item, **facts)


def test_nothing_changes_once_the_meeting_is_over(act, room, topics):
    with transaction():
        room.meeting.state = MeetingState.CONCLUDED
    for verb, subject, facts in (
        (agenda.build_agenda, room.meeting, {}),
        (agenda.add_topic, room.meeting, {"title": "Muộn"}),
        (agenda.move_item, topics[0], {"place": 3}),
        (agenda.end_item, topics[0], {}),
        (agenda.put_item_back, topics[0], {}),
    ):
        with pytest.raises(AgendaIsSettled):
            act(verb, subject, **facts)
    assert order_of(room.meeting) == ["Nội dung 1", "Nội dung 2", "Nội dung 3"]

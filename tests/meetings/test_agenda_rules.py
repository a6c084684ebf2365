"""Where items of an agenda go, and until when it is made; without an office."""

import pytest

from tracker.meetings.models import AgendaKind, MeetingState
from tracker.meetings.rules.agenda import BUILT, CHANGEABLE, READABLE, AgendaIsSettled, check_changeable, placed

ITEMS = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("item", "place", "wanted"),
    [
        ("c", 1, "cabd"),
        ("a", 2, "bacd"),
        ("a", 4, "bcda"),
        ("b", 2, "abcd"),
        ("d", 99, "abcd"),
        ("d", -3, "dabc"),
    ],
)
def test_an_item_goes_to_the_place_that_is_said_however_often_it_is_said(item, place, wanted):
    once = placed(ITEMS, item, place)
    assert "".join(once) == wanted
    assert placed(once, item, place) == once


def test_what_was_taken_off_comes_back_at_its_place():
    assert placed(["a", "c"], "b", 2) == ["a", "b", "c"]


def test_items_with_facts_come_in_the_order_of_a_meeting_and_a_topic_has_none():
    assert [kind.value for kind in BUILT] == ["previous", "overdue", "returned", "awaiting", "unreported", "targets"]
    assert AgendaKind.TOPIC not in BUILT


@pytest.mark.parametrize("state", sorted(frozenset(MeetingState) - frozenset(CHANGEABLE)))
def test_an_agenda_stays_as_it_is_once_the_meeting_is_over(state):
    with pytest.raises(AgendaIsSettled):
        check_changeable(state)


def test_units_read_papers_from_the_invitation_on():
    assert MeetingState.PLANNED not in READABLE
    assert {MeetingState.INVITED, MeetingState.IN_SESSION, MeetingState.PUBLISHED} <= READABLE

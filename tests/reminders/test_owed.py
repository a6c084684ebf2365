"""What is owed, from every room, as one list."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.meetings.inviting import Inviting
from tests.town import OWN
from tracker.core.db import transaction
from tracker.core.owed import OwedKind
from tracker.reminders.queries import OwedFilter, OwedItem, count_owed, owed
from tracker.tasks.queries import reckoning
from tracker.tasks.rules import Standing

NONE_IN_THE_TOWN = {OwedKind.CONFIRMATION, OwedKind.RATING_REPLY}  # no meeting is in session, no rating out


@pytest.fixture
def today(town):
    return reckoning(town.today)


@pytest.fixture
def everything(today) -> list[OwedItem]:
    return list(owed(OwedFilter(), today).rows)


def test_every_kind_is_asked_for_in_one_question(town, today, count_queries):
    with count_queries() as asked:
        kinds = {item.kind for item in owed(OwedFilter(), today).rows}
    assert len(asked) == 1
    assert kinds == set(OwedKind) - NONE_IN_THE_TOWN


def test_pages_follow_each_other_without_a_gap_or_a_repetition(today, everything):
    page = owed(OwedFilter(), today, limit=7)
    rows = list(page.rows)
    while page.after:
        page = owed(OwedFilter(), today, limit=7, after=page.after)
        rows += page.rows
    assert rows == everything
    assert len({item.key for item in everything}) == len(everything)


def test_the_counts_are_those_of_the_list(today, everything):
    listed = Counter((item.unit_id, item.kind, item.standing) for item in everything)
    assert count_owed(OwedFilter(), today) == listed


def test_each_standing_is_told_by_the_database_as_by_the_program(today, everything):
    for standing in Standing:
        told = owed(OwedFilter(standing=standing), today).rows
        assert list(told) == [item for item in everything if item.standing is standing]


def test_what_was_chosen_is_found_again_by_its_keys_and_nothing_else_is(today, everything):
    chosen = [everything[0].key, everything[-1].key]
    keys = [*chosen, "part-1", "part-x-1", "-1-1", "", "part-99999999999999999999-1", "nothing-1-1"]
    assert {item.key for item in owed(OwedFilter(keys=keys), today).rows} == set(chosen)


def test_days_bound_the_list_at_both_ends_and_leave_out_what_has_none(today, everything, town):
    within = owed(OwedFilter(first=town.today, last=today.soon_by), today).rows
    assert list(within) == [i for i in everything if i.due_on is not None and town.today <= i.due_on <= today.soon_by]
    assert within


def test_a_programme_that_has_ended_is_owed_nothing(town, today, everything):
    with transaction():
        town.programme.ended_on = town.today
    assert not [item for item in owed(OwedFilter(), today).rows if item.programme_id == town.programme.id]


def test_a_cursor_that_makes_no_sense_gives_the_first_page(today, everything):
    far = 2**63
    forged = (f"2026-01-01~{far}~1~b~3", f"2026-01-01~1~{far}~b~3", f"2026-01-01~-1~-{far}~b~3")
    for cursor in ("", "x", "2026-13-01~1~a~b~3", "2026-01-01~x~a~b~3", "~~~~~", *forged):
        assert list(owed(OwedFilter(), today, limit=5, after=cursor).rows) == everything[:5]


def test_a_meeting_is_to_be_answered_and_attended_until_its_day_even_if_nobody_opens_it(town):
    meant = Inviting(town)
    meant.choose(OWN)
    meant.send()
    of_meetings = OwedFilter(kinds=[OwedKind.REPLY, OwedKind.MEETING], unit_ids=[town.unit(OWN).id])

    def on(day):
        return {item.kind for item in owed(of_meetings, reckoning(day)).rows if item.page_id == meant.meeting.id}

    assert on(meant.day) == {OwedKind.REPLY, OwedKind.MEETING}
    assert on(meant.day + timedelta(days=1)) == set()

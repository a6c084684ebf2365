"""Meetings without an application: which state follows which, numbers, and the titles of tasks."""

from datetime import date
from itertools import pairwise

import pytest

from tracker.core.errors import NotFromHere, check_move
from tracker.core.workdays import WorkCalendar
from tracker.meetings import labels
from tracker.meetings.models import ConclusionState, MeetingState
from tracker.meetings.rules import (
    CONCLUSION_MOVES,
    LONGEST_TITLE,
    MEETING_MOVES,
    MeetingIsClosed,
    MeetingIsNotOpen,
    check_in_session,
    next_number,
    title_of,
)
from tracker.meetings.rules.duties import when_owed
from tracker.reports.models import Frequency


def test_a_meeting_goes_from_planned_to_published_and_never_back():
    way = [MeetingState.PLANNED, MeetingState.IN_SESSION, MeetingState.CONCLUDED, MeetingState.PUBLISHED]
    for now, then in pairwise(way):
        check_move(MEETING_MOVES, now, then, labels.MEETING_STATE)
        with pytest.raises(NotFromHere):
            check_move(MEETING_MOVES, then, now, labels.MEETING_STATE)


@pytest.mark.parametrize("now", [MeetingState.PLANNED, MeetingState.INVITED, MeetingState.IN_SESSION])
def test_conclusions_are_not_published_before_the_meeting_is_closed(now):
    with pytest.raises(NotFromHere):
        check_move(MEETING_MOVES, now, MeetingState.PUBLISHED, labels.MEETING_STATE)


def test_every_state_has_its_moves_and_its_words():
    assert set(MEETING_MOVES) == set(labels.MEETING_STATE) == set(labels.MEETING_TONE) == set(MeetingState)
    assert set(CONCLUSION_MOVES) == set(labels.CONCLUSION_STATE) == set(ConclusionState)


def test_a_published_conclusion_stays_as_it_is():
    assert not CONCLUSION_MOVES[ConclusionState.PUBLISHED]


def test_conclusions_are_recorded_while_the_meeting_lasts():
    check_in_session(MeetingState.IN_SESSION)
    for early in (MeetingState.PLANNED, MeetingState.INVITED):
        with pytest.raises(MeetingIsNotOpen):
            check_in_session(early)
    for late in (MeetingState.CONCLUDED, MeetingState.PUBLISHED, MeetingState.CANCELLED):
        with pytest.raises(MeetingIsClosed):
            check_in_session(late)


@pytest.mark.parametrize(
    ("before", "after"), [("", "1"), ("1", "2"), ("9", "10"), ("2.3", "2.4"), ("II.9", "II.10"), ("4a", "")]
)
def test_the_next_number_follows_the_last(before, after):
    assert next_number(before) == after


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rà soát mô hình.", "Rà soát mô hình"),
        ("Rà soát mô hình; báo cáo. Gửi qua Mặt trận huyện.", "Rà soát mô hình; báo cáo"),
        ("Gửi trước 31.7. Không gửi sau.", "Gửi trước 31.7"),
        ("Rà soát mô hình\nvà báo cáo", "Rà soát mô hình"),
    ],
)
def test_a_task_is_called_by_the_first_sentence(text, title):
    assert title_of(text) == title


def test_a_long_sentence_is_cut_at_a_word():
    text = "Khẩn trương rà soát " * 20
    title = title_of(text)
    assert len(title) <= LONGEST_TITLE + 1
    assert title.endswith("…")
    assert text.startswith(title[:-1])
    assert title[:-1].split()[-1] in ("Khẩn", "trương", "rà", "soát")


@pytest.mark.parametrize(
    ("words", "since", "first"),
    [
        ("", date(2026, 11, 23), "2026-M12"),  # November's report was due on the 20th
        ("", date(2026, 11, 20), "2026-M11"),
        ("ngày 25 hằng tháng", date(2026, 11, 23), "2026-M11"),
        ("ngày 20 hằng tháng", date(2026, 11, 23), "2026-M12"),
    ],
)
def test_nobody_is_late_with_a_report_on_the_day_it_is_laid_on_them(words, since, first):
    owed = when_owed(Frequency.MONTHLY, due_on=None, due_words=words, since=since, calendar=WorkCalendar())
    assert owed["first_period"] == first

"""What is posted each working day for another system: once, in the hours in which people are told."""

import json
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.outbox.models import Channel, OutboxMessage
from tracker.reminders import posting
from tracker.reminders.posting import post_all
from tracker.reminders.queries import OwedFilter, owed
from tracker.tasks.queries import reckoning


def posted() -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.channel == Channel.WEBHOOK)))


def test_each_programme_is_posted_once_a_day(town):
    town.another_programme("Phong trào thứ hai")
    post_all()
    post_all()
    assert len(posted()) == 2
    with time_machine.travel(town.now + timedelta(days=1), tick=False):
        post_all()
    assert len(posted()) == 4


def test_it_tells_what_is_late_or_due_soon_with_whole_addresses(town, monkeypatch):
    monkeypatch.setattr(posting, "MOST_ITEMS", 3)
    late = town.task("Việc đã muộn từ lâu", due=town.today - timedelta(days=900))
    today = reckoning(town.today)
    due = owed(OwedFilter(programme_ids=[town.programme.id], last=today.soon_by), today).rows
    post_all()
    told = json.loads(posted()[0].body)
    assert (told["event"], told["day"], told["programme"]["name"]) == ("digest", "2026-10-28", town.programme.name)
    assert (len(told["items"]), told["more"], sum(told["counts"].values())) == (3, len(due) - 3, len(due))
    assert told["items"][0] == {
        "key": due[0].key,
        "kind": "part",
        "unit": "Phòng Dân tộc",
        "title": "Việc đã muộn từ lâu",
        "detail": due[0].detail,
        "due_on": late.assignments[0].due_on.isoformat(),
        "standing": "overdue",
        "days_left": due[0].days_left,
        "url": f"http://localhost/tasks/{late.id}#assignment-{late.assignments[0].id}",
    }


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 2, 17, 9, tzinfo=clock.ZONE),  # Tết
        datetime(2026, 10, 31, 9, tzinfo=clock.ZONE),  # a Saturday
        datetime(2026, 10, 28, 7, 29, tzinfo=clock.ZONE),
        datetime(2026, 10, 28, 18, 0, tzinfo=clock.ZONE),
    ],
)
def test_nothing_is_posted_on_a_day_off_or_in_quiet_hours(town, moment):
    with time_machine.travel(moment, tick=False):
        post_all()
    assert not posted()


def test_a_programme_that_has_ended_posts_nothing(town):
    with transaction():
        town.programme.ended_on = town.today
    post_all()
    assert not posted()


def test_once_all_is_posted_looking_costs_three_questions(town, count_queries):
    post_all()
    with count_queries() as asked:
        post_all()
    assert len(asked) <= 4

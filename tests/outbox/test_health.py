"""The health line tells a worker that is silent and mail that does not leave from one that has nothing to do."""

from datetime import timedelta

import pytest

from tests.outbox.conftest import messages
from tests.town import Town
from tracker.core.db import db, transaction
from tracker.outbox import health
from tracker.outbox.models import Channel
from tracker.outbox.worker import send_due

ALL = tuple(Channel)


@pytest.fixture
def alive(town: Town) -> None:
    """A worker that has just sealed the trail."""
    ran(town, minutes=0)


def ran(town: Town, *, minutes: float, name: str = "seal the trail", error: str | None = None) -> None:
    with transaction():
        health.note_run(name, worker="may-1 17", at=town.now + timedelta(minutes=minutes), error=error)


def troubles(town: Town, minutes: float = 0, channels: tuple[Channel, ...] = ALL) -> list[str]:
    db.session.rollback()
    return [str(one) for one in health.look(at=town.now + timedelta(minutes=minutes), channels=channels).troubles]


def test_where_no_worker_ever_ran_it_is_said(town):
    assert troubles(town) == ["No worker has run yet."]


def test_a_worker_counts_as_alive_for_five_minutes(town, alive):
    assert troubles(town, minutes=5) == []
    assert troubles(town, minutes=6) == ["No worker has run since 2026-10-28 03:00 UTC."]


def test_a_moment_that_lies_ahead_proves_no_life(town):
    ran(town, minutes=24 * 60)
    assert troubles(town) == ["No worker has run yet."]


def test_mail_that_could_leave_and_does_not_is_a_trouble_after_an_hour(town, queue):
    queue()
    ran(town, minutes=60)
    assert troubles(town, minutes=60) == []
    ran(town, minutes=61)
    assert troubles(town, minutes=61) == ["Messages have been waiting to leave since 2026-10-28 03:00 UTC."]
    assert troubles(town, minutes=61, channels=(Channel.WEBHOOK,)) == [], "where no mail server is set up, none waits"


def test_one_address_that_is_busy_while_others_are_served_is_none(town, server, queue, later):
    queue("busy@vi-du.vn")
    queue()
    assert send_due(server.settings()) == 1
    ran(town, minutes=90)
    assert troubles(town, minutes=90) == []
    found = health.look(at=town.now + timedelta(minutes=90), channels=ALL)
    assert (found.waiting, found.oldest) == (1, town.now), "though it is counted"


def test_a_server_that_takes_nothing_is_one(town, server, queue):
    queue("relay@vi-du.vn")
    send_due(server.settings())
    ran(town, minutes=90)
    assert troubles(town, minutes=90) == ["Messages have been waiting to leave since 2026-10-28 03:00 UTC."]


def test_what_is_held_for_quiet_hours_waits_from_their_end(town, queue):
    queue(held_until=town.now + timedelta(hours=8))
    ran(town, minutes=8 * 60 - 1)
    assert troubles(town, minutes=8 * 60 - 1) == []
    found = health.look(at=town.now, channels=ALL)
    assert (found.waiting, found.held, found.oldest) == (1, 1, None)
    ran(town, minutes=9 * 60 + 1)
    assert len(troubles(town, minutes=9 * 60 + 1)) == 1


def test_what_is_patient_is_held_while_it_is_quiet(town, queue):
    queue(patient=True)
    ran(town, minutes=600)
    at = town.now + timedelta(hours=10)
    found = health.look(at=at, channels=ALL, is_quiet=True)
    assert (found.held, found.troubles) == (1, [])
    assert len(health.look(at=at, channels=ALL).troubles) == 1


def test_a_duty_that_keeps_failing_is_named(town, alive):
    ran(town, minutes=-90, name="send mail")
    ran(town, minutes=-1, name="send mail", error="OperationalError: no such table\n<b>")
    assert troubles(town) == ["A duty fails again and again: send mail."]
    ran(town, minutes=0, name="send mail")
    assert troubles(town) == []


def test_a_duty_that_failed_once_or_that_nobody_runs_any_more_is_not(town, alive):
    ran(town, minutes=-2, name="send mail")
    ran(town, minutes=-1, name="send mail", error="it stumbled")
    ran(town, minutes=-600, name="a duty of an older program", error="it stumbled")
    assert troubles(town) == []


def test_the_look_is_two_questions_however_much_waits(town, queue, count_queries):
    for number in range(5):
        queue(f"nguoi{number}@vi-du.vn", held_until=town.now + timedelta(hours=number))
    with count_queries() as asked:
        health.look(at=town.now, channels=ALL)
    assert len(asked) == 2
    assert len(messages()) == 5

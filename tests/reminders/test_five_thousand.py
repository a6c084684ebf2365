"""Five thousand things due at eight o'clock, and three schedulers that all begin at once."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.outbox.conftest import MailServer, start_server  # noqa: F401  a fixture
from tests.outbox.test_killing import wait_until, worker
from tests.town import Town
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.demo import size
from tracker.office.models import RoleKind, Unit
from tracker.outbox.models import OutboxMessage
from tracker.reminders.jobs import remind_all
from tracker.reminders.models import ReminderDigest
from tracker.tasks.models import Assignment, State

TOMORROW = date(2026, 10, 29)  # a Thursday
EIGHT = datetime(2026, 10, 29, 8, 0, tzinfo=clock.ZONE)
OPEN = (State.ASSIGNED, State.IN_PROGRESS)


@pytest.fixture
def crowded(town: Town) -> int:
    """Sixty units with an officer and a head each, and parts of theirs that are due tomorrow; how many parts."""
    with transaction():
        size.grow(size.Size(units=60, tasks=2500, quarters=1), at=town.now)
    owing = list(db.session.scalars(sa.select(Assignment.unit_id).distinct()))
    for unit in db.session.scalars(sa.select(Unit).where(Unit.id.in_(owing))).all():
        for role in (RoleKind.OFFICER, RoleKind.HEAD):
            name = f"{role.value}-of-{unit.id}"
            person = town.new_person(f"{role.value} {unit.name}"[:100], unit=unit, role=role, sign_in_name=name)
            with transaction():
                person.email = f"{name}@vi-du.vn"
                db.session.add(person)
    with transaction():
        many = sa.update(Assignment).where(Assignment.state.in_(OPEN)).values(due_on=TOMORROW, first_due_on=TOMORROW)
        return db.session.execute(many).rowcount


@pytest.mark.proof
def test_each_is_told_once_and_soon(
    app: Flask,
    town: Town,
    crowded: int,
    database: str,
    start_server: Callable[..., MailServer],  # noqa: F811
    record_property,
):
    assert crowded >= 5000
    with time_machine.travel(EIGHT, tick=False):
        began = time.perf_counter()
        with ThreadPoolExecutor(3) as three:
            list(three.map(lambda _: _remind(app), range(3)))
        prepared = time.perf_counter() - began
    db.session.rollback()
    told = db.session.scalars(sa.select(ReminderDigest).where(ReminderDigest.mailed)).all()
    mails = db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.patient)).all()
    assert len(told) == len(mails) == len({mail.person_id for mail in mails})
    entries = [len(one.entries) for one in told]
    longest = max(len(mail.body) + len(mail.html) for mail in mails)
    assert max(mail.body.count("/tasks/") for mail in mails) <= 40
    server, began = start_server(), time.perf_counter()
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(worker(app, server, lease=60))
        wait_until(lambda: _waiting() == 0, seconds=250, every=0.5)
    sent = time.perf_counter() - began
    assert len(server.mails) == len(mails)
    what = f"{crowded} parts due at 08:00 on {database}, three schedulers"
    said = f"{len(told)} people told once each, of {max(entries)} things at most; longest mail {longest // 1000} kB"
    record_property(what, f"{said}; prepared in {prepared:.1f} s, sent by three workers in {sent:.0f} s")


def _remind(app: Flask) -> None:
    with app.app_context():
        remind_all()


def _waiting() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(OutboxMessage.id)).where(OutboxMessage.sent_at.is_(None))) or 0

"""Several workers of one morning."""

from datetime import datetime, time
from threading import Barrier, Thread

import sqlalchemy as sa
import time_machine

from tests.reminders.conftest import TOMORROW
from tracker.core import clock
from tracker.core.db import db
from tracker.outbox.models import OutboxMessage
from tracker.reminders.jobs import remind_all
from tracker.reminders.models import ReminderDigest


def test_three_schedulers_at_once_tell_everybody_once(town, alone, app):
    for number in range(3):
        town.task(f"Việc {number}", due=TOMORROW, programme=alone)
    together, failed = Barrier(3), []

    def one() -> None:
        with app.app_context():
            together.wait()
            try:
                remind_all()
            except Exception as problem:
                failed.append(problem)
            db.session.remove()

    with time_machine.travel(datetime.combine(TOMORROW, time(7, 30), clock.ZONE), tick=False):
        threads = [Thread(target=one) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failed
    db.session.rollback()
    told = db.session.execute(sa.select(ReminderDigest.person_id, ReminderDigest.entries)).all()
    assert len({person for person, _ in told}) == len(told)
    assert [len(entries) for person, entries in told if entries] == [3]
    keys = db.session.scalars(sa.select(OutboxMessage.dedupe_key)).all()
    assert [key for key in keys if key.startswith("digest:")] == [
        f"digest:20261029:{town.account('officer').person_id}"
    ]

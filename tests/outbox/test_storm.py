"""All that can go wrong at once: three workers that are killed at random, and a mail server that is never well."""

import random
import time
from collections import Counter
from contextlib import ExitStack

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.outbox.conftest import MailServer, messages
from tests.outbox.test_killing import taken, wait_until, worker
from tests.town import Town
from tracker.core.db import db, transaction
from tracker.outbox.models import OutboxMessage
from tracker.outbox.services import queue_mail

HASTE = 600.0  # the workers' minutes are tenths of seconds
LEASE = 3000.0  # of their seconds: five of ours, so that a slow machine does not look like a dead worker
# Of each hundred addressees: one is busy twice, one is not there, one's mail is taken and unanswered, one is slow.
DIFFICULT = {11: "busy", 37: "gone", 53: "lost", 71: "slow"}
BODY = "Kính gửi anh/chị,\n\n" + "Quá hạn 2 ngày làm việc: Rà soát hộ cần hỗ trợ vườn nhà, hạn 26/10/2026.\n" * 20
HTML = f"<!DOCTYPE html><html lang='vi'><body>{'<p>Rà soát hộ cần hỗ trợ vườn nhà</p>' * 60}</body></html>"


class Storm:
    """`mails` reminders are queued; then workers and server die and come back until all is sent or given up."""

    def __init__(self, app: Flask, town: Town, server: MailServer, *, mails: int) -> None:
        self.app, self.server, self.mails = app, server, mails
        self.who = {f"Nhắc việc số {n}": DIFFICULT.get(n % 100, "nguoi") for n in range(mails)}
        self.chance = random.Random(17)
        with transaction():
            for n, (subject, kind) in enumerate(self.who.items()):
                address = f"{kind}{n}@vi-du.vn"
                words = {"subject": subject, "body": BODY, "html": HTML, "dedupe_key": f"digest {n}"}
                queue_mail(to_name=f"Người thứ {n}", to_address=address, at=town.now, **words)

    def rage(self, *, kills: int, deaths: int, seconds: float) -> None:
        """Kill a worker `kills` times and the server `deaths` times, spread over the mails, amid their work."""
        blows = self.chance.sample(["worker"] * kills + ["server"] * deaths, kills + deaths)
        with ExitStack() as stack:
            processes = [stack.enter_context(self._worker()) for _ in range(3)]
            for n, blow in enumerate(blows):
                aim = (n + 1) * self.mails * 9 // 10 // (len(blows) + 1)
                wait_until(
                    lambda aim=aim: taken(self.server) >= aim, seconds=seconds, every=0.05 if self.mails < 1000 else 0.5
                )
                time.sleep(self.chance.random() * 0.05)
                if blow == "server":
                    self.server.stop()
                    time.sleep(0.3)
                    self.server.start()
                else:
                    place = self.chance.randrange(3)
                    processes[place].kill()
                    processes[place] = stack.enter_context(self._worker())
            wait_until(self._is_over, seconds=seconds, every=0.2)

    def count(self) -> tuple[int, int]:
        """How many mails arrived, and how many came again; none is lost, and what came again has its first one's id."""
        came = [(mail["Subject"], mail["Message-ID"]) for mail in self.server.mails]
        arrived = Counter(subject for subject, _ in came)
        assert set(arrived) == {subject for subject, kind in self.who.items() if kind != "gone"}, "a mail was lost"
        assert len({name for _, name in came}) == len(set(came)) == len(arrived), "one mail under two ids"
        for message in messages():
            gone = self.who[message.subject] == "gone"
            assert (message.sent_at is None, message.given_up_at is not None) == (gone, gone), message.last_error
        return len(arrived), sum(count - 1 for count in arrived.values())

    def _worker(self):
        return worker(self.app, self.server, lease=LEASE, haste=HASTE)

    def _is_over(self) -> bool:
        db.session.rollback()
        waits = sa.and_(OutboxMessage.sent_at.is_(None), OutboxMessage.given_up_at.is_(None))
        return not db.session.scalar(sa.select(sa.func.count()).where(waits).select_from(OutboxMessage))


def test_three_workers_that_are_killed_and_a_server_that_is_ill_lose_no_mail(app, town, server):
    storm = Storm(app, town, server, mails=60)
    storm.rage(kills=1, deaths=1, seconds=60)
    arrived, _twice = storm.count()
    assert arrived == 59


@pytest.mark.proof
def test_ten_thousand_reminders_outlive_thirty_kills(app, town, database, server, record_property):
    storm, began = Storm(app, town, server, mails=10_000), time.perf_counter()
    storm.rage(kills=30, deaths=6, seconds=600)
    took = time.perf_counter() - began
    arrived, twice = storm.count()
    assert twice <= 30 + 6 * 3 + 100 * 7, "a kill, a death or an answer that was lost accounts for each"
    told = f"in {took:.0f} s 0 lost: {arrived} arrived, 100 refused and said so; {twice} came again under their id"
    record_property(f"10,000 mails, 3 workers, 30 × kill -9, 6 deaths of the server, on {database}", told)

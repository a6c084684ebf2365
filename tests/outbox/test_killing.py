"""Workers that are killed, and workers side by side."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from tests.outbox.conftest import MailServer, messages
from tests.town import Town
from tracker.core.db import transaction
from tracker.outbox.services import queue_mail

LEASE = 1.0


def queue_many(town: Town, count: int) -> None:
    with transaction():
        for n in range(count):
            queue_mail(
                to_name=f"Người thứ {n}",
                to_address=f"nguoi{n}@vi-du.vn",
                subject=f"Thông báo số {n}",
                body="Kính gửi anh/chị.\n" * 20,
                dedupe_key=f"many {n}",
                at=town.now,
            )


@contextmanager
def worker(app: Flask, server: MailServer, *, lease: float = LEASE) -> Iterator[subprocess.Popen[bytes]]:
    script = Path(__file__).with_name("worker_process.py")
    told = [app.instance_path, app.config["SQLALCHEMY_DATABASE_URI"], f"smtp://127.0.0.1:{server.port}", str(lease)]
    process = subprocess.Popen([sys.executable, "-m", "tests.outbox.worker_process", *told], cwd=script.parents[2])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(reached, *, seconds: float) -> None:
    ends = time.perf_counter() + seconds
    while not reached():
        assert time.perf_counter() < ends, "it took too long"
        time.sleep(0.02)


def taken(server: MailServer) -> int:
    return sum(1 for _ in server.folder.glob("*.json"))


def kill_and_count(app: Flask, town: Town, server: MailServer, *, mails: int, kills: int) -> tuple[int, int]:
    """How many mails arrived, and how many arrived twice, when a worker was killed again and again."""
    queue_many(town, mails)
    chance = random.Random(17)
    for n in range(kills):
        with worker(app, server) as process:
            aim = (n + 1) * mails // (kills + 1)
            wait_until(lambda aim=aim: taken(server) >= aim, seconds=60)
            time.sleep(chance.random() * 0.03)  # anywhere between claiming, sending and marking
            assert process.poll() is None
    with worker(app, server):
        wait_until(lambda: all(message.sent_at for message in messages()), seconds=60)
    arrived = Counter(mail["Subject"] for mail in server.mails)
    assert set(arrived) == {f"Thông báo số {n}" for n in range(mails)}, "a mail was lost"
    assert len({mail["Message-ID"] for mail in server.mails}) == mails, "a mail left under two names"
    twice = sum(count - 1 for count in arrived.values())
    assert twice <= kills
    return len(arrived), twice


def test_a_worker_that_is_killed_loses_no_mail(app, town, start_server):
    kill_and_count(app, town, start_server("--pause", "0.02"), mails=12, kills=2)


@pytest.mark.proof
def test_eight_kills_lose_none_of_three_hundred_mails(app, town, database, start_server, record_property):
    began = time.perf_counter()
    arrived, twice = kill_and_count(app, town, start_server("--pause", "0.01"), mails=300, kills=8)
    took = time.perf_counter() - began
    told = f"in {took:.1f} s {arrived} of 300 mails arrived, {twice} of them twice"
    record_property(f"8 × kill -9 on {database}", told)


def test_two_workers_at_once_send_each_mail_once(app, town, start_server):
    server = start_server("--pause", "0.01")
    queue_many(town, 40)
    with worker(app, server, lease=60), worker(app, server, lease=60):
        wait_until(lambda: all(message.sent_at for message in messages()), seconds=30)
    assert Counter(mail["Subject"] for mail in server.mails) == {f"Thông báo số {n}": 1 for n in range(40)}

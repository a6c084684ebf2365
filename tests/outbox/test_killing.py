"""Workers in processes of their own, side by side; test_storm.py kills them."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.outbox.conftest import MailServer, messages
from tests.town import Town
from tracker.core.db import db, transaction
from tracker.outbox.models import OutboxMessage
from tracker.outbox.services import queue_mail
from tracker.outbox.worker import send_due

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
def worker(
    app: Flask, server: MailServer, *, lease: float = LEASE, haste: float = 1
) -> Iterator[subprocess.Popen[bytes]]:
    script = Path(__file__).with_name("worker_process.py")
    address, database = f"smtp://127.0.0.1:{server.port}", app.config["SQLALCHEMY_DATABASE_URI"]
    told = [app.instance_path, database, address, str(lease), str(haste)]
    process = subprocess.Popen([sys.executable, "-m", "tests.outbox.worker_process", *told], cwd=script.parents[2])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(reached, *, seconds: float, every: float = 0.02) -> None:
    ends = time.perf_counter() + seconds
    while not reached():
        assert time.perf_counter() < ends, "it took too long"
        time.sleep(every)


def taken(server: MailServer) -> int:
    with os.scandir(server.folder) as kept:
        return sum(one.name.endswith(".json") for one in kept)


def test_two_workers_at_once_send_each_mail_once(app, town, start_server):
    server = start_server("--pause", "0.01")
    queue_many(town, 40)
    with worker(app, server, lease=60), worker(app, server, lease=60):
        wait_until(lambda: all(message.sent_at for message in messages()), seconds=30)
    assert Counter(mail["Subject"] for mail in server.mails) == {f"Thông báo số {n}": 1 for n in range(40)}


@pytest.mark.only_on("postgres")
def test_no_worker_waits_for_a_message_that_another_is_taking(server, queue):
    queue("an@vi-du.vn")
    queue("binh@vi-du.vn")
    first = sa.select(OutboxMessage.id).order_by(OutboxMessage.id).limit(1).with_for_update()
    with db.engine.connect() as another:
        another.execute(first)
        assert send_due(server.settings()) == 1
    assert server.facts[0]["to"] == ["binh@vi-du.vn"]
    assert send_due(server.settings()) == 1

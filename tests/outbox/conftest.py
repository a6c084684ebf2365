"""A mail server as a process, what it took, and messages to send."""

import email
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from tests.town import Town
from tracker.core.db import db, transaction
from tracker.outbox.mail import MailSettings, read_settings
from tracker.outbox.models import OutboxMessage
from tracker.outbox.services import queue_mail

SENDER = "Văn phòng Giao Ban <giao-ban@vi-du.gov.vn>"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class MailServer:
    """A running server and its folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options, self.port = folder, options, free_port()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> "MailServer":
        script = Path(__file__).with_name("smtp_server.py")
        command = [sys.executable, str(script), str(self.folder), "--port", str(self.port), *self.options]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout.readline(), "the mail server did not start"
        return self

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def settings(self, address: str = "smtp://127.0.0.1:{port}") -> MailSettings:
        found = read_settings(address.format(port=self.port), SENDER, "https://giao-ban.vi-du.gov.vn")
        assert found is not None
        return found

    @property
    def facts(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text()) for path in sorted(self.folder.glob("*.json"))]

    @property
    def mails(self) -> list[EmailMessage]:
        taken = [path.with_suffix(".eml").read_bytes() for path in sorted(self.folder.glob("*.json"))]
        return [email.message_from_bytes(content, policy=default) for content in taken]  # type: ignore[misc]


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., MailServer]]:
    """`start_server("--sign-in")`."""
    with ExitStack() as stack:

        def start(*options: str) -> MailServer:
            folder = tmp_path / "taken"
            folder.mkdir(exist_ok=True)
            server = MailServer(folder, *options)
            stack.callback(server.stop)
            return server.start()

        yield start


@pytest.fixture
def server(start_server: Callable[..., MailServer]) -> MailServer:
    """A server that takes everything but what an address asks it not to."""
    return start_server()


@pytest.fixture
def queue(town: Town) -> Callable[..., OutboxMessage | None]:
    """`queue("an@vi-du.vn")` in a transaction of its own."""

    def queue_one(address: str = "an@vi-du.vn", **facts: Any) -> OutboxMessage | None:
        words: dict[str, Any] = {
            "to_name": "Y Blêu",
            "subject": "Thông báo",
            "body": "Kính gửi anh/chị.\n",
            "dedupe_key": address,
            "at": town.now,
        }
        with transaction():
            return queue_mail(to_address=address, **words | facts)

    return queue_one


@pytest.fixture
def later(town: Town) -> Callable[[float], Any]:
    """`with later(2): …` two minutes after the town's now."""
    return lambda minutes: time_machine.travel(town.now + timedelta(minutes=minutes), tick=False)


def messages() -> list[OutboxMessage]:
    """All, in the order in which they were queued, as they stand now."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))

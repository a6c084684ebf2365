"""The commands: `tracker worker`, `tracker remind`, and the worker that `tracker serve` brings along."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from tests.outbox.conftest import SENDER, MailServer, free_port, messages
from tests.outbox.test_killing import wait_until
from tracker import jobs
from tracker.core.origin import origin
from tracker.jobs import Job

TRACKER = [sys.executable, "-c", "from tracker.cli import main; main()"]


@pytest.fixture
def office(app: Flask) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """`office("worker", mail=server)`: the command in a process of its own, over the test's database."""
    with ExitStack() as stack:

        def run(*command: str, mail: MailServer | None = None, database: str = "") -> subprocess.Popen[str]:
            env = os.environ | {
                "TRACKER_INSTANCE": app.instance_path,
                "DATABASE_URL": database or app.config["SQLALCHEMY_DATABASE_URI"],
                "TRACKER_MAIL_SERVER": f"smtp://127.0.0.1:{mail.port}" if mail else "",
                "TRACKER_MAIL_FROM": SENDER,
                "TRACKER_URL": "https://giao-ban.vi-du.gov.vn",
            }
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            process = subprocess.Popen([*TRACKER, *command], env=env, text=True, start_new_session=True, **pipes)
            stack.callback(process.communicate)
            stack.callback(end_all, process)
            return process

        yield run


def test_remind_does_once_what_is_due_and_ends(office, server, queue):
    queue()
    _, said = (process := office("remind", mail=server)).communicate(timeout=60)
    assert process.returncode == 0, said
    assert len(server.mails) == 1
    assert messages()[0].sent_at is not None


def test_a_worker_sends_what_is_queued_and_ends_when_told(office, server, queue):
    process = office("worker", mail=server)
    queue()
    wait_until(lambda: len(server.mails) == 1, seconds=60)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said


def test_a_worker_without_a_mail_server_leaves_the_mail_and_does_the_rest(office, queue):
    queue()
    _, said = (process := office("remind")).communicate(timeout=60)
    assert process.returncode == 0, said
    assert messages()[0].tries == 0


@pytest.mark.proof
def test_a_worker_outlives_a_database_that_is_away(office):
    process = office("worker", database=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    failures = (line for line in process.stderr if "failed and will be tried again" in line)
    assert next(failures)
    assert next(failures)
    assert process.poll() is None


def test_serving_brings_a_worker_that_sends_and_that_ends_with_it(office, server, queue):
    port = free_port()
    process = office("serve", "--port", str(port), "--workers", "1", mail=server)
    queue()
    wait_until(lambda: answers(port), seconds=60)
    wait_until(lambda: len(server.mails) == 1, seconds=60)
    children = workers_of(process.pid)
    assert len(children) == 1
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    wait_until(lambda: not any(map(is_there, children)), seconds=30)


@pytest.mark.proof
def test_a_worker_does_not_outlive_a_server_that_was_killed_and_one_that_dies_is_replaced(office, server, queue):
    process = office("serve", "--port", str(free_port()), "--workers", "1", mail=server)
    wait_until(lambda: workers_of(process.pid), seconds=60)
    [first] = workers_of(process.pid)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: workers_of(process.pid) not in ([first], []), seconds=60)
    queue()
    wait_until(lambda: len(server.mails) == 1, seconds=60)
    [second] = workers_of(process.pid)
    process.kill()
    wait_until(lambda: not is_there(second), seconds=60)


@pytest.mark.proof
def test_serving_without_a_worker_brings_none(office, server):
    port = free_port()
    process = office("serve", "--port", str(port), "--workers", "1", "--no-worker", mail=server)
    wait_until(lambda: answers(port), seconds=60)
    assert workers_of(process.pid) == []


def test_one_job_that_fails_keeps_no_other_from_its_work(app, caplog):
    done, stop = [], Event()

    def fail(_goes_on):
        done.append("failing")
        raise RuntimeError("the database is away")

    def work(_goes_on):
        done.append(origin.get())

    together = (Job("fails", 0.01, fail), Job("works", 0.01, work))
    assert jobs.run_once(app, together) == ["fails"]
    running = Thread(target=jobs.run_until, args=(stop, app, together))
    running.start()
    wait_until(lambda: done.count("worker") >= 4, seconds=30)
    stop.set()
    running.join(10)
    assert not running.is_alive()
    assert "the job “fails” failed" in caplog.text


def end_all(process: subprocess.Popen[str]) -> None:
    """A server that was killed leaves its web workers behind."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def answers(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as answer:
        return answer.status == 200
    return False


def workers_of(parent: int) -> list[int]:
    """The processes `tracker worker` that another has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            told = (path / "cmdline").read_bytes().split(b"\0")
            if told[-3:-1] == [b"--parent", str(parent).encode()] and is_there(int(path.name)):
                found.append(int(path.name))
    return found


def is_there(process: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    return False

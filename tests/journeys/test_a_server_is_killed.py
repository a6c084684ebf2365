"""The server's process is killed in the middle of a report: what was saved is there, what was typed is sent later."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.outbox.conftest import free_port
from tests.reports.conftest import Duties
from tests.town import Town
from tracker.core.db import db
from tracker.reports.models import Answer

SERVE = [sys.executable, "-c", "from tracker.cli import main; main()", "serve"]
SAVED, TYPED = "Đã họp dân ở bốn thôn.", "Đã họp dân ở bốn thôn; còn ba hộ chưa thống nhất chỗ làm vườn."

pytestmark = pytest.mark.proof


class Process:
    """`tracker serve` as an office runs it, at one port through all its lives."""

    def __init__(self, app) -> None:
        self.port = free_port()
        self._env = os.environ | {
            "TRACKER_INSTANCE": app.instance_path,
            "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
        }
        self.start()

    def start(self) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(SERVE, env=self._env, start_new_session=True, **quiet)
        for _ in range(300):
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sign-in", timeout=5).close()
                return
            time.sleep(0.1)
        pytest.fail("the server did not begin to answer in half a minute")

    def kill(self) -> None:
        """All of it at once, as when the power goes."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@pytest.fixture
def report_id(app):
    with app.app_context():
        return Duties(Town()).report().id


@pytest.fixture
def server(app, report_id):
    running = Process(app)
    yield running
    running.kill()


@pytest.fixture
def site(server):
    return f"http://127.0.0.1:{server.port}"


def test_a_draft_outlives_a_server_that_is_killed(app, open_page, sign_in_as, server, report_id):
    signed_in = open_page()
    sign_in_as(signed_in, "officer")
    page = signed_in.context.new_page()  # its console may speak of a line that broke
    page.goto(f"/reports/{report_id}/write")
    page.locator("#words-k1").fill(SAVED)
    expect(page.locator("#saved-k1")).to_contain_text("Đã lưu lúc")
    server.kill()
    assert words_of(app, report_id) == SAVED
    page.locator("#words-k1").fill(TYPED)
    expect(page.locator("#item-k1 .not-saved")).to_contain_text("Chưa lưu")
    context = page.context
    page.close()
    server.start()
    page = context.new_page()
    page.goto(f"/reports/{report_id}/write")
    expect(page.locator("#words-k1")).to_have_value(TYPED)
    expect(page.locator("#saved-k1")).to_contain_text("Đã lưu lúc")
    assert words_of(app, report_id) == TYPED


def words_of(app, report_id):
    with app.app_context():
        return db.session.scalar(sa.select(Answer.words).where(Answer.report_id == report_id, Answer.key == "k1"))

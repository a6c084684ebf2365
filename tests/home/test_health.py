"""Whatever watches over the machines asks /health: a line, and nothing of what the office does."""

from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner

from tests.town import Town
from tracker.cli import main
from tracker.core.db import transaction
from tracker.factory import create_app
from tracker.outbox.health import note_run
from tracker.outbox.mail import read_settings
from tracker.outbox.services import queue_mail


@pytest.fixture
def ran(town: Town):
    with transaction():
        note_run("seal the trail", worker="may-1 17", at=town.now)


def test_a_stranger_is_told_ok_while_the_worker_works(client, ran):
    answer = client.get("/health")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_silent_worker_and_mail_that_waits_are_said_without_names(client, app, town, ran):
    app.config["MAIL"] = read_settings("smtp://127.0.0.1:1", "a@vi-du.vn", "https://vi-du.vn")
    with transaction():
        queue_mail(to_name="Y Blêu", to_address="y@vi-du.vn", subject="Kín", body="", dedupe_key="1", at=town.now)
    with time_machine.travel(town.now + timedelta(hours=2), tick=False):
        answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.text.splitlines() == [
        "No worker has run since 2026-10-28 03:00 UTC.",
        "Messages have been waiting to leave since 2026-10-28 03:00 UTC.",
    ]


def test_without_a_mail_server_no_mail_is_waited_for(client, town, ran):
    with transaction():
        queue_mail(to_name="", to_address="y@vi-du.vn", subject="", body="", dedupe_key="1", at=town.now)
        note_run("seal the trail", worker="may-1 17", at=town.now + timedelta(hours=2))
    with time_machine.travel(town.now + timedelta(hours=2), tick=False):
        assert client.get("/health").text == "ok\n"


def test_a_database_that_is_away_is_said(tmp_path):
    app = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path}/nowhere/tracker.db")
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.text) == (503, "The database does not answer.\n")


def test_the_command_says_the_same_and_ends_with_one_where_something_is_wrong(app, town, monkeypatch):
    monkeypatch.setenv("TRACKER_INSTANCE", app.instance_path)
    monkeypatch.setenv("DATABASE_URL", app.config["SQLALCHEMY_DATABASE_URI"])
    silent = CliRunner().invoke(main, ["status"])
    assert (silent.exit_code, silent.output.splitlines()[-1]) == (1, "Error: No worker has run yet.")
    with transaction():
        note_run("seal the trail", worker="may-1 17", at=town.now)
    well = CliRunner().invoke(main, ["status"])
    assert (well.exit_code, well.output.splitlines()) == (
        0,
        ["worker: ran last 28/10/2026 10:00:00", "queue: 0 waiting, 0 of them held; the oldest since –", "ok"],
    )

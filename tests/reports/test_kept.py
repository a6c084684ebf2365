"""`tracker verify-kept` finds what somebody who owns the database or the disk has changed."""

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from tests.documents.evidence import pdf
from tests.reports.handing import Handing
from tracker import cli
from tracker.core.db import db, transaction
from tracker.documents import files
from tracker.documents.accepting import Sent
from tracker.reports.models import HandedIn
from tracker.reports.queries.handing import handed_in_of
from tracker.reports.rules.freezing import hash_of
from tracker.reports.services.attaching import attach_files


@pytest.fixture
def verify(app, monkeypatch):
    monkeypatch.setattr(cli, "create_app", lambda: app)

    def command():
        db.session.rollback()
        return CliRunner().invoke(cli.main, ["verify-kept"])

    return command


@pytest.fixture
def handed(town, duties):
    """A report that was handed in with a file."""
    handing, report = Handing(duties), duties.report()
    with transaction():
        attach_files(report, [Sent("danh-sach.pdf", pdf())], by=town.person("officer"), at=town.now)
    handing.write(report)
    handing.submit(report)
    return handed_in_of(report)


def test_nothing_is_said_of_what_is_as_it_was(verify, handed):
    said = verify().output  # the files of the demo's own are not in a test's copy of it
    assert said.startswith("Reports handed in: ")
    assert "Report " not in said
    assert handed.content["files"][0]["sha256"] not in said


def test_words_that_were_changed_afterwards_are_found_with_and_without_their_hash(verify, handed):
    content = handed.content | {"unit": "Đơn vị khác"}
    for values, found in (
        ({"content": content}, "does not make its hash"),
        ({"content": content, "sha256": hash_of(content)}, "the trail has another hash"),
    ):
        with transaction():
            db.session.execute(sa.update(HandedIn).where(HandedIn.id == handed.id).values(values))
        answer = verify()
        assert answer.exit_code == 1
        assert f"Report {handed.report_id}, handing in 1, " in answer.output
        assert found in answer.output
    with transaction():
        db.session.execute(sa.delete(HandedIn).where(HandedIn.id == handed.id))
    assert "is gone, and the trail tells of it" in verify().output


def test_a_file_that_was_changed_on_the_disk_is_found(verify, handed):
    place = files.path_of(handed.content["files"][0]["sha256"])
    kept = place.read_bytes()
    place.chmod(0o600)
    try:
        place.write_bytes(kept[:-1] + b"x")
        answer = verify()
    finally:
        place.write_bytes(kept)
    assert answer.exit_code == 1
    assert f"File {place.name} is missing, or another than it was." in answer.output

"""`tracker verify`, and the stranger's check over the file and over the export."""

import subprocess
import sys

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from tests.audit.conftest import HERE
from tracker import audit, cli
from tracker.audit import sealing
from tracker.core.db import db, transaction

TRIGGERS = {
    "sqlite": ["DROP TRIGGER {}_no_update", "DROP TRIGGER {}_no_delete"],
    "postgresql": ["DROP TRIGGER {0}_only_grows ON {0}"],
}


@pytest.fixture
def verify(app, monkeypatch):
    """The command over the test's own office: `verify("--kept", head)`."""
    monkeypatch.setattr(cli, "create_app", lambda: app)

    def command(*options):
        db.session.rollback()
        return CliRunner().invoke(cli.main, ["verify", *options])

    return command


@pytest.fixture
def spoil(town, sealed):
    """Change the trail as whoever owns the database can: first the guard goes, then what it guarded."""

    def by(statement):
        kind = db.engine.dialect.name
        with transaction():
            for table in ("audit_event", "audit_seal"):
                for drop in TRIGGERS[kind]:
                    db.session.execute(sa.text(drop.format(table)))
            db.session.execute(sa.text(statement))

    return by


def head_of(answer):
    return next(line for line in answer.output.splitlines() if line.startswith("Head")).split()[-1]


def test_a_whole_chain_is_said_to_be_so_with_the_head_to_be_kept(verify, town, sealed):
    answer = verify()
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith(
        f"Sealed: {sealed} events. Not sealed yet: 0.\nHead, to be kept elsewhere: {sealed}:"
    )
    assert answer.output.endswith("The chain is whole.\n")


def test_what_is_not_sealed_yet_is_counted_and_no_fault(verify, town, sealed):
    with transaction():
        audit.record("unit.added", subject=town.unit("Phòng Dân tộc"), by=None, at=town.now)
    answer = verify()
    assert answer.exit_code == 0
    assert f"Sealed: {sealed} events. Not sealed yet: 1." in answer.output


def test_an_office_that_never_sealed_has_no_head_to_keep(verify, town):
    answer = verify()
    assert answer.exit_code == 0
    assert "Sealed: 0 events" in answer.output
    assert "Head" not in answer.output


def test_a_head_that_was_kept_stays_in_the_chain_as_it_grows(verify, town, sealed):
    kept = head_of(verify())
    with transaction():
        audit.record("unit.added", subject=town.unit("Phòng Dân tộc"), by=None, at=town.now)
    sealing.seal_new()
    assert verify("--kept", kept, "--kept", head_of(verify())).exit_code == 0


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE audit_event SET by_name = 'Người khác' WHERE id = 40", "Position 40: event 40 ("),
        ("UPDATE audit_seal SET hash = 'f' WHERE position = 40", "Position 40: event 40 ("),
        ("DELETE FROM audit_seal WHERE position = 40", "The seals at position 40 are gone."),
        ("DELETE FROM audit_seal WHERE position IN (40, 41)", "The seals at positions 40 to 41 are gone."),
        ("DELETE FROM audit_seal WHERE position > 40", "The chain ends at position 40"),
    ],
)
def test_what_was_done_to_it_is_told_in_plain_words(verify, spoil, sealed, statement, words):
    kept = head_of(verify())
    spoil(statement)
    answer = verify("--kept", kept)
    assert answer.exit_code == 1
    assert words in answer.output
    assert "Error: The trail is broken (findings:" in answer.output
    assert "The chain is whole" not in answer.output


@pytest.mark.parametrize("said", ["12", "12:zz", "0:" + "0" * 64, "-1:" + "a" * 64, "x" * 300])
def test_what_is_no_head_is_refused_before_anything_is_read(verify, town, said):
    answer = verify("--kept", said)
    assert answer.exit_code == 1
    assert "is no head" in answer.output
    assert "Sealed" not in answer.output


def stranger_says(*arguments):
    command = [sys.executable, "-I", str(HERE / "docs" / "verify_trail.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_the_strangers_check_of_the_export_agrees(verify, town, sealed, tmp_path):
    with transaction():
        audit.record("unit.added", subject=town.unit("Phòng Dân tộc"), by=None, at=town.now)
    answer = verify("--export", str(tmp_path / "trail.jsonl"))
    said = stranger_says(tmp_path / "trail.jsonl", "--kept", head_of(answer))
    assert said.returncode == 0, said.stdout + said.stderr
    told = f"Sealed: {sealed} events. Not sealed yet: 1.\nHead: {head_of(answer)}\nThe chain is whole.\n"
    assert said.stdout == told


def test_the_strangers_check_of_a_spoilt_export_agrees(verify, spoil, sealed, tmp_path):
    spoil("UPDATE audit_event SET facts = '{}' WHERE id = 40")
    assert verify("--export", str(tmp_path / "trail.jsonl")).exit_code == 1
    said = stranger_says(tmp_path / "trail.jsonl")
    assert said.returncode == 1
    assert "Position 40: event 40 does not fit its seal." in said.stdout


@pytest.mark.only_on("sqlite")  # the other has no file; its export is checked above
def test_the_strangers_check_reads_the_database_file_beside_the_program(town, sealed):
    said = stranger_says(db.engine.url.database)
    assert said.returncode == 0, said.stdout + said.stderr
    assert f"Sealed: {sealed} events. Not sealed yet: 0." in said.stdout


@pytest.mark.parametrize("content", ["", "{", '{"cut": "…"}', '{"position": 1}', "[]"])
def test_the_strangers_check_of_what_is_no_whole_trail_says_so(tmp_path, content):
    (tmp_path / "trail.jsonl").write_text(content)
    said = stranger_says(tmp_path / "trail.jsonl")
    assert said.returncode == (1 if content else 0)
    assert not said.stderr
    assert ("cannot be read" in said.stdout) is bool(content)

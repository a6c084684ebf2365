"""`tracker intake FILE`."""

import pytest
from click.testing import CliRunner

from tests.intake.papers import PLAN, SHOPPING, docx
from tracker import cli
from tracker.core.db import db
from tracker.intake.models import Intake, ItemState


@pytest.fixture
def run(app, town, tmp_path, monkeypatch):
    """The command over the test's own office: `run(PLAN, "--accept-sure")`."""
    monkeypatch.setattr(cli, "create_app", lambda: app)

    def command(data: bytes, *options: str, name: str = "kế hoạch.txt"):
        file = tmp_path / name
        file.write_bytes(data)
        db.session.rollback()
        return CliRunner().invoke(cli.main, ["intake", str(file), *options])

    return command


def test_it_prints_each_proposal_with_its_clause_and_doubts(run):
    answer = run(docx(PLAN), name="kế hoạch.docx")
    assert answer.exit_code == 0, answer.output
    assert "Rà soát các tuyến đường làng chưa có đèn · 2027-Q1 · 2027-03-31" in answer.output
    assert "- Chỉ đạo Phòng Dân tộc chủ trì, phối hợp với UBND các xã, thị trấn" in answer.output
    assert "? not known here, or left open: các đơn vị liên quan" in answer.output
    assert answer.output.rstrip().endswith("10 proposed")
    assert db.session.query(Intake).one().kind == "plan"


def test_it_accepts_what_is_sure(run):
    answer = run(PLAN.encode(), "--accept-sure")
    assert "Accepted 8 proposals." in answer.output
    states = [item.state for item in db.session.query(Intake).one().items]
    assert states.count(ItemState.ACCEPTED) == 8


def test_the_same_file_again_adds_nothing(run):
    run(PLAN.encode())
    assert "nothing was added" in run(PLAN.encode()).output
    assert db.session.query(Intake).count() == 1


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (SHOPPING.encode(), (), "nothing was stored"),
        (b"", (), "empty"),
        (PLAN.encode(), ("--as", "officer"), "--as"),
        (PLAN.encode(), ("--as", "nobody-of-that-name"), "--as"),
        (PLAN.encode(), ("--programme", "999"), "no such programme"),
    ],
)
def test_a_refusal_is_one_line_and_nothing_is_stored(run, data, options, words):
    answer = run(data, *options)
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: ")
    assert words in answer.output
    assert db.session.query(Intake).count() == 0

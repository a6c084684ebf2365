"""Files that go with what a unit says: several at once, kept, seen by whom words are, taken back."""

import io

import pytest
import sqlalchemy as sa

from tests.documents.evidence import jpeg, packed, pdf, png, word
from tests.tasks.conftest import events_of, fresh, root_of
from tests.town import OTHER
from tracker.core.db import db, transaction
from tracker.documents.accepting import Sent
from tracker.tasks import queries, services
from tracker.tasks.models import Evidence, State


def update(browser, part, *files, act="update", headers=None, **changes):
    """The update with these (content, name) chosen."""
    data = {"percent": "60", "words": "Đã làm.", "version": str(part.version)} | changes
    data["files"] = [(io.BytesIO(content), name) for content, name in files]
    return browser.post(f"/assignments/{part.id}/{act}", data=data, headers=headers, content_type="multipart/form-data")


@pytest.fixture
def attach(town):
    def attaching(part, name="biên bản.pdf", by="officer"):
        with transaction():
            return services.attach_evidence(part, [Sent(name, pdf())], by=town.person(by), at=town.now)[0]

    return attaching


def names_of(part):
    return [row.name for row in queries.evidence_of(fresh(part))]


@pytest.mark.parametrize("act", ["update", "no-change", "submit"])
def test_files_go_with_whatever_is_said(town, sign_in, htmx, act):
    part = town.assignment()
    files = [(pdf(), "Biên bản họp dân.pdf"), (jpeg(), "ảnh.jpg"), (word(), "danh sách.docx")]
    answer = update(sign_in("officer"), part, *files, act=act, headers=htmx)
    assert answer.status_code == 200
    assert root_of(answer.text) == f"assignment-{part.id}"
    assert names_of(part) == ["Biên bản họp dân.pdf", "ảnh.jpg", "danh sách.docx"]
    assert "assignment.evidence_attached" in events_of(part)


def test_without_javascript_too(town, sign_in):
    part = town.assignment()
    officer = sign_in("officer")
    page = officer.get(f"/assignments/{part.id}/update").text
    assert 'enctype="multipart/form-data"' in page
    assert "10 MB" in page
    assert update(officer, part, (png(), "bản đồ.png")).status_code == 302
    assert names_of(part) == ["bản đồ.png"]


def test_one_bad_file_keeps_all_from_being_stored_and_the_words_typed(town, sign_in, htmx):
    part = town.assignment()
    bad = pdf(packed(b"<< /S /JavaScript >>"))
    answer = update(sign_in("officer"), part, (pdf(), "tốt.pdf"), (bad, "xấu.pdf"), headers=htmx, words="Lời đã gõ.")
    assert answer.status_code == 422
    assert f'id="files-{part.id}-errors"' in answer.text
    assert "“xấu.pdf”" in answer.text
    assert "tốt.pdf, xấu.pdf" in answer.text
    assert "Lời đã gõ." in answer.text
    assert names_of(part) == []
    assert fresh(part).state is State.ASSIGNED


def test_good_files_beside_a_bad_percent_are_not_stored_either(town, sign_in, htmx):
    part = town.assignment()
    answer = update(sign_in("officer"), part, (pdf(), "tốt.pdf"), headers=htmx, percent="101")
    assert answer.status_code == 422
    assert "tốt.pdf" in answer.text
    assert names_of(part) == []


def test_six_files_are_one_too_many(town, sign_in, htmx):
    part = town.assignment()
    answer = update(sign_in("officer"), part, *[(png(), f"{n}.png") for n in range(6)], headers=htmx)
    assert answer.status_code == 422
    assert names_of(part) == []


def test_no_file_chosen_is_no_file(town, sign_in, htmx):
    part = town.assignment()
    assert update(sign_in("officer"), part, (b"", ""), headers=htmx).status_code == 200
    assert names_of(part) == []


def test_a_file_is_saved_never_opened_and_has_its_name_back(town, sign_in, attach):
    evidence = attach(town.assignment(), "Biên bản\u202e họp <b>.pdf")
    answer = sign_in("officer").get(f"/evidence/{evidence.id}")
    assert answer.status_code == 200
    assert answer.data == pdf()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Bi%C3%AAn%20b%E1%BA%A3n%20h%E1%BB%8Dp" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_others_of_the_task_open_it_once_the_part_is_handed_in(town, sign_in, attach):
    task = town.task(joining=[OTHER])
    part = town.assignment(task=task, state=State.IN_PROGRESS)
    evidence = attach(part)
    address, seen_by = f"/evidence/{evidence.id}", queries.evidence_seen_by

    def who_may():
        return [
            who for who in ("officer", "staff", "observer", "officer2") if sign_in(who).get(address).status_code == 200
        ]

    assert who_may() == ["officer", "staff", "observer"]
    assert not seen_by(town.person("officer2"), task)
    with transaction():
        services.submit_assignment(part, words="Xong.", seen=part.version, by=town.person("officer"), at=town.now)
    assert who_may() == ["officer", "staff", "observer", "officer2"]
    assert [row.name for row in seen_by(town.person("officer2"), task)] == ["biên bản.pdf"]
    with transaction():
        services.return_assignment(part, words="Thiếu.", by=town.person("staff"), at=town.now)
    assert who_may() == ["officer", "staff", "observer"]


def test_a_file_of_a_task_that_one_has_no_part_in_is_not_there(town, sign_in, attach):
    evidence = attach(town.assignment(state=State.SUBMITTED))
    for who in ("officer2", "admin"):
        assert sign_in(who).get(f"/evidence/{evidence.id}").status_code == 404


def test_the_unit_takes_a_file_back(town, sign_in, htmx, attach):
    part = town.assignment(state=State.IN_PROGRESS)
    evidence, kept = attach(part, "nhầm.pdf"), attach(part, "đúng.pdf")
    officer = sign_in("officer")
    answer = officer.post(f"/evidence/{evidence.id}/take-back", headers=htmx)
    assert answer.status_code == 200
    assert root_of(answer.text) == f"files-of-{part.id}"
    assert names_of(part) == ["đúng.pdf"]
    assert events_of(part)[-1] == "assignment.evidence_taken_back"
    assert officer.get(f"/evidence/{evidence.id}").status_code == 404
    assert officer.post(f"/evidence/{evidence.id}/take-back", headers=htmx).status_code == 422
    assert officer.post(f"/evidence/{kept.id}/take-back").status_code == 302
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Evidence)) >= 2


def test_of_an_accepted_part_nothing_is_taken_back(town, sign_in, htmx, attach):
    part = town.assignment(state=State.SUBMITTED)
    evidence = attach(part)
    with transaction():
        services.accept_assignment(part, by=town.person("staff"), at=town.now)
    answer = sign_in("officer").post(f"/evidence/{evidence.id}/take-back", headers=htmx)
    assert answer.status_code == 422
    assert names_of(part) == ["biên bản.pdf"]


@pytest.mark.parametrize(("who", "status"), [("staff", 403), ("observer", 403), ("officer2", 404)])
def test_nobody_else_takes_it_back(town, sign_in, attach, who, status):
    part = town.assignment(task=town.task(joining=[OTHER]))
    evidence = attach(part)
    assert sign_in(who).post(f"/evidence/{evidence.id}/take-back").status_code == status
    assert names_of(part) == ["biên bản.pdf"]


def test_names_of_files_are_no_more_told_than_words(town, sign_in, attach):
    task = town.task(joining=[OTHER])
    attach(town.assignment(task=task), "danh sách hộ nghèo.pdf")
    assert "danh sách hộ nghèo" not in sign_in("officer2").get(f"/tasks/{task.id}").text
    assert "danh sách hộ nghèo" in sign_in("staff").get(f"/tasks/{task.id}").text


def test_a_full_disk_is_told_and_nothing_is_half_saved(town, sign_in, monkeypatch):
    def full(_data):
        raise OSError(28, "No space left on device")

    part, officer = town.assignment(), sign_in("officer")
    with monkeypatch.context() as disk:
        disk.setattr("tracker.documents.files.keep", full)
        answer = update(officer, part, (pdf(), "biên bản.pdf"))
    assert answer.status_code == 507
    assert "không còn chỗ" in answer.text.lower() or "hết chỗ" in answer.text.lower()
    assert (fresh(part).state, names_of(part), events_of(part)) == (State.ASSIGNED, [], [])
    assert update(officer, part, (pdf(), "biên bản.pdf")).status_code == 302

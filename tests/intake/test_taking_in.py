"""Taking a file in: what is stored, what is refused, and the same file twice."""

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.browser import by_id, words
from tests.intake.conftest import upload
from tests.intake.papers import NOTICE, PLAN, SHOPPING, docx
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.documents.models import Document, StoredFile
from tracker.intake import policy
from tracker.intake.models import Intake, IntakeState
from tracker.reading.files import MAX_FILE_BYTES
from tracker.tasks.models import Task


def stored(app) -> list[Path]:
    return [path for path in Path(app.instance_path, "files").rglob("*") if path.is_file()]


def count(model) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_a_plan_is_stored_and_read_and_nothing_of_it_enters_the_tracker(app, town, sign_in):
    tasks = count(Task)
    answer = upload(sign_in("staff"), docx(PLAN), "Kế hoạch năm 2027.docx")
    intake = db.session.scalars(sa.select(Intake)).one()
    assert answer.location == f"/intake/{intake.id}"
    assert (intake.kind, intake.year, intake.state, len(intake.items)) == ("plan", 2027, IntakeState.OPEN, 10)
    assert intake.document.file.name == "Kế hoạch năm 2027.docx"
    assert intake.document.text[intake.items[0].start : intake.items[0].end].startswith("Căn cứ Nghị quyết số 15-NQ/HU")
    assert [path.read_bytes() for path in stored(app)] == [docx(PLAN)]
    assert not intake.document.confirmed
    assert count(Task) == tasks


def test_taking_in_leaves_its_trace(town, sign_in):
    upload(sign_in("staff"), PLAN.encode(), "kế hoạch.txt")
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == "intake.opened")).one()
    assert (event.facts["file"], event.facts["items"]) == ("kế hoạch.txt", 10)
    assert event.by_name == town.person("staff").full_name


def test_the_same_file_twice_adds_nothing(app, town, sign_in):
    staff, files = sign_in("staff"), count(StoredFile)
    first = upload(staff, PLAN.encode(), "kế hoạch.txt")
    second = upload(staff, PLAN.encode(), "bản sao.txt", follow_redirects=True)
    assert second.request.path == first.location
    assert (count(Intake), count(StoredFile), len(stored(app))) == (1, files + 1, 1)
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "intake.opened")) == 1


def entity_bomb() -> bytes:
    file = io.BytesIO(docx(PLAN))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b'encoding="UTF-8"?>', b'encoding="UTF-8"?><!DOCTYPE d [<!ENTITY a "aaaa">]>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


HOSTILE = {
    "empty": (b"", "trống.txt"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "ảnh.png"),
    "a picture called a document": (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "kế hoạch.docx"),
    "a PDF": (b"%PDF-1.7\n" + b"x" * 200, "kế hoạch.pdf"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 200, "kế hoạch.doc"),
    "a program": (b"MZ" + b"\0" * 500, "kế hoạch.txt"),
    "a damaged Word file": (docx(PLAN)[:400], "kế hoạch.docx"),
    "a zip of something else": (b"PK\x05\x06" + b"\0" * 18, "kế hoạch.docx"),
    "entities": (entity_bomb(), "kế hoạch.docx"),
    "21 MB": (PLAN.encode() + b" " * MAX_FILE_BYTES, "kế hoạch.txt"),
    "something that is no plan": (SHOPPING.encode(), "đi chợ.txt"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_plan_is_refused_beside_the_field_and_nothing_is_stored(app, town, sign_in, kind):
    documents, files = count(Document), count(StoredFile)
    answer = upload(sign_in("staff"), *HOSTILE[kind])
    assert answer.status_code == 422
    assert words(by_id(answer, "file-errors"))
    assert (count(Intake), count(StoredFile), count(Document), stored(app)) == (0, files, documents, [])


def test_no_file_chosen_is_said_beside_the_field(town, sign_in):
    answer = sign_in("staff").post("/intake/", data={})
    assert answer.status_code == 422
    assert words(by_id(answer, "file-errors"))


def test_a_file_of_30_mb_is_refused_with_a_page(app, town, sign_in):
    answer = upload(sign_in("staff"), b"x" * 30 * 1024 * 1024, "kế hoạch.docx")
    assert answer.status_code == 413
    assert "20 MB" in answer.text
    assert stored(app) == []


def test_a_file_name_that_names_a_place_is_only_a_name(app, town, sign_in):
    upload(sign_in("staff"), PLAN.encode(), "../../../bí mật/kế hoạch.txt")
    assert db.session.scalars(sa.select(StoredFile.name).order_by(StoredFile.id.desc())).first() == "kế hoạch.txt"
    (path,) = stored(app)
    assert path.parent.parent == Path(app.instance_path, "files")


@pytest.mark.parametrize("who", ["officer", "head", "observer", "admin"])
def test_only_staff_and_chair_take_documents_in(town, sign_in, who):
    browser = sign_in(who)
    assert browser.get("/intake/").status_code == 403
    assert upload(browser, PLAN.encode(), "kế hoạch.txt").status_code == 403
    assert count(Intake) == 0


def test_the_chair_may_as_well(town, sign_in):
    assert upload(sign_in("chair"), PLAN.encode(), "kế hoạch.txt").status_code == 302


def test_an_intake_of_another_programme_is_not_known_of(town, take_in, sign_in):
    intake = take_in(PLAN)
    intake.programme_id = town.another_programme().id
    db.session.commit()
    assert sign_in("staff").get(f"/intake/{intake.id}").status_code == 404
    assert sign_in("staff").get(f"/intake/proposals/{intake.items[0].id}").status_code == 404


@pytest.mark.parametrize("who", ["staff", "chair", "observer", "officer", "admin"])
def test_the_list_of_intakes_holds_what_one_may_review(town, take_in, who):
    foreign = take_in(NOTICE, "thông báo.txt")
    foreign.programme_id = town.another_programme().id
    db.session.commit()
    intakes, person = [take_in(PLAN), foreign], town.person(who)
    listed = set(db.session.scalars(sa.select(Intake.id).where(policy.visible_to(person))))
    assert listed == {intake.id for intake in intakes if policy.can_review(person, intake)}


def test_a_long_document_is_reviewed_with_as_many_queries_as_a_short_one(town, take_in, sign_in, count_queries):
    staff, short, long = sign_in("staff"), take_in(NOTICE), take_in(PLAN)
    figures = []
    for intake in (short, long, long):
        with count_queries() as asked:
            assert staff.get(f"/intake/{intake.id}").status_code == 200
        figures.append(len(asked))
    assert len(set(figures)) == 1
    assert figures[0] <= 16

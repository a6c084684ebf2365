"""The register, a document's page, its file."""

from urllib.parse import quote

import pytest
import sqlalchemy as sa

from tests.browser import by_id, words
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.documents import policy, queries, services
from tracker.documents.models import Document
from tracker.documents.services import DocumentFacts

EVERYBODY = ["admin", "chair", "staff", "observer", "head", "officer", "head2", "officer2"]


@pytest.fixture
def document(town) -> Document:
    """A document of the campaign with a file and a text."""
    facts = DocumentFacts(type_name="Công văn", notation="88/UBND", issuer="UBND huyện", subject="Về đường làng")
    with transaction():
        by, at = town.person("staff"), town.now
        file = services.store_file(b"PK docx", "Công văn về đường làng.docx", by=by, at=at)
        text = "CÔNG VĂN\nRà soát đường làng."
        return services.register_document(facts, programme_id=town.programme.id, text=text, file=file, by=by, at=at)


def test_registering_leaves_a_trace(town, document):
    events = db.session.scalars(sa.select(AuditEvent.name).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert events == ["document.registered", "file.stored"]


def test_the_page_marks_the_clause_and_shows_what_is_known(town, document, sign_in):
    start = document.text.index("Rà soát")
    answer = sign_in("officer").get(f"/documents/{document.id}?clause={start}-{start + 7}")
    assert by_id(answer, "clause").text == "Rà soát"
    assert "Công văn 88/UBND" in words(answer)


def test_a_clause_that_is_none_marks_nothing(town, document, sign_in):
    answer = sign_in("officer").get(f"/documents/{document.id}?clause=<script>")
    assert answer.status_code == 200
    assert "<mark" not in answer.text


def test_the_text_is_shown_as_text(town, sign_in):
    document = town.new_document(text="<script>alert(1)</script> | <b>")
    answer = sign_in("officer").get(f"/documents/{document.id}")
    assert "<script>alert" not in answer.text


def test_the_file_is_saved_under_its_own_name_and_never_shown_as_what_it_claims(town, document, sign_in):
    answer = sign_in("officer").get(f"/documents/{document.id}/file")
    assert answer.data == b"PK docx"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert f"filename*=UTF-8''{quote('Công văn về đường làng.docx')}" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/octet-stream"


def test_a_document_without_a_file_has_none_to_save(town, sign_in):
    document = town.new_document()
    assert sign_in("staff").get(f"/documents/{document.id}/file").status_code == 404
    assert "/file" not in sign_in("staff").get(f"/documents/{document.id}").text


def test_the_register_is_searched_with_and_without_marks(town, document, sign_in, htmx):
    officer = sign_in("officer")
    assert "88/UBND" in officer.get("/documents/?q=duong lang").text
    assert "88/UBND" not in officer.get("/documents/?q=đường cái").text
    assert officer.get("/documents/", headers=htmx).text.lstrip().startswith('<div id="documents"')


def test_another_programmes_documents_are_not_known_of(town, sign_in):
    foreign = town.new_document(programme=town.another_programme())
    for who in ("staff", "officer", "observer"):
        assert sign_in(who).get(f"/documents/{foreign.id}").status_code == 404
        assert sign_in(who).get(f"/documents/{foreign.id}/file").status_code == 404
    assert sign_in("officer2").get(f"/documents/{foreign.id}").status_code == 200


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_list_and_the_page_agree_on_who_sees_what(town, document, who):
    town.new_document(programme=town.another_programme())
    document.confirmed = False
    db.session.commit()
    person = town.person(who)
    listed = set(db.session.scalars(sa.select(Document.id).where(policy.visible_to(person))))
    everything = db.session.scalars(sa.select(Document)).all()
    assert listed == {one.id for one in everything if policy.can_view(person, one)}
    assert (document.id in listed) == (who in ("staff", "chair"))


def test_whoever_mends_an_older_version_is_told(town, document):
    facts = DocumentFacts(type_name="Công văn", notation="89/UBND")
    with pytest.raises(ChangedMeanwhile), transaction():
        services.edit_document(document, facts, seen=document.version - 1, by=town.person("staff"), at=town.now)
    found = queries.get_document(document.id)
    assert found is not None
    assert found.notation == "88/UBND"

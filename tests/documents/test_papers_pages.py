"""The pages of office papers: letterhead, signers, registers of numbers, the sample."""

import io

import pytest

from tests.browser import by_id, words
from tracker.audit.queries import story_about, story_of
from tracker.core.db import db, transaction
from tracker.documents import queries, services
from tracker.documents.models import NumberRegister, Signer
from tracker.documents.papers import pdf
from tracker.documents.services import SignerFacts
from tracker.reading import read_file

HEAD = {"superior": "", "issuer": "Ban Chỉ đạo\r\n huyện  Đăk Vơn ", "place": "Đăk Vơn", "sign": "BCĐ", "drafter": "VP"}


@pytest.fixture
def signer(town) -> Signer:
    return queries.signers_of(town.programme.id)[0]


@pytest.fixture
def register(town) -> NumberRegister:
    found = queries.register_for(town.programme.id, "BC")
    assert found is not None
    return found


def head_address(town) -> str:
    return f"/papers/{town.programme.id}/letterhead"


@pytest.mark.parametrize("who", ["staff", "chair", "admin"])
def test_staff_and_admin_set_the_letterhead_and_new_papers_carry_it(town, sign_in, who):
    letterhead = queries.letterhead_of(town.programme.id)
    data = HEAD | {"style": "party", "version": letterhead.version}
    assert sign_in(who).post(head_address(town), data=data).location == "/papers/"
    db.session.expire_all()
    head = queries.head_of(town.programme)
    assert (head.style, head.issuer) == ("party", "Ban Chỉ đạo\nhuyện Đăk Vơn")
    assert queries.blank_notation(town.programme, "BC") == "-BC/BCĐ"
    assert story_about(letterhead)[0].name == "letterhead.set"


def test_the_second_of_two_who_set_the_letterhead_sees_both(town, sign_in):
    browser, version = sign_in("staff"), queries.letterhead_of(town.programme.id).version
    data = HEAD | {"style": "state", "version": version}
    assert browser.post(head_address(town), data=data).status_code == 302
    answer = browser.post(head_address(town), data=data | {"place": "Chư Vơn"})
    assert answer.status_code == 409
    assert "Chư Vơn" in words(answer)
    assert "Đăk Vơn" in words(answer)


@pytest.mark.parametrize("field", ["issuer", "place", "sign"])
def test_what_a_letterhead_lacks_is_said_beside_its_field(town, sign_in, field):
    data = HEAD | {"style": "state", "version": 1, field: ""}
    answer = sign_in("staff").post(head_address(town), data=data)
    assert answer.status_code == 422
    assert words(by_id(answer, f"{field}-errors"))


@pytest.mark.parametrize(("who", "answer"), [("observer", 403), ("officer", 404), ("head", 404)])
def test_others_set_nothing(town, sign_in, signer, register, who, answer):
    browser = sign_in(who)
    for address in (head_address(town), f"/signers/{signer.id}/end", f"/number-registers/{register.id}/numbers"):
        assert browser.post(address).status_code == answer


def test_an_observer_sees_how_papers_look_and_gets_no_buttons(town, sign_in):
    answer = sign_in("observer").get("/papers/")
    assert "Phan Thị Nhuệ" in words(answer)
    assert "/letterhead" not in answer.text


def test_signers_are_added_mended_ended_and_taken_up_again(town, sign_in, signer):
    browser = sign_in("staff")
    data = {"authority": "TM. BAN CHỈ ĐẠO", "position": "Phó Trưởng ban", "full_name": " Y  Bhiu Sang "}
    browser.post(f"/papers/{town.programme.id}/signers/new", data=data)
    assert queries.signers_of(town.programme.id)[-1].full_name == "Y Bhiu Sang"
    data |= {"full_name": "A Thuần", "version": signer.version}
    assert browser.post(f"/signers/{signer.id}/edit", data=data).status_code == 302
    assert browser.post(f"/signers/{signer.id}/edit", data=data | {"full_name": "B"}).status_code == 409
    assert browser.post(f"/signers/{signer.id}/end").status_code == 302
    assert browser.post(f"/signers/{signer.id}/end").status_code == 422
    assert signer.id not in [one.id for one in queries.signers_of(town.programme.id)]
    assert "28/10/2026" in words(browser.get("/papers/"))
    assert browser.post(f"/signers/{signer.id}/resume").status_code == 302
    told = [event.name for event in story_about(signer)]
    assert told[:3] == ["signer.resumed", "signer.ended", "signer.edited"]


def test_a_register_is_opened_and_refused_where_its_types_have_one(town, sign_in):
    browser, address = sign_in("staff"), f"/papers/{town.programme.id}/number-registers/new"
    data = {"name": "Sổ giấy mời", "types": ["GM"], "reset": "term", "term": "2"}
    assert browser.post(address, data=data).status_code == 302
    answer = browser.post(address, data=data)
    assert answer.status_code == 422
    assert "Sổ giấy mời" in words(by_id(answer, "types-errors"))
    assert queries.register_for(town.programme.id, "GM").term == 2


def test_numbers_are_looked_up_by_words_and_year_and_taken_along_as_excel(town, sign_in, register):
    with transaction():
        facts = {"by": town.person("staff"), "at": town.now}
        services.take_number(town.programme, "BC", subject="Báo cáo quý IV", **facts)
        services.take_number(town.programme, "TB", subject="Kết luận hội nghị", **facts)
    browser, address = sign_in("observer"), f"/number-registers/{register.id}"
    assert "Kết luận hội nghị" in words(browser.get(address))
    found = browser.get(f"{address}?q=bao+cao+quy").text.split("<tbody>")[1].split("</tbody>")[0]
    assert "Báo cáo quý IV" in found
    assert "Kết luận hội nghị" not in found
    assert "<tbody>" not in browser.get(f"{address}?term=2019").text
    assert browser.get(f"{address}?format=xlsx").data[:2] == b"PK"


def test_a_number_given_elsewhere_is_entered_once(town, sign_in, register):
    browser, address = sign_in("staff"), f"/number-registers/{register.id}/numbers"
    data = {"number": "91", "type_code": "KH", "subject": "Kế hoạch giám sát"}
    assert browser.post(address, data=data).status_code == 302
    answer = browser.post(address, data=data)
    assert answer.status_code == 422
    assert "91/KH-BCĐ" in words(by_id(answer, "number-errors"))
    assert story_of(register)[0].name == "number.entered"


def test_a_term_begins_only_in_a_register_of_terms(town, sign_in, register):
    browser, address = sign_in("staff"), f"/number-registers/{register.id}/begin-term"
    assert browser.post(address).status_code == 422
    data = {"name": register.name, "reset": "term", "term": "7", "version": register.version}
    assert browser.post(f"/number-registers/{register.id}/edit", data=data).status_code == 302
    assert browser.post(address).status_code == 302
    assert db.session.get_one(NumberRegister, register.id, populate_existing=True).term == 8


def test_the_sample_comes_as_word_and_as_pdf(town, sign_in):
    browser, address = sign_in("staff"), f"/papers/{town.programme.id}/sample"
    answer = browser.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    _, read = read_file(io.BytesIO(answer.data).read(), "mẫu.docx")
    assert read.signer.startswith("A Rơ Chăm Thuần")
    assert browser.get(f"{address}?as=pdf").data[:5] == b"%PDF-"
    assert browser.get(f"{address}?as=exe").status_code == 404


def test_where_no_pdf_can_be_made_no_button_offers_one_and_the_address_says_why(town, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "typst", None)
    browser = sign_in("staff")
    assert "as=pdf" not in browser.get("/papers/").text
    answer = browser.get(f"/papers/{town.programme.id}/sample?as=pdf")
    assert answer.location == "/papers/"
    assert "pdf" in words(browser.get("/papers/"))


def test_two_programmes_keep_their_papers_apart(town, sign_in):
    other = town.another_programme(members=["Phòng Dân tộc"])
    with transaction():
        facts = SignerFacts(authority="TM.", position="Trưởng ban", full_name="Người Khác")
        services.add_signer(other, facts, by=town.person("admin"), at=town.now)
    assert "Người Khác" not in words(sign_in("admin").get(f"/papers/?programme={town.programme.id}"))
    assert "Người Khác" in words(sign_in("admin").get(f"/papers/?programme={other.id}"))

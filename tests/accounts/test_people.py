"""The people of the office: entered and mended by admin, found again, gone and back."""

from datetime import timedelta

import pytest

from tests.browser import by_id, words
from tests.together import at_once
from tests.town import OTHER, OWN, Town
from tracker.accounts import queries, services
from tracker.accounts.queries import PeopleFilter, people
from tracker.accounts.rules.people import AccountState, SignInNameTaken
from tracker.accounts.services import PersonFacts
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.office.models import Person
from tracker.office.rules import EmailTaken
from tracker.outbox.models import OutboxMessage


def typed(town, **changes):
    unit = town.unit(OWN).id
    facts = {
        "full_name": "Trần Văn Ân",
        "position": "Chuyên viên",
        "unit": unit,
        "phone": "",
        "email": "",
        "signs_in": "y",
    }
    return facts | {"sign_in_name": ""} | changes


def found(full_name) -> Person:
    return db.session.query(Person).filter_by(full_name=full_name).one()


def test_a_person_is_entered_with_an_account_that_waits_for_its_invitation(town, sign_in):
    answer = sign_in("admin").post(
        "/people/new", data=typed(town, full_name=" Trần  Văn Ân ", email="An.Tran@vi-du.vn")
    )
    person = found("Trần Văn Ân")
    assert answer.location == f"/people/{person.id}"
    assert (person.email, person.folded) == ("an.tran@vi-du.vn", "tran van an")
    account = queries.account_of(person)
    assert (account.sign_in_name, account.password_hash) == ("tran.van.an", "")
    assert [event.name for event in story_of(person)] == ["account.added", "person.added"]
    assert queries.person_row(person.id, on=town.today).state is AccountState.INVITED


def test_a_second_person_of_that_name_signs_in_by_a_number(town, sign_in):
    for _ in range(2):
        sign_in("admin").post("/people/new", data=typed(town))
    names = [
        queries.account_of(person).sign_in_name for person in db.session.query(Person).filter_by(folded="tran van an")
    ]
    assert sorted(names) == ["tran.van.an", "tran.van.an2"]


def test_who_needs_no_account_gets_none(town, sign_in):
    sign_in("admin").post("/people/new", data=typed(town) | {"signs_in": ""})
    assert queries.account_of(found("Trần Văn Ân")) is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("full_name", "  ", "Hãy nhập họ và tên."),
        ("unit", "", "Hãy chọn đơn vị."),
        ("unit", "99999", ""),
        ("email", "không phải địa chỉ", "không phải là địa chỉ"),
        ("email", "An@Vi-Du.vn", "đã dùng địa chỉ thư điện tử này"),
        ("sign_in_name", "có dấu", "Không đặt tên đăng nhập"),
        ("sign_in_name", ".dau.cham", "Không đặt tên đăng nhập"),
        ("sign_in_name", "OFFICER", "đã có người dùng"),
    ],
)
def test_what_cannot_be_is_refused_beside_what_was_typed(town, sign_in, field, value, said):
    with transaction():
        town.person("head").email = "an@vi-du.vn"
    answer = sign_in("admin").post("/people/new", data=typed(town) | {field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Chuyên viên" in answer.text
    assert not db.session.query(Person).filter_by(folded="tran van an").count()


def test_the_address_of_somebody_who_left_is_free_again(town, sign_in):
    with transaction():
        town.person("head").email = "an@vi-du.vn"
    sign_in("admin").post(f"/people/{town.person('head').id}/leave", data={"gone_from": "28/10/2026"})
    assert sign_in("admin").post("/people/new", data=typed(town, email="an@vi-du.vn")).status_code == 302


def mended(person, **changes):
    facts = ("full_name", "position", "phone", "email")
    return (
        {fact: getattr(person, fact) for fact in facts}
        | {
            "unit": person.unit_id,
            "sign_in_name": queries.account_of(person).sign_in_name,
            "version": person.version,
        }
        | changes
    )


def test_each_fact_that_is_mended_is_told_from_what_to_what(town, sign_in):
    officer, other = town.person("officer"), town.unit(OTHER)
    data = mended(officer, full_name="Y Ngọc Liên", phone="0260 123", unit=other.id, sign_in_name="y.lien")
    assert sign_in("admin").post(f"/people/{officer.id}/edit", data=data).status_code == 302
    names = {event.name for event in story_of(officer)}
    assert {"person.renamed", "person.phone_changed", "person.moved", "account.renamed"} <= names
    page = words(sign_in("admin").get(f"/people/{officer.id}"))
    assert f"từ {OWN} sang {OTHER}" in page
    assert "Đổi tên đăng nhập của Y Ngọc Liễu từ officer thành y.lien" in page
    assert people(PeopleFilter(words="lien"), sort="name", on=town.today)[0].full_name == "Y Ngọc Liên"


def test_the_second_of_two_who_mend_sees_both_versions(town, sign_in):
    officer = town.person("officer")
    first, second = mended(officer, sign_in_name="y.lien"), mended(officer, phone="111")
    sign_in("admin").post(f"/people/{officer.id}/edit", data=first)
    answer = sign_in("admin").post(f"/people/{officer.id}/edit", data=second)
    assert answer.status_code == 409
    assert "y.lien" in answer.text
    assert 'value="111"' in answer.text


def test_the_former_address_hears_that_mail_goes_elsewhere(town, sign_in):
    officer = town.person("officer")
    with transaction():
        officer.email = "truoc@vi-du.vn"
    sign_in("admin").post(f"/people/{officer.id}/edit", data=mended(officer, email="sau@vi-du.vn"))
    assert [mail.to_address for mail in db.session.query(OutboxMessage)] == ["truoc@vi-du.vn"]


def test_who_leaves_signs_in_no_more_and_their_roles_have_ended(town, sign_in):
    officer, theirs = town.person("officer"), sign_in("officer")
    answer = sign_in("admin").post(f"/people/{officer.id}/leave", data={"gone_from": "28/10/2026"})
    assert answer.status_code == 302
    assert theirs.get("/work").status_code == 302
    row = queries.person_row(officer.id, on=town.today)
    assert (row.state, [role.standing for role in row.roles]) == (AccountState.LEFT, ["past"])
    assert story_of(officer)[0].name == "person.ended"


def test_leaving_may_lie_ahead_and_roles_last_until_then(town, sign_in):
    officer = town.person("officer")
    sign_in("admin").post(f"/people/{officer.id}/leave", data={"gone_from": "01/12/2026"})
    row = queries.person_row(officer.id, on=town.today)
    assert (row.state, f"{row.roles[0].valid_to}") == (AccountState.ACTIVE, "2026-11-30")
    assert sign_in("officer").get("/work").status_code == 200


@pytest.mark.parametrize("day", ["", "hôm nay", "31/02/2026", "28/10/0026"])
def test_a_day_that_is_none_is_refused(town, sign_in, day):
    answer = sign_in("admin").post(f"/people/{town.person('officer').id}/leave", data={"gone_from": day})
    assert answer.status_code == 422
    assert town.person("officer").ended_on is None


def test_who_had_left_is_taken_back_without_roles(town, sign_in):
    officer = town.person("officer")
    sign_in("admin").post(f"/people/{officer.id}/leave", data={"gone_from": "28/10/2026"})
    assert sign_in("admin").post(f"/people/{officer.id}/take-back").status_code == 302
    assert not town.person("officer").powers
    assert sign_in("admin").post(f"/people/{officer.id}/take-back").status_code == 422


def test_who_is_back_needs_another_address_where_theirs_was_given_away(town, sign_in):
    officer = town.person("officer")
    with transaction():
        officer.email = "an@vi-du.vn"
    sign_in("admin").post(f"/people/{officer.id}/leave", data={"gone_from": "28/10/2026"})
    sign_in("admin").post("/people/new", data=typed(town, email="an@vi-du.vn"))
    assert sign_in("admin").post(f"/people/{officer.id}/take-back").status_code == 422


def test_the_last_administrator_does_not_leave(town, sign_in):
    answer = sign_in("admin").post(f"/people/{town.person('admin').id}/leave", data={"gone_from": "01/12/2026"})
    assert answer.status_code == 422
    assert "quản trị cuối cùng" in answer.text
    assert town.person("admin").ended_on is None


PAGES = ["", "/edit", "/leave", "/roles/new"]


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_people_are_the_administrators_alone(town, sign_in, who):
    browser, officer = sign_in(who), town.person("officer")
    for address in ("/people/", "/people/new", "/people/import"):
        assert browser.get(address).status_code == 403
    assert [browser.get(f"/people/{officer.id}{page}").status_code for page in PAGES] == [404] * len(PAGES)
    for act in ("edit", "leave", "take-back", "roles/new"):
        assert browser.post(f"/people/{officer.id}/{act}").status_code == 404
    assert browser.post("/people/new", data=typed(town)).status_code == 403
    assert "/people/" not in browser.get("/units/").text


def test_what_is_delicate_asks_for_the_password_again(app, town):
    session, officer = town.session_of("admin"), town.person("officer")
    with transaction():
        session.confirmed_at = town.now - timedelta(minutes=31)
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = session.token, True
    assert browser.get(f"/people/{officer.id}").status_code == 200
    for page in ("leave", "roles/new"):
        assert browser.get(f"/people/{officer.id}/{page}").location.startswith("/confirm")
        assert browser.post(f"/people/{officer.id}/{page}").location.startswith("/confirm")


def test_the_person_is_shown_with_what_they_may_do_and_how_they_sign_in(town, sign_in):
    page = sign_in("admin").get(f"/people/{town.person('officer').id}")
    assert "Chuyên viên" in words(by_id(page, "roles"))
    assert "officer" in words(by_id(page, "account"))
    assert "Khóa tài khoản" in words(by_id(page, "account"))
    assert "Giao cho Y Ngọc Liễu vai trò Chuyên viên (Phòng Dân tộc)" in words(page)


def test_an_account_can_be_opened_later(town, sign_in):
    person = town.new_person("Người Chưa Có")
    page = sign_in("admin").get(f"/people/{person.id}")
    assert f"/people/{person.id}/edit" in page.text
    data = {"full_name": "Người Chưa Có", "unit": person.unit_id, "signs_in": "y", "version": person.version}
    sign_in("admin").post(f"/people/{person.id}/edit", data=data | {"sign_in_name": "nguoi-chua-co"})
    assert queries.account_of(person).sign_in_name == "nguoi-chua-co"


@pytest.mark.parametrize("field", ["full_name", "position", "phone", "email", "sign_in_name"])
def test_a_field_takes_what_its_column_holds_and_refuses_the_rest(town, sign_in, field):
    admin, saved = sign_in("admin"), 0
    for length in (40, 41, 60, 61, 120, 121, 200, 201, 30_000):
        for sign in ("Ậ", "각", "a"):
            answer = admin.post("/people/new", data=typed(town) | {field: sign * length})
            assert answer.status_code in (302, 422), (field, sign, length)
            saved += answer.status_code == 302
    assert saved or field == "email"


def test_of_two_who_get_one_address_at_once_the_second_is_told(app, town):
    def entering(full_name: str):
        def act(town: Town) -> None:
            facts = PersonFacts(full_name=full_name, unit=town.unit(OWN), email="an@vi-du.vn")
            services.enter_person(facts, by=town.person("admin"), at=town.now)

        return act

    refused = at_once(app, [entering("Y Một"), entering("Y Hai")])
    assert [type(refusal) for refusal in refused] == [EmailTaken]


def test_of_two_who_get_one_sign_in_name_at_once_the_second_is_told(app, town):
    def entering(full_name: str):
        def act(town: Town) -> None:
            facts = PersonFacts(full_name=full_name, unit=town.unit(OWN), signs_in=True, sign_in_name="y.ba")
            services.enter_person(facts, by=town.person("admin"), at=town.now)

        return act

    refused = at_once(app, [entering("Y Một"), entering("Y Hai")])
    assert [type(refusal) for refusal in refused] == [SignInNameTaken]

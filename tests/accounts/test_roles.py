"""What people may do: given, changed and ended by admin, and counting from the next request on."""

from datetime import date, timedelta

import pytest

from tests.browser import by_id, words
from tests.together import at_once
from tests.town import OTHER, OWN, Town
from tracker.accounts import services
from tracker.accounts.rules.people import OfficeNeedsAdmin
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.office import queries as office
from tracker.office import services as office_services
from tracker.office.models import Person, Role, RoleKind, Unit
from tracker.office.rules import ProgrammeHasEnded, RoleHeldAlready
from tracker.outbox.models import OutboxMessage


def role_of(town, who, kind=None) -> Role:
    roles = office.roles_held(town.person(who))
    return next(role for role in roles if kind in (None, role.kind))


def chosen(town, kind="officer", *, unit=OTHER, first="28/10/2026", last="", **more):
    scope = {"unit": town.unit(unit).id if unit else "", "programme": town.programme.id}
    return {"kind": kind, "first": first, "last": last} | scope | more


def give(town, sign_in, who, **facts):
    return sign_in("admin").post(f"/people/{town.person(who).id}/roles/new", data=chosen(town, **facts))


def test_a_role_counts_from_the_next_request_on(town, sign_in):
    theirs = sign_in("observer")
    assert theirs.get("/work").status_code == 403
    assert give(town, sign_in, "observer").status_code == 302
    assert theirs.get("/work").status_code == 200
    event = story_of(town.person("observer"))[0]
    assert (event.name, event.facts["role"], event.facts["scope"]) == ("role.given", "officer", OTHER)


def test_a_role_that_was_ended_counts_no_more_from_the_next_request_on(town, sign_in):
    theirs, role = sign_in("officer"), role_of(town, "officer")
    assert theirs.get("/work").status_code == 200
    assert sign_in("admin").post(f"/roles/{role.id}/end").status_code == 302
    assert theirs.get("/work").status_code == 403
    assert story_of(town.person("officer"))[0].name == "role.ended"
    assert "Đã kết thúc" in words(by_id(sign_in("admin").get(f"/people/{role.person_id}"), "roles"))


def test_a_role_that_is_over_is_not_ended_or_changed_again(town, sign_in):
    role, admin = role_of(town, "officer"), sign_in("admin")
    admin.post(f"/roles/{role.id}/end")
    assert admin.post(f"/roles/{role.id}/end").status_code == 422
    assert admin.post(f"/roles/{role.id}/edit", data={"last": "", "version": role.version}).status_code == 422
    assert [event.name for event in story_of(town.person("officer"))].count("role.ended") == 1


def test_what_was_given_and_ended_on_one_day_was_taken_back(town, sign_in):
    give(town, sign_in, "observer")
    role = role_of(town, "observer", RoleKind.OFFICER)
    sign_in("admin").post(f"/roles/{role.id}/end")
    assert office.role_row(role, on=town.today).standing == "taken_back"
    assert give(town, sign_in, "observer").status_code == 302


def test_a_role_may_lie_ahead_and_be_taken_back_before(town, sign_in):
    address, days = f"/people/{town.person('observer').id}/roles/new", {"first": "01/12/2026", "last": "31/12/2026"}
    answer = sign_in("admin").post(address, data=chosen(town, **days), follow_redirects=True)
    assert "Vai trò có hiệu lực từ ngày 01/12/2026." in answer.text
    role = role_of(town, "observer", RoleKind.OFFICER)
    assert office.role_row(role, on=town.today).standing == "coming"
    assert "từ 01/12/2026" in sign_in("admin").get("/people/").text
    sign_in("admin").post(f"/roles/{role.id}/end")
    assert office.role_row(role, on=date(2026, 12, 15)).standing == "taken_back"
    assert office.get_person(role.person_id, date(2026, 12, 15)).own_unit_ids == frozenset()


REFUSED = {
    "without a unit": ({"unit": None}, "thuộc một đơn vị"),
    "without a programme": ({"kind": "staff", "programme": ""}, "thuộc một chương trình"),
    "of no kind": ({"kind": ""}, "Hãy chọn vai trò"),
    "of an unknown kind": ({"kind": "king"}, ""),
    "that ends before it begins": ({"first": "05/11/2026", "last": "04/11/2026"}, "đứng trước ngày đầu"),
    "that is over": ({"first": "01/10/2026", "last": "27/10/2026"}, "Ngày cuối đã qua"),
    "on a day that is none": ({"first": "31/02/2026"}, "Không có ngày “31/02/2026”"),
    "with a mark that is not for it": ({"auditor": "y"}, "Chỉ người theo dõi"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_role_is_not_given(town, sign_in, case):
    facts, said = REFUSED[case]
    before = db.session.query(Role).count()
    answer = give(town, sign_in, "observer", **facts)
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Role).count() == before


def test_nobody_gets_a_role_in_what_has_ended_by_then(town, sign_in):
    unit, programme, data = town.unit(OTHER), town.another_programme(), chosen(town, first="01/12/2026")
    with transaction():
        unit.ended_on = town.today + timedelta(days=1)
        programme.ended_on = town.today
    address = f"/people/{town.person('observer').id}/roles/new"
    answer = sign_in("admin").post(address, data=data)
    assert answer.status_code == 422
    assert f"không có đơn vị {OTHER}" in answer.text
    staff = data | {"kind": "staff", "programme": programme.id}
    assert sign_in("admin").post(address, data=staff).status_code == 422
    with pytest.raises(ProgrammeHasEnded), transaction():
        office_services.give_role(
            town.person("observer"), RoleKind.STAFF, programme=programme, by=town.person("admin"), at=town.now
        )
    assert sign_in("admin").post(address, data=data | {"first": "28/10/2026"}).status_code == 302


def test_nobody_gets_a_role_who_has_left(town, sign_in):
    officer = town.person("officer")
    data = chosen(town)
    sign_in("admin").post(f"/people/{officer.id}/leave", data={"gone_from": "28/10/2026"})
    assert sign_in("admin").post(f"/people/{officer.id}/roles/new", data=data).status_code == 422


def test_the_same_role_is_not_held_twice_on_one_day(town, sign_in):
    assert give(town, sign_in, "officer", unit=OWN).status_code == 422
    role = role_of(town, "officer")
    data = {"last": "30/11/2026", "version": role.version}
    assert sign_in("admin").post(f"/roles/{role.id}/edit", data=data).status_code == 302
    assert give(town, sign_in, "officer", unit=OWN, first="30/11/2026").status_code == 422
    assert give(town, sign_in, "officer", unit=OWN, first="01/12/2026").status_code == 302
    data = {"last": "", "version": db.session.get_one(Role, role.id).version}
    assert sign_in("admin").post(f"/roles/{role.id}/edit", data=data).status_code == 422


def test_the_last_day_and_the_auditors_mark_are_changed_and_told(town, sign_in):
    role = role_of(town, "observer")
    data = {"last": "31/12/2026", "auditor": "y", "version": role.version}
    assert sign_in("admin").post(f"/roles/{role.id}/edit", data=data).status_code == 302
    assert town.person("observer").is_auditor
    assert [event.name for event in story_of(town.person("observer"))][:2] == ["role.marked", "role.term_changed"]
    page = words(sign_in("admin").get(f"/people/{role.person_id}"))
    assert "từ – thành 31/12/2026" in page
    assert "Người theo dõi (được xem nhật ký)" in page


def test_the_second_of_two_who_change_a_role_sees_both_days(town, sign_in):
    role = role_of(town, "observer")
    data = {"last": "31/12/2026", "version": role.version}
    sign_in("admin").post(f"/roles/{role.id}/edit", data=data)
    answer = sign_in("admin").post(f"/roles/{role.id}/edit", data=data | {"last": "30/11/2026"})
    assert answer.status_code == 409
    assert "31/12/2026" in answer.text
    assert 'value="30/11/2026"' in answer.text


def test_whose_roles_change_hears_of_it_unless_they_do_without(town, sign_in):
    with transaction():
        town.person("officer").email = "can.bo@vi-du.vn"
        town.person("head").email = "thu.truong@vi-du.vn"
        town.account("head").muted = ["roles"]
    for who in ("officer", "head", "chair"):
        assert give(town, sign_in, who).status_code == 302
    assert [mail.to_address for mail in db.session.query(OutboxMessage)] == ["can.bo@vi-du.vn"]


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_roles_are_the_administrators_alone(town, sign_in, who):
    role, browser = role_of(town, "officer"), sign_in(who)
    assert browser.get(f"/roles/{role.id}/edit").status_code == 404
    assert browser.post(f"/roles/{role.id}/edit", data={"last": "", "version": role.version}).status_code == 404
    assert browser.post(f"/roles/{role.id}/end").status_code == 404
    assert role_of(town, "officer").valid_to is None


def test_the_last_administrators_role_goes_on(town, sign_in):
    role, admin = role_of(town, "admin"), sign_in("admin")
    answer = admin.post(f"/roles/{role.id}/end")
    assert answer.status_code == 422
    assert "quản trị cuối cùng" in answer.text
    data = {"last": "31/12/2026", "version": role.version}
    assert admin.post(f"/roles/{role.id}/edit", data=data).status_code == 422
    assert admin.post(f"/roles/{role.id}/edit", data=data | {"last": ""}).status_code == 302
    assert town.person("admin").is_admin


@pytest.mark.parametrize("lack", ["an account", "a password", "an end that is open", "a day to begin in time"])
def test_who_cannot_take_over_is_no_administrator_to_leave_the_office_to(town, lack):
    named = {} if lack == "an account" else {"sign_in_name": "quan.tri"}
    other = town.new_person("Quản Trị Khác", role=RoleKind.ADMIN, **named)
    with transaction():
        role = office.roles_held(other)[0]
        if lack == "a password":
            town.account("quan.tri").password_hash = ""
        elif lack == "an end that is open":
            role.valid_to = town.today + timedelta(days=30)
        elif lack == "a day to begin in time":
            role.valid_from = town.today + timedelta(days=1)
    with pytest.raises(OfficeNeedsAdmin), transaction():
        services.end_role(role_of(town, "admin"), by=town.person("admin"), at=town.now)


def test_an_administrator_goes_when_another_can_take_over(town, sign_in):
    town.new_person("Quản Trị Khác", role=RoleKind.ADMIN, sign_in_name="quan.tri")
    admin = sign_in("admin")
    assert admin.post(f"/roles/{role_of(town, 'admin').id}/end").status_code == 302
    assert admin.get("/people/").status_code == 403


# Two at once -------------------------------------------------------------------------------------------------------


def test_of_two_administrators_who_end_each_other_one_stays(app, town):
    town.new_person("Quản Trị Khác", role=RoleKind.ADMIN, sign_in_name="quan.tri")
    ids = [role_of(town, "admin").id, role_of(town, "quan.tri").id]

    def ending(role_id: int):
        def act(town: Town) -> None:
            services.end_role(db.session.get_one(Role, role_id), by=town.person("staff"), at=town.now)

        return act

    assert [type(refusal) for refusal in at_once(app, [ending(role_id) for role_id in ids])] == [OfficeNeedsAdmin]
    assert sum(town.person(who).is_admin for who in ("admin", "quan.tri")) == 1


def test_of_two_who_leave_the_office_to_each_other_one_stays(app, town):
    town.new_person("Quản Trị Khác", role=RoleKind.ADMIN, sign_in_name="quan.tri")

    def leaving(who: str):
        def act(town: Town) -> None:
            services.end_person(town.person(who), gone_from=town.today, by=town.person("staff"), at=town.now)

        return act

    refused = at_once(app, [leaving("admin"), leaving("quan.tri")])
    assert [type(refusal) for refusal in refused] == [OfficeNeedsAdmin]


def test_one_role_that_two_give_at_once_is_given_once(app, town):
    observer_id, unit_id = town.person("observer").id, town.unit(OTHER).id

    def giving(town: Town) -> None:
        person, unit = db.session.get_one(Person, observer_id), db.session.get_one(Unit, unit_id)
        office_services.give_role(person, RoleKind.HEAD, unit=unit, by=town.person("admin"), at=town.now)

    assert [type(refusal) for refusal in at_once(app, [giving, giving])] == [RoleHeldAlready]


def test_one_role_that_two_change_at_once_is_changed_by_the_first(app, town):
    role = role_of(town, "observer")
    role_id, seen = role.id, role.version

    def changing(day: date):
        def act(town: Town) -> None:
            role = db.session.get_one(Role, role_id)
            services.change_role(role, valid_to=day, seen=seen, auditor=False, by=town.person("admin"), at=town.now)

        return act

    refused = at_once(app, [changing(date(2026, 12, 1)), changing(date(2026, 12, 2))])
    assert [type(refusal) for refusal in refused] == [ChangedMeanwhile]

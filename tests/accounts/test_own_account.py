"""My account: what one sees of oneself and changes by oneself."""

import pytest
import sqlalchemy as sa

from tests.browser import by_id, page, words
from tracker.accounts.models import SignInSession
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.outbox.models import OutboxMessage

NEW = "vịt kêu ngoài ruộng"


def change_password(browser, *, present="giao-ban-demo", new=NEW, again=None, **more):
    data = {"present": present, "new": new, "again": new if again is None else again} | more
    return browser.post("/me/password", data=data)


def with_address(town, who="officer", address="y.bha@vi-du.vn", muted=()):
    with transaction():
        town.person(who).email = address
        town.account(who).muted = list(muted)


def mails():
    db.session.expire_all()
    return db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()


def events(name):
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == name))


def test_it_shows_who_one_is(sign_in, town):
    told = words(sign_in("officer").get("/me"))
    person = town.person("officer")
    assert all(known in told for known in (person.full_name, person.position, "Phòng Dân tộc", "officer"))


def test_the_menu_leads_there(sign_in):
    assert page(sign_in("officer").get("/work")).xpath("//a[@href='/me']")


@pytest.mark.parametrize("who", ["admin", "chair", "staff", "observer", "head"])
def test_everybody_has_one(sign_in, who):
    assert sign_in(who).get("/me").status_code == 200


def test_a_new_password_opens_and_the_former_does_not(client, sign_in, town):
    with_address(town)
    here, there = sign_in("officer"), sign_in("officer")
    assert change_password(here).location == "/me"
    assert here.get("/me").status_code == 200
    assert there.get("/me").location.startswith("/sign-in")
    assert client.post("/sign-in", data={"sign_in_name": "officer", "password": "giao-ban-demo"}).status_code == 422
    assert client.post("/sign-in", data={"sign_in_name": "officer", "password": NEW}).status_code == 302
    assert events("account.password_changed") == events("account.sessions_ended") == 1
    told = mails()[0]
    assert told.to_address == "y.bha@vi-du.vn"
    assert "Mật khẩu" in told.subject
    assert NEW not in told.body


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("present", {"present": "sai"}),
        ("present", {"present": ""}),
        ("new", {"new": "ngắn"}),
        ("new", {"new": "matkhau2026"}),
        ("new", {"new": "Phòng Dân tộc 1"}),
        ("new", {"new": "x" * 1001}),
        ("again", {"again": "khác"}),
    ],
)
def test_a_password_that_cannot_be_changes_nothing(sign_in, town, field, sent):
    browser, before = sign_in("officer"), town.account("officer").password_hash
    answer = change_password(browser, **sent)
    assert answer.status_code == 422
    assert words(by_id(answer, f"{field}-errors"))
    assert NEW not in answer.text
    db.session.expire_all()
    assert town.account("officer").password_hash == before
    assert events("account.password_changed") == 0


def test_what_was_mistyped_can_be_sent_again_from_the_same_page(sign_in):
    browser = sign_in("officer")
    for _ in range(2):
        assert change_password(browser, present="sai", form_key="k").status_code == 422
    assert change_password(browser, form_key="k").location == "/me"
    assert change_password(browser, form_key="k").location == "/me"  # the same once more: it was done


def test_an_account_without_a_password_is_told_the_way(sign_in, town):
    with transaction():
        town.account("officer").password_hash = ""
    assert not page(sign_in("officer").get("/me/password")).xpath("//main//input[@type='password']")
    assert not page(sign_in("officer").get("/confirm")).xpath("//main//input[@type='password']")


def test_address_and_telephone_are_one_s_own_to_change(sign_in, town):
    with_address(town)
    browser, person = sign_in("officer"), town.person("officer")
    data = {"email": "moi@vi-du.vn", "phone": "0905 123 456", "version": person.version}
    assert browser.post("/me/contact", data=data).location == "/me"
    db.session.expire_all()
    assert (person.email, person.phone) == ("moi@vi-du.vn", "0905 123 456")
    assert events("person.email_changed") == events("person.phone_changed") == 1
    assert [mail.to_address for mail in mails()] == ["y.bha@vi-du.vn"]  # the former one is told


def test_an_address_that_opens_accounts_is_the_administrators_to_change(app, sign_in, town):
    app.config["OIDC_ISSUER"] = "https://dang-nhap.vi-du.vn"
    with_address(town)
    person = town.person("officer")
    data = {"email": "chair@vi-du.vn", "phone": "0905 1", "version": person.version}
    answer = sign_in("officer").post("/me/contact", data=data)
    assert answer.status_code == 422
    assert "quản trị" in words(by_id(answer, "email-errors"))
    assert sign_in("officer").post("/me/contact", data=data | {"email": person.email}).location == "/me"


@pytest.mark.parametrize("address", ["không phải", "a@b", "x@vi-du.vn\r\nBcc: all@vi-du.vn", "a" * 200 + "@vi-du.vn"])
def test_what_is_no_address_is_refused(sign_in, town, address):
    data = {"email": address, "version": town.person("officer").version}
    answer = sign_in("officer").post("/me/contact", data=data)
    assert answer.status_code == 422
    assert words(by_id(answer, "email-errors"))


def test_of_two_who_change_it_the_second_sees_both(sign_in, town):
    data = {"phone": "0905 2", "version": town.person("officer").version - 1}
    answer = sign_in("officer").post("/me/contact", data=data)
    assert answer.status_code == 409
    assert 'value="0905 2"' in answer.text


def test_which_mail_one_wants_is_kept(sign_in, town):
    browser = sign_in("officer")
    assert browser.post("/me/mail", data={"wanted": ["roles"]}).location == "/me"
    db.session.expire_all()
    assert town.account("officer").muted == ["sign_in", "reminders"]
    ticked = page(browser.get("/me")).xpath("//input[@name='wanted'][@checked]/@value")
    assert ticked == ["roles"]
    assert browser.post("/me/mail", data={"wanted": ["sign_in", "no such"]}).status_code == 422


@pytest.mark.parametrize(("muted", "sent"), [((), 1), (("sign_in",), 0)])
def test_a_new_place_is_told_by_mail_unless_one_does_without(client, town, muted, sent):
    with_address(town, muted=muted)
    data = {"sign_in_name": "officer", "password": "giao-ban-demo"}
    chrome = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36"}
    for address, browser in [("203.0.113.1", chrome), ("203.0.113.1", chrome), ("203.0.113.2", chrome)]:
        answer = client.post("/sign-in", data=data, headers=browser, environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == 302
    told = mails()
    assert len(told) == sent  # not the first place of all, not the same again
    assert all("203.0.113.2" in mail.body and "Chrome · Windows" in mail.body for mail in told)


def test_one_sees_where_one_is_signed_in_and_signs_out_there(sign_in, town):
    here, there, other = sign_in("officer"), sign_in("officer"), sign_in("head")
    _first, second, _heads = db.session.scalars(sa.select(SignInSession.id).order_by(SignInSession.id.desc()).limit(3))
    listed = page(here.get("/me")).xpath("//tr[starts-with(@id, 'sign-in-')]/@id")
    assert len(listed) == 2
    assert here.post(f"/me/sessions/{second}/end").status_code == 302
    assert there.get("/work").location.startswith("/sign-in")
    assert here.get("/work").status_code == other.get("/work").status_code == 200
    assert events("account.signed_out") == 1


def test_nobody_signs_somebody_else_out(sign_in, town):
    sign_in("head")
    theirs = db.session.scalars(sa.select(SignInSession.id).order_by(SignInSession.id.desc()).limit(1)).one()
    assert sign_in("admin").post(f"/me/sessions/{theirs}/end").status_code == 404
    assert sign_in("officer").post("/me/sessions/999999/end").status_code == 404


def test_signing_out_there_twice_is_told_once(sign_in, town):
    here, _there = sign_in("officer"), sign_in("officer")
    there = db.session.scalars(sa.select(SignInSession.id).order_by(SignInSession.id.desc()).limit(1)).one()
    for _ in range(2):
        assert here.post(f"/me/sessions/{there}/end").status_code == 302
    assert events("account.signed_out") == 1


def test_signing_out_everywhere_else_leaves_this_browser(sign_in, town):
    here, *elsewhere = (sign_in("officer") for _ in range(3))
    assert here.post("/me/sessions/end-others").status_code == 302
    assert here.get("/work").status_code == 200
    assert all(browser.get("/work").status_code == 302 for browser in elsewhere)

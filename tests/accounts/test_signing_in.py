"""Signing in and out, the language, and where a stranger is sent."""

import unicodedata
from urllib.parse import urljoin

import pytest
import sqlalchemy as sa

from tracker.accounts import services
from tracker.accounts.models import Account
from tracker.accounts.sessions import own_page
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction


def enter(client, name="officer", password="giao-ban-demo", **more):
    return client.post("/sign-in", data={"sign_in_name": name, "password": password} | more)


def test_the_right_name_and_password_open_the_unit_s_work(client, town):
    assert enter(client).location == "/"
    assert client.get("/").location == "/work"
    assert client.get("/work").status_code == 200
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "account.signed_in")) == 1


def test_names_are_the_same_in_any_case_of_letters(client):
    assert enter(client, "  Officer ").status_code == 302


@pytest.mark.parametrize(("name", "password"), [("officer", "wrong"), ("nobody", "giao-ban-demo"), ("officer", "")])
def test_a_wrong_name_and_a_wrong_password_read_the_same(client, name, password):
    answer = enter(client, name, password)
    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text
    assert 'value="giao-ban-demo"' not in answer.text.partition("demo-people")[0]


def test_a_closed_account_does_not_open_and_ends_at_once(client, town, sign_in):
    inside = sign_in("officer")
    assert inside.get("/work").status_code == 200
    with transaction():
        town.account("officer").disabled = True
    assert inside.get("/work").location.startswith("/sign-in")
    assert enter(client).status_code == 422


def test_somebody_who_has_left_is_out(town, sign_in):
    inside = sign_in("officer")
    with transaction():
        town.person("officer").ended_on = town.today
    assert inside.get("/work").location.startswith("/sign-in")


def test_somebody_who_has_left_does_not_come_in_again(client, town):
    with transaction():
        town.person("officer").ended_on = town.today
    assert enter(client).status_code == 422
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "account.signed_in")) == 0


@pytest.mark.parametrize("act", ["sign in", "sign out"])
def test_nothing_of_a_session_outlives_signing_in_or_out(client, act):
    if act == "sign out":
        enter(client)
    with client.session_transaction() as session:
        session["csrf_token"] = session["planted"] = "known to another"
    assert (enter(client) if act == "sign in" else client.post("/sign-out")).status_code == 302
    with client.session_transaction() as session:
        assert session.get("planted") is None
        assert session.get("csrf_token") != "known to another"


def test_nobody_waits_while_a_password_is_checked(client, town, monkeypatch):
    def check(*_args, **_kwargs):
        assert not db.session().info.get("in_transaction")
        raise services.WrongNameOrPassword

    monkeypatch.setattr(services, "check_password", check)
    assert enter(client).status_code == 422


def test_a_password_is_the_same_however_its_marks_were_typed(town):
    person = town.new_person("Y Mật Khẩu")
    with transaction():
        services.add_account(person, sign_in_name="mat", password="Đăk Tơ Mil", by=None, at=town.now)
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, "Đăk Tơ Mil")
        assert services.check_password("mat", typed, on=town.today).person_id == person.id


def test_passwords_are_kept_as_argon2id(town):
    assert town.account("officer").password_hash.startswith("$argon2id$")


def test_signing_out_ends_it(client):
    enter(client)
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/work").location == "/sign-in?next=/work"


def test_after_signing_in_one_is_where_one_wanted_to_go(client):
    assert enter(client, next="/tasks/?quarter=2026-Q3").location == "/tasks/?quarter=2026-Q3"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil",
        "https://evil.example",
        "///evil",
        "/\t/evil.example",
        "/\n/evil.example",
        "/x\\..\\evil",
        "/\x7f",
        "/\u2028x",
        " /work",
        "javascript:alert(1)",
        "",
        None,
        "x",
    ],
)
def test_only_pages_of_this_site_are_gone_on_to(address):
    assert own_page(address) is None


@pytest.mark.parametrize(
    "address", ["/%2F%2Fevil.example", "/%5Cevil.example", "/%09/evil.example", "/./work?next=//x"]
)
def test_what_only_looks_foreign_stays_a_page_of_this_site(client, town, address):
    location = enter(client, next=address).location
    assert urljoin("https://giao-ban.example/sign-in", location).startswith("https://giao-ban.example/")


def test_the_demo_offers_its_people_and_an_office_does_not(client, make_app):
    assert "officer2" in client.get("/sign-in").text
    assert "officer2" not in make_app(DEMO_SIGN_INS=[]).test_client().get("/sign-in").text


def test_the_language_is_kept_with_the_person(town, sign_in):
    browser = sign_in("officer")
    assert '<html lang="vi">' in browser.get("/work").text
    assert browser.post("/language", data={"language": "en", "next": "/work"}).location == "/work"
    assert '<html lang="en">' in browser.get("/work").text
    assert '<html lang="en">' in sign_in("officer").get("/work").text
    db.session.expire_all()
    assert town.account("officer").language == "en"


def test_a_language_that_is_none_changes_nothing(client):
    client.post("/language", data={"language": "tlh"})
    assert '<html lang="vi">' in client.get("/sign-in").text


def test_a_cookie_with_a_forged_name_is_nobody(client, town):
    for forged in ("999999", "abc", "-1"):
        with client.session_transaction() as session:
            session["_user_id"] = forged
        assert client.get("/work").location.startswith("/sign-in")


def test_two_accounts_of_one_name_cannot_be(town):
    db.session.add(Account(person_id=town.new_person("Y Hai").id, sign_in_name="officer", password_hash="x"))
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()
    db.session.rollback()

"""The password once more, before what is delicate."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.accounts.phones import turn_on
from tests.browser import words
from tracker.accounts.models import SignInSession
from tracker.accounts.rules.tries import ONE_NAME_HERE
from tracker.core.db import db, transaction

DELICATE = "/me/contact"


def was_confirmed(town, *, minutes_ago):
    """All sessions: their password was given so long ago."""
    with transaction():
        db.session.execute(sa.update(SignInSession).values(confirmed_at=town.now - timedelta(minutes=minutes_ago)))


def test_who_signed_in_just_now_is_not_asked(sign_in):
    assert sign_in("officer").get(DELICATE).status_code == 200


def test_later_the_page_asks_and_one_comes_back_to_it(sign_in, town):
    browser = sign_in("officer")
    was_confirmed(town, minutes_ago=16)
    asked = browser.get(f"{DELICATE}?x=1")
    assert asked.location == "/confirm?next=/me/contact?x%3D1"
    page = browser.get(asked.location)
    assert page.status_code == 200
    answer = browser.post("/confirm", data={"password": "giao-ban-demo", "next": f"{DELICATE}?x=1"})
    assert answer.location == f"{DELICATE}?x=1"
    assert browser.get(DELICATE).status_code == 200


def test_a_form_opened_in_time_can_still_be_sent(sign_in, town):
    browser = sign_in("officer")
    was_confirmed(town, minutes_ago=29)
    assert browser.get(DELICATE).status_code == 302
    version = town.person("officer").version
    assert browser.post(DELICATE, data={"phone": "0905 1", "version": version}).location == "/me"


def test_sent_later_than_that_it_changes_nothing_and_asks(sign_in, town):
    browser = sign_in("officer")
    was_confirmed(town, minutes_ago=31)
    data = {"phone": "0905 1", "version": town.person("officer").version}
    answer = browser.post(DELICATE, data=data, headers={"Referer": "http://localhost/me/contact"})
    assert answer.status_code == 303
    assert answer.location.startswith("/confirm?next=")
    assert town.person("officer").phone == ""


def test_a_piece_is_asked_for_as_a_page(sign_in, town, htmx):
    browser = sign_in("officer")
    was_confirmed(town, minutes_ago=16)
    answer = browser.get(DELICATE, headers=htmx)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/confirm")


def test_one_session_s_confirmation_is_not_another_s(sign_in, town):
    here, there = sign_in("officer"), sign_in("officer")
    was_confirmed(town, minutes_ago=16)
    assert here.post("/confirm", data={"password": "giao-ban-demo"}).location == "/"
    assert here.get(DELICATE).status_code == 200
    assert there.get(DELICATE).status_code == 302


def test_a_wrong_password_confirms_nothing_and_can_be_typed_again(sign_in, town):
    browser = sign_in("officer")
    was_confirmed(town, minutes_ago=16)
    for _ in range(2):  # the very same form twice: it is no act that was done already
        answer = browser.post("/confirm", data={"password": "sai", "next": DELICATE, "form_key": "k"})
        assert answer.status_code == 422
        assert DELICATE in answer.text
    assert browser.get(DELICATE).status_code == 302
    assert browser.post("/confirm", data={"password": "giao-ban-demo", "form_key": "k"}).status_code == 302


def test_guessing_there_is_counted_as_at_the_sign_in(sign_in, town):
    browser = sign_in("officer")
    was_confirmed(town, minutes_ago=16)
    for _ in range(ONE_NAME_HERE.most):
        assert browser.post("/confirm", data={"password": "sai"}).status_code == 422
    answer = browser.post("/confirm", data={"password": "giao-ban-demo"})
    assert answer.status_code == 429
    assert "10:15" in words(answer)


@pytest.mark.parametrize(("code", "status"), [("right", 302), ("000000", 422), ("", 422)])
def test_with_a_second_factor_its_code_is_asked_for_too(sign_in, town, code, status):
    browser = sign_in("officer")
    phone, _codes = turn_on(town)
    was_confirmed(town, minutes_ago=16)
    code = phone.now() if code == "right" else code
    assert browser.post("/confirm", data={"password": "giao-ban-demo", "code": code}).status_code == status
    assert browser.get(DELICATE).status_code == (200 if status == 302 else 302)


def test_it_leads_to_no_other_site(sign_in, town):
    browser = sign_in("officer")
    answer = browser.post("/confirm", data={"password": "giao-ban-demo", "next": "//evil.example"})
    assert answer.location == "/"


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get("/confirm").location.startswith("/sign-in")
    assert client.post("/confirm", data={"password": "giao-ban-demo"}).location.startswith("/sign-in")

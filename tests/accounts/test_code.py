"""The second step of signing in: the code."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.accounts.phones import STEP, turn_on
from tests.browser import page, words
from tracker.accounts import services
from tracker.accounts.models import SignInSession
from tracker.core.db import db, transaction

CODE = "/sign-in/code"


def half_in(client, *, next_page="", name="officer"):
    data = {"sign_in_name": name, "password": "giao-ban-demo", "next": next_page}
    return client.post("/sign-in", data=data)


def sessions(town, who="officer"):
    return db.session.scalar(sa.select(sa.func.count()).where(SignInSession.account_id == town.account(who).id))


def test_after_the_password_the_code_opens_the_page_asked_for(town, client):
    phone, _ = turn_on(town)
    assert half_in(client, next_page="/tasks/?quarter=2026-Q3").location == CODE
    assert sessions(town) == 0
    assert client.get("/work").location.startswith("/sign-in")
    assert client.get(CODE).status_code == 200
    assert client.post(CODE, data={"code": phone.at(town.now)}).location == "/tasks/?quarter=2026-Q3"
    assert sessions(town) == 1
    assert client.get("/work").status_code == 200


def test_a_recovery_code_opens_too(town, client):
    _, codes = turn_on(town)
    half_in(client)
    assert client.post(CODE, data={"code": codes[0]}).location == "/"
    assert client.get("/work").status_code == 200


def test_without_a_second_factor_nothing_more_is_asked(town, client):
    assert half_in(client).location == "/"


def test_a_second_factor_that_was_only_begun_is_not_asked_for(town, client):
    with transaction():
        services.set_up_second_factor(town.account("officer"), by=town.person("officer"), at=town.now)
    assert half_in(client).location == "/"


@pytest.mark.parametrize("typed", ["000000", "", "9" * 41])
def test_a_wrong_code_opens_nothing_and_may_be_mended(town, client, typed):
    phone, _ = turn_on(town)
    half_in(client, next_page="/tasks/")
    answer = client.post(CODE, data={"code": typed})
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@id='code-errors']")
    assert sessions(town) == 0
    assert client.post(CODE, data={"code": phone.at(town.now)}).location == "/tasks/"


def test_wrong_codes_and_wrong_passwords_are_counted_together(town, client):
    phone, _ = turn_on(town)
    half_in(client)
    for _ in range(5):
        assert client.post(CODE, data={"code": "000000"}).status_code == 422
    answer = client.post(CODE, data={"code": phone.at(town.now)})
    assert answer.status_code == 429
    assert "10:15" in words(answer)
    assert half_in(client).status_code == 429
    assert sessions(town) == 0


def test_giving_the_password_again_does_not_buy_more_tries(town, client):
    phone, _ = turn_on(town)
    for _ in range(5):
        assert half_in(client).location == CODE
        client.post(CODE, data={"code": "000000"})
    assert half_in(client).status_code == 429
    with time_machine.travel(town.now + timedelta(minutes=16), tick=False):
        half_in(client)
        assert client.post(CODE, data={"code": phone.at(town.now + timedelta(minutes=16))}).location == "/"


def test_the_code_must_come_within_five_minutes(town, client):
    phone, _ = turn_on(town)
    half_in(client)
    late = town.now + timedelta(minutes=5, seconds=1)
    with time_machine.travel(late, tick=False):
        assert client.post(CODE, data={"code": phone.at(late)}).location == "/sign-in"
        assert "năm phút" in words(client.get("/sign-in"))
    assert sessions(town) == 0


@pytest.mark.parametrize("change", ["password", "disabled", "left", "taken off"])
def test_what_changed_since_the_password_ends_the_half_way(town, client, change):
    phone, _ = turn_on(town)
    half_in(client)
    account, admin = town.account("officer"), town.person("admin")
    with transaction():
        if change == "password":
            services.set_password(account, account.password_hash, by=admin, at=town.now + STEP)
        elif change == "disabled":
            account.disabled = True
        elif change == "left":
            account.person.ended_on = town.today
        else:
            services.remove_second_factor(account, by=admin, at=town.now)
    for answer in (client.get(CODE), client.post(CODE, data={"code": phone.at(town.now)})):
        assert answer.location == "/sign-in"
    assert sessions(town) == 0


def test_a_code_without_a_password_leads_to_the_sign_in_page(town, client):
    phone, codes = turn_on(town)
    for code in (phone.at(town.now), codes[0]):
        assert client.post(CODE, data={"code": code}).location == "/sign-in"
    assert client.get(CODE).location == "/sign-in"


def test_the_same_code_lets_nobody_else_in(town, app):
    phone, _ = turn_on(town)
    code = phone.at(town.now)
    first, second = app.test_client(), app.test_client()
    for browser in (first, second):
        half_in(browser)
    assert first.post(CODE, data={"code": code}).status_code == 302
    assert second.post(CODE, data={"code": code}).status_code == 422
    assert sessions(town) == 1


def test_the_cookie_of_half_way_is_worth_nothing_after_it(town, app, client):
    phone, _ = turn_on(town)
    half_in(client)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    client.post(CODE, data={"code": phone.at(town.now)})
    with client.session_transaction() as cookie:
        assert "half_in" not in cookie
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(kept)
    assert thief.get("/work").location.startswith("/sign-in")
    assert thief.post(CODE, data={"code": phone.at(town.now)}).status_code == 422


def test_the_language_survives_the_second_step(town, client):
    turn_on(town)
    client.post("/language", data={"language": "en"})
    half_in(client)
    assert '<html lang="en">' in client.get(CODE).text


def test_the_next_page_is_one_of_ours(town, client):
    phone, _ = turn_on(town)
    half_in(client, next_page="//evil.example")
    assert client.post(CODE, data={"code": phone.at(town.now)}).location == "/"

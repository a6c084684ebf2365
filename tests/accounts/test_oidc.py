"""Signing in at the office's OpenID Connect provider, a real one in a process of its own."""

from datetime import timedelta
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
import sqlalchemy as sa
import time_machine
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from tests.accounts.phones import turn_on
from tests.accounts.provider import provider
from tests.browser import page, words
from tracker.accounts.models import ExternalIdentity, SignInSession
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction

ADDRESS = "y.can.bo@vi-du.gov.vn"
VERIFIED = {"email": ADDRESS, "email_verified": True}


@pytest.fixture(scope="module")
def office_login():
    with provider() as running:
        yield running


@pytest.fixture
def stranger(make_app, office_login, town):
    """A stranger's browser at an office that has a provider; the officer's address is known here."""
    with transaction():
        town.person("officer").email = "Y.Can.Bo@vi-du.gov.vn"
    return make_app(**settings(office_login.issuer)).test_client()


def settings(issuer, **more):
    told = {"ISSUER": issuer, "CLIENT_ID": "giao-ban", "CLIENT_SECRET": "s3cret", "LABEL": "Tài khoản tỉnh"} | more
    return {f"OIDC_{name}": value for name, value in told.items()}


def go(browser, **query):
    return browser.get("/sign-in/oidc", query_string=query).location


def back(browser, address):
    """Follow the provider's answer."""
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def changed(address, **parts):
    """The address with other parts of its query."""
    split = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(split.query).items()} | parts
    return split._replace(query=urlencode({name: value for name, value in query.items() if value})).geturl()


def refused(answer, town, status=403):
    assert answer.status_code == status
    assert "/sign-in" in page(answer).xpath("//main//a/@href")
    assert sessions(town) == 0
    return words(answer)


def sessions(town, who="officer"):
    return db.session.scalar(sa.select(sa.func.count()).where(SignInSession.account_id == town.account(who).id))


def links():
    return db.session.scalars(sa.select(ExternalIdentity)).all()


def test_a_verified_address_opens_the_account_and_links_it(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    answer = back(stranger, office_login.asks(go(stranger, next="/tasks/?quarter=2026-Q3"), as_="first"))
    assert answer.location == "/tasks/?quarter=2026-Q3"
    assert stranger.get("/work").status_code == 200
    (link,) = links()
    assert (link.issuer, link.subject, link.account_id) == (office_login.issuer, "first", town.account("officer").id)
    told = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == "account.identity_linked")).one()
    assert told.facts == {"issuer": office_login.issuer, "email": ADDRESS}
    assert told.by_id == town.person("officer").id


def test_from_then_on_the_subject_opens_it_whatever_its_address(stranger, town, office_login):
    office_login.knows("known", **VERIFIED)
    back(stranger, office_login.asks(go(stranger), as_="known"))
    office_login.knows("known", email="moi@vi-du.gov.vn", email_verified=False)
    assert back(stranger, office_login.asks(go(stranger), as_="known")).location == "/"
    assert len(links()) == 1
    assert sessions(town) == 2


def test_it_is_asked_for_with_pkce_state_and_nonce(stranger, office_login):
    query = parse_qs(urlsplit(go(stranger)).query)
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["scope"] == ["openid email"]
    assert query["redirect_uri"] == ["http://localhost/sign-in/oidc/back"]
    assert all(len(query[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize(
    "claims",
    [
        {"email": ADDRESS, "email_verified": False},
        {"email": ADDRESS},
        {"email": ADDRESS, "email_verified": "true"},
        {"email": "khong.ai@vi-du.gov.vn", "email_verified": True},
        {"email": "", "email_verified": True},
        {},
    ],
    ids=str,
)
def test_an_address_unverified_or_unknown_is_turned_away_politely(stranger, town, office_login, claims):
    office_login.knows("stranger", **claims)
    said = refused(back(stranger, office_login.asks(go(stranger), as_="stranger")), town)
    assert "Tài khoản tỉnh" in said
    assert not links()
    assert stranger.get("/work").location.startswith("/sign-in")


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("how", ["disabled", "left"])
def test_who_may_not_come_in_reads_the_same_words_as_a_stranger(stranger, town, office_login, how, linked):
    office_login.knows("gone", **VERIFIED)
    office_login.knows("stranger", email="khong.ai@vi-du.gov.vn", email_verified=True)
    account = town.account("officer")
    with transaction():
        if linked:
            issuer = office_login.issuer
            link = ExternalIdentity(issuer=issuer, subject="gone", account_id=account.id, since=town.now)
            db.session.add(link)
        if how == "disabled":
            account.disabled = True
        else:
            account.person.ended_on = town.today
    theirs = refused(back(stranger, office_login.asks(go(stranger), as_="gone")), town)
    strangers = refused(back(stranger, office_login.asks(go(stranger), as_="stranger")), town)
    assert theirs == strangers


def test_an_address_of_two_people_opens_neither_account(stranger, town, office_login):
    office_login.knows("shared", **VERIFIED)
    with transaction():
        town.person("head").email = ADDRESS  # beside Y.Can.Bo@…: another, to the letter
    refused(back(stranger, office_login.asks(go(stranger), as_="shared")), town)
    assert not links()


def test_somebody_elses_mailbox_does_not_open_a_linked_account(stranger, town, office_login):
    office_login.knows("owner", **VERIFIED)
    office_login.knows("heir", **VERIFIED)
    back(stranger, office_login.asks(go(stranger), as_="owner"))
    stranger.post("/sign-out")
    answer = back(stranger, office_login.asks(go(stranger), as_="heir"))
    assert answer.status_code == 403
    assert [link.subject for link in links()] == ["owner"]


def test_a_wrong_state_is_refused(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    answer = office_login.asks(go(stranger), as_="first")
    refused(back(stranger, changed(answer, state="x" * 30)), town)
    refused(back(stranger, changed(answer, state=None)), town)


def test_an_answer_for_another_browser_is_refused(stranger, make_app, town, office_login):
    office_login.knows("first", **VERIFIED)
    answer = office_login.asks(go(stranger), as_="first")
    victim = make_app(**settings(office_login.issuer)).test_client()
    refused(back(victim, answer), town)
    go(victim)
    refused(back(victim, answer), town)


def test_a_wrong_nonce_is_refused(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    refused(back(stranger, office_login.asks(changed(go(stranger), nonce="n" * 30), as_="first")), town)


def test_a_code_opens_once(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    answer = office_login.asks(go(stranger), as_="first")
    assert back(stranger, answer).status_code == 302
    stranger.post("/sign-out")
    assert back(stranger, answer).status_code == 403
    again = parse_qs(urlsplit(go(stranger)).query)["state"][0]
    assert back(stranger, changed(answer, state=again)).status_code == 403
    assert sessions(town) == 1


@pytest.mark.parametrize(
    ("wrong", "why"), [("issuer", "iss"), ("audience", "aud"), ("signature", "signature"), ("expiry", "expired")]
)
def test_an_id_token_that_is_not_for_us_is_refused(make_app, town, office_login, caplog, wrong, why):
    with transaction():
        town.person("officer").email = ADDRESS
    office_login.knows("first", **VERIFIED)
    app = make_app(**settings(office_login.issuer + ("/" if wrong == "issuer" else "")))
    browser = app.test_client()
    answer = office_login.asks(go(browser), as_="first")
    if wrong == "audience":
        app.config["OIDC_CLIENT_ID"] = "another"
    if wrong == "signature":
        kid = requests.get(f"{office_login.issuer}/jwks", timeout=5).json()["keys"][0].get("kid")
        forged = RSAKey.generate_key(2048, {"kid": kid} if kid else None).as_dict(private=False)
        app.extensions["oidc"].server_metadata["jwks"] = {"keys": [forged]}
    with time_machine.travel(town.now + timedelta(hours=2 if wrong == "expiry" else 0), tick=False):
        refused(back(browser, answer), town)
    assert not links()
    assert why in caplog.text


def test_cancelling_there_changes_nothing(stranger, town, office_login):
    refused(back(stranger, office_login.is_denied(go(stranger))), town)


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=y", "?error=server_error", "?state=%ED%A0"])
def test_an_answer_that_is_none_is_refused(stranger, town, query):
    refused(stranger.get(f"/sign-in/oidc/back{query}"), town)


def test_a_provider_that_is_away_is_said_to_be(make_app, town):
    browser = make_app(**settings("http://127.0.0.1:9")).test_client()
    refused(browser.get("/sign-in/oidc"), town, status=503)


def test_who_is_signed_in_is_asked_for_the_password_there_again(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    first = go(stranger)
    assert "prompt=login" not in first
    back(stranger, office_login.asks(first, as_="first"))
    again = go(stranger, next="/me/second-factor")
    assert "prompt=login" in again
    assert back(stranger, office_login.asks(again, as_="first")).location == "/me/second-factor"
    assert db.session.scalar(sa.select(sa.func.count()).where(SignInSession.ended_at.is_not(None))) == 1


def test_a_password_given_there_long_ago_confirms_nothing(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    with time_machine.travel(town.now + timedelta(minutes=40), tick=False):  # the provider's clock stays
        assert back(stranger, office_login.asks(go(stranger), as_="first")).location == "/"
        assert stranger.get("/me/contact").location.startswith("/confirm")


def test_our_second_factor_is_not_asked_for(stranger, town, office_login):
    turn_on(town)
    office_login.knows("first", **VERIFIED)
    assert back(stranger, office_login.asks(go(stranger), as_="first")).location == "/"
    assert sessions(town) == 1


def test_nothing_of_the_browser_s_session_before_is_kept(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    address = go(stranger)
    with stranger.session_transaction() as cookie:
        cookie["planted"] = "known to another"
    back(stranger, office_login.asks(address, as_="first"))
    with stranger.session_transaction() as cookie:
        assert set(cookie) <= {"_user_id", "_fresh", "_id", "_permanent"}


def test_beginning_many_times_does_not_fill_the_cookie(stranger, office_login):
    for _ in range(20):
        go(stranger)
    with stranger.session_transaction() as cookie:
        assert len([name for name in cookie if name.startswith("_state_")]) == 1


def test_the_next_page_is_one_of_ours(stranger, town, office_login):
    office_login.knows("first", **VERIFIED)
    assert back(stranger, office_login.asks(go(stranger, next="//evil.example"), as_="first")).location == "/"


def test_a_real_browser_s_way_from_end_to_end(make_app, town, office_login):
    with transaction():
        town.person("officer").email = ADDRESS
    office_login.knows("first", **VERIFIED)
    server = make_server("127.0.0.1", 0, make_app(**settings(office_login.issuer)), threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    try:
        with requests.Session() as person:
            ours = f"http://127.0.0.1:{server.server_port}"
            shown = person.get(f"{ours}/sign-in?next=/work", timeout=10)
            assert "Tài khoản tỉnh" in shown.text
            theirs = person.get(f"{ours}/sign-in/oidc?next=/work", timeout=10)
            assert theirs.url.startswith(office_login.issuer)
            work = person.post(theirs.url, data={"sub": "first"}, timeout=10)
            assert (work.status_code, work.url) == (200, f"{ours}/work")
            person.post(f"{ours}/sign-out", timeout=10)
            assert person.get(f"{ours}/work", timeout=10).url.startswith(f"{ours}/sign-in")
    finally:
        server.shutdown()
        serving.join()
        server.server_close()

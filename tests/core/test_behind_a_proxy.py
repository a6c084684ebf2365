"""Cookies and headers over TLS, and whose word is believed about where a request comes from."""

import pytest
import sqlalchemy as sa

from tracker.accounts.models import SignInSession
from tracker.audit.models import AuditEvent
from tracker.core.db import db

TRUE, FORGED = "203.0.113.5", "198.51.100.66"
FORWARDED = {"X-Forwarded-For": FORGED, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}


def enter(client, **more):
    data = {"sign_in_name": "officer", "password": "giao-ban-demo"}
    return client.post("/sign-in", data=data, environ_overrides={"REMOTE_ADDR": TRUE}, **more)


def addresses():
    """Of the session and of the trail."""
    session = db.session.scalars(sa.select(SignInSession.address)).one()
    event = db.session.scalars(sa.select(AuditEvent.origin).where(AuditEvent.name == "account.signed_in")).one()
    return session, event


@pytest.mark.parametrize("said", [{"TRACKER_TLS": "1"}, {"TRACKER_URL": "https://giao-ban.vi-du.vn"}])
def test_over_tls_cookies_are_bound_to_this_host(make_app, town, monkeypatch, said):
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    answer = enter(make_app().test_client())
    cookies = answer.headers.getlist("Set-Cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["__Host-session"]
    for told in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert told in cookies[0]
    assert "Domain" not in cookies[0]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_over_tls_the_language_is_told_over_tls_alone(make_app, monkeypatch):
    monkeypatch.setenv("TRACKER_TLS", "1")
    answer = make_app().test_client().post("/language", data={"language": "en"})
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_without_tls_nothing_promises_it(client, town):
    answer = enter(client)
    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_the_office_s_own_address_is_trusted(make_app, monkeypatch):
    monkeypatch.setenv("TRACKER_URL", "https://giao-ban.vi-du.vn")
    client = make_app().test_client()
    assert client.get("/sign-in", headers={"Host": "giao-ban.vi-du.vn"}).status_code == 200
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_without_a_proxy_nobody_says_where_they_come_from(client, town):
    assert enter(client, headers=FORWARDED).location == "/"
    assert addresses() == (TRUE, TRUE)


def test_behind_one_its_last_word_counts_and_no_earlier_one(make_app, town, monkeypatch):
    monkeypatch.setenv("TRACKER_PROXIES", "1")
    forwarded = FORWARDED | {"X-Forwarded-For": f"{FORGED}, 192.0.2.8"}
    assert enter(make_app().test_client(), headers=forwarded).location == "/"
    assert addresses() == ("192.0.2.8", "192.0.2.8")


@pytest.mark.parametrize("said", ["-1", "yes", "1.5"])
def test_a_number_of_proxies_that_is_none_is_told_at_the_start(make_app, monkeypatch, said):
    monkeypatch.setenv("TRACKER_PROXIES", said)
    with pytest.raises(ValueError, match="TRACKER_PROXIES"):
        make_app()


@pytest.mark.parametrize("address", ["/", "/sign-in", "/work", "/static/css/giao-ban.css"])
def test_trace_is_refused(client, address):
    assert client.open(address, method="TRACE").status_code == 405

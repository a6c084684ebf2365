"""Sessions live in the database: they end when they should, everywhere, and survive what they should."""

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tracker.accounts import services
from tracker.accounts.models import SignInSession
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.office.models import Role

COOKIE = "session"


def enter(client, name="officer"):
    assert client.post("/sign-in", data={"sign_in_name": name, "password": "giao-ban-demo"}).status_code == 302


def is_in(client):
    answer = client.get("/work")
    assert answer.status_code in (200, 302)
    return answer.status_code == 200


def copy_of(client, app):
    """Another browser with the same cookies."""
    thief = app.test_client()
    thief.set_cookie(COOKIE, client.get_cookie(COOKIE).value)
    return thief


def sessions():
    db.session.expire_all()
    return db.session.scalars(sa.select(SignInSession).order_by(SignInSession.id)).all()


def test_a_copied_cookie_is_dead_after_signing_out(client, app, town):
    enter(client)
    thief = copy_of(client, app)
    assert is_in(thief)
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not is_in(client)
    assert not is_in(thief)


def test_signing_in_again_ends_the_session_before(client, app, town):
    enter(client)
    thief = copy_of(client, app)
    enter(client, "head")
    assert is_in(client)
    assert not is_in(thief)
    assert [session.ended_at is None for session in sessions()] == [False, True]


def test_the_token_is_new_each_time_and_not_in_the_database(client, town):
    tokens = set()
    for _ in range(2):
        enter(client)
        with client.session_transaction() as session:
            tokens.add(session["_user_id"])
        client.post("/sign-out")
    assert len(tokens) == 2
    assert not tokens & {session.token_hash for session in sessions()}


def test_the_cookie_holds_nothing_but_tokens(client, town):
    enter(client)
    client.get("/me/password")
    with client.session_transaction() as session:
        assert set(session) <= {"_user_id", "_fresh", "_id", "csrf_token"}  # `_id` is a hash that nothing looks at


@pytest.mark.parametrize(("minutes", "still_in"), [(119, True), (121, False)])
def test_a_session_that_is_not_used_ends(sign_in, town, minutes, still_in):
    browser = sign_in("officer")
    with time_machine.travel(town.now + timedelta(minutes=minutes), tick=False):
        assert is_in(browser) is still_in


def test_one_that_is_used_goes_on_until_the_day_is_over(sign_in, town):
    browser, at = sign_in("officer"), town.now
    while at < town.now + timedelta(hours=14):
        with time_machine.travel(at, tick=False):
            assert is_in(browser), at
        at += timedelta(minutes=110)
    with time_machine.travel(town.now + timedelta(hours=14, minutes=1), tick=False):
        assert not is_in(browser)


def test_how_long_they_last_is_the_office_s_to_say(make_app, sign_in, town, monkeypatch):
    monkeypatch.setenv("TRACKER_IDLE_MINUTES", "5")
    monkeypatch.setenv("TRACKER_SESSION_HOURS", "1")
    app = make_app()
    assert app.config["SESSION_IDLE"] == timedelta(minutes=5)
    assert app.config["SESSION_LONGEST"] == timedelta(hours=1)
    monkeypatch.setenv("TRACKER_IDLE_MINUTES", "no")
    with pytest.raises(ValueError, match="TRACKER_IDLE_MINUTES"):
        make_app()


def test_use_is_noted_now_and_then_and_not_at_each_look(sign_in, town, count_queries):
    browser = sign_in("officer")
    for minutes, noted in [(4, False), (5, True), (9, False), (10, True)]:
        with time_machine.travel(town.now + timedelta(minutes=minutes), tick=False), count_queries() as asked:
            assert is_in(browser)
        assert any("UPDATE sign_in_session" in statement for statement in asked) is noted, minutes


def test_a_page_does_not_wait_for_a_database_that_is_busy(app, sign_in, town):
    """Somebody else holds the row, or on SQLite the whole file; the page comes all the same, and at once."""
    browser = sign_in("officer")
    with app.app_context():
        engine = db.engine
    began = time.perf_counter()
    with engine.connect().execution_options(for_writing=True) as other, other.begin():
        other.execute(sa.update(SignInSession).values(browser="x"))
        with time_machine.travel(town.now + timedelta(minutes=10), tick=False):
            assert is_in(browser)
        other.rollback()
    assert time.perf_counter() - began < 2  # a writer would wait for five
    assert sessions()[-1].seen_at == town.now


def test_a_session_that_has_ended_is_not_brought_back_by_a_late_look(sign_in, town):
    browser = sign_in("officer")
    with transaction():
        services.end_session(sessions()[-1], by=town.person("officer"), at=town.now)
    with time_machine.travel(town.now + timedelta(minutes=10), tick=False):
        assert not is_in(browser)
    assert sessions()[-1].seen_at == town.now


def test_all_end_at_once_but_the_one_that_is_kept(sign_in, town):
    here, there, other = sign_in("officer"), sign_in("officer"), sign_in("head")
    mine = sessions()[-3]
    with transaction():
        services.end_all_sessions(town.account("officer"), by=town.person("officer"), at=town.now, except_=mine)
    assert [is_in(browser) for browser in (here, there, other)] == [True, False, True]
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "account.sessions_ended")) == 1


def test_a_role_that_is_taken_counts_from_the_next_request(sign_in, town):
    browser = sign_in("staff")
    assert browser.get("/intake/").status_code == 200
    with transaction():
        db.session.execute(sa.update(Role).values(valid_to=town.today - timedelta(days=1)))
    assert browser.get("/intake/").status_code == 403


def test_a_restart_signs_nobody_out(client, make_app, town):
    """kill -9 leaves the instance folder and the database: a new process knows the cookie."""
    enter(client)
    anew = copy_of(client, make_app())
    assert is_in(anew)


def test_a_moved_telephone_stays_signed_in(client, town):
    """Its address and its browser's version change during the day."""
    enter(client)
    answer = client.get("/work", headers={"User-Agent": "Other/2"}, environ_overrides={"REMOTE_ADDR": "203.0.113.7"})
    assert answer.status_code == 200

"""What admin does to an account from a person's page."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.together import at_once
from tests.town import Town
from tracker.accounts import services
from tracker.accounts.models import Account, SignInSession
from tracker.accounts.rules.people import OfficeNeedsAdmin
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.office.models import RoleKind
from tracker.outbox.mail import read_settings
from tracker.outbox.models import OutboxMessage

ACTS = ["invite", "reset", "disable", "enable"]


@pytest.fixture
def invited(town: Town) -> Account:
    """Somebody who has an account and no password yet."""
    person = town.new_person("Y Khiêm Byă")
    with transaction():
        return services.open_account(person, sign_in_name="y.khiem", by=town.person("admin"), at=town.now)


@pytest.fixture
def with_mail(app):
    """An office that sends mail."""
    app.config["MAIL"] = read_settings("smtp://127.0.0.1", "giao-ban@vi-du.vn", "https://giao-ban.vi-du.vn")
    app.config["PUBLIC_URL"] = "https://giao-ban.vi-du.vn"


def do(browser, account: Account, act: str):
    return browser.post(f"/people/{account.person_id}/{act}")


def links_in(text: str) -> list[str]:
    return re.findall(r"https?://[^\s<]+/enter/[\w-]{43}", text)


def mails() -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutboxMessage)))


def events(name: str) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == name)) or 0


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_only_admin_does_it(sign_in, invited, act, who):
    assert do(sign_in(who), invited, act).status_code == 404
    assert not invited.disabled


@pytest.mark.parametrize("act", ACTS)
def test_who_has_no_account_has_no_such_acts(town, sign_in, act):
    person = town.new_person("Không Tài Khoản")
    assert sign_in("admin").post(f"/people/{person.id}/{act}").status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_an_admin_who_left_the_desk_is_asked_for_the_password(town, sign_in, invited, act):
    browser = sign_in("admin")
    with transaction():
        db.session.execute(sa.update(SignInSession).values(confirmed_at=town.now - timedelta(minutes=31)))
    assert do(browser, invited, act).location.startswith("/confirm")
    assert events("account.invited") == 0


def test_where_no_mail_is_set_up_admin_is_shown_the_link_this_once(client, sign_in, invited):
    page = do(sign_in("admin"), invited, "invite")
    [link] = links_in(page.text)
    assert "y.khiem" in page.text
    assert "10:00 04/11/2026" in page.text
    assert client.get(link.removeprefix("http://localhost")).status_code == 200
    assert not mails()
    assert page.headers["Cache-Control"] == "no-store"


def test_a_link_leaves_by_mail_and_is_then_shown_to_nobody(town, sign_in, invited, with_mail):
    with transaction():
        invited.person.email = "y.khiem@vi-du.vn"
    answer = do(sign_in("admin"), invited, "invite")
    assert answer.location == f"/people/{invited.person_id}"
    [mail] = mails()
    assert mail.confidential
    assert mail.subject.startswith("Giao Ban: ")
    assert len(links_in(mail.body)) == 1
    assert links_in(mail.body)[0].startswith("https://giao-ban.vi-du.vn/")
    assert "10:00 04/11/2026" in mail.body


def test_who_has_no_address_gets_the_link_from_admins_hands(sign_in, invited, with_mail):
    assert len(links_in(do(sign_in("admin"), invited, "invite").text)) == 1


def test_a_mail_is_in_the_language_of_whoever_gets_it(town, sign_in, with_mail):
    account = town.account("officer")
    with transaction():
        account.person.email = "officer@vi-du.vn"
        account.language = "en"
    do(sign_in("admin"), account, "reset")
    assert mails()[0].body.startswith("Dear ")


def test_an_act_that_does_not_fit_says_why_and_changes_nothing(town, sign_in, invited):
    browser = sign_in("admin")
    for account, act in ((invited, "reset"), (town.account("officer"), "invite"), (town.account("officer"), "enable")):
        answer = do(browser, account, act)
        assert answer.location == f"/people/{account.person_id}"
    with browser.session_transaction() as session:
        assert [category for category, _ in session["_flashes"]] == ["problem"] * 3


def test_disabling_ends_sessions_and_links_and_enabling_gives_the_password_back(client, town, sign_in):
    account, browser, inside = town.account("officer"), sign_in("admin"), sign_in("officer")
    [link] = links_in(do(browser, account, "reset").text)
    do(browser, account, "disable")
    assert inside.get("/work").location.startswith("/sign-in")
    assert client.get(link.removeprefix("http://localhost")).status_code == 410
    form = {"sign_in_name": "officer", "password": "giao-ban-demo"}
    assert client.post("/sign-in", data=form).status_code == 422
    do(browser, account, "enable")
    assert client.get(link.removeprefix("http://localhost")).status_code == 410, "an old link stays closed"
    assert inside.get("/work").location.startswith("/sign-in"), "and an old session"
    assert client.post("/sign-in", data=form).status_code == 302
    assert (events("account.disabled"), events("account.enabled")) == (1, 1)


def test_the_last_admin_is_not_disabled(town, sign_in):
    account = town.account("admin")
    assert do(sign_in("admin"), account, "disable").status_code == 303
    db.session.rollback()
    assert not town.account("admin").disabled


def test_two_admins_cannot_disable_each_other_at_once(app, town):
    town.new_person("Quản Trị Thứ Hai", role=RoleKind.ADMIN, sign_in_name="admin2")

    def disabling(whom: str, by: str):
        return lambda town: services.disable_account(town.account(whom), by=town.person(by), at=town.now)

    refused = at_once(app, [disabling("admin", "admin2"), disabling("admin2", "admin")])
    assert [type(refusal) for refusal in refused] == [OfficeNeedsAdmin]

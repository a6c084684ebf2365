"""Links that let somebody in: invitations, and forgotten passwords."""

import importlib
import re
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.together import at_once
from tests.town import Town
from tracker.accounts import services
from tracker.accounts.models import Account, EntryLink, LinkPurpose
from tracker.accounts.rules.links import AccountIsDisabled, AlreadySignsIn, LinkOpensNothing, NotYetInvited
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.outbox.mail import read_settings
from tracker.outbox.models import OutboxMessage

views = importlib.import_module("tracker.accounts.views.links")  # the package calls its blueprint so too
NEW = "cày bừa sớm mai"
MAIL = read_settings("smtp://127.0.0.1", "giao-ban@vi-du.vn", "https://giao-ban.vi-du.vn")


@pytest.fixture
def invited(town: Town) -> Account:
    """Somebody who has an account and no password yet."""
    person = town.new_person("Y Khiêm Byă")
    with transaction():
        person.email = "y.khiem@vi-du.vn"
        return services.open_account(person, sign_in_name="y.khiem", by=town.person("admin"), at=town.now)


@pytest.fixture
def with_mail(app, monkeypatch):
    """An office that sends mail; no question is slower than it must be."""
    monkeypatch.setattr(views, "SECONDS", 0.0)
    app.config.update(MAIL=MAIL, PUBLIC_URL="https://giao-ban.vi-du.vn")


def give(town: Town, account: Account, make=services.invite) -> str:
    with transaction():
        return make(account, by=town.person("admin"), at=town.now)


def choose(client, token: str, password: str = NEW, again: str | None = None):
    return client.post(f"/enter/{token}", data={"new": password, "again": password if again is None else again})


def enter(client, name: str, password: str):
    return client.post("/sign-in", data={"sign_in_name": name, "password": password})


def events(name: str) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == name)) or 0


def mails() -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))


def test_an_invitation_leads_to_a_first_password_and_that_to_signing_in(client, town, invited):
    token = give(town, invited)
    page = client.get(f"/enter/{token}")
    assert page.status_code == 200
    assert "y.khiem" in page.text
    assert enter(client, "y.khiem", NEW).status_code == 422
    assert choose(client, token).location == "/sign-in"
    assert "y.khiem" in client.get("/sign-in").text
    assert client.get("/work").location.startswith("/sign-in"), "the link itself signs nobody in"
    assert enter(client, "y.khiem", NEW).location == "/"
    assert (events("account.invited"), events("account.invitation_taken_up")) == (1, 1)


def test_looking_at_a_link_does_not_use_it_up(client, town, invited):
    """Mail scanners open what they find."""
    token = give(town, invited)
    for _ in range(3):
        assert client.get(f"/enter/{token}").status_code == 200
        assert client.head(f"/enter/{token}").status_code == 200
    assert choose(client, token).status_code == 302


def test_the_database_keeps_no_token(town, invited):
    token = give(town, invited)
    [kept] = db.session.scalars(sa.select(EntryLink))
    assert token not in (kept.token_hash, invited.password_hash)
    assert kept.token_hash == services.token_hash(token)


@pytest.mark.parametrize("how", ["unknown", "cut off", "used", "run out", "replaced", "disabled", "left"])
def test_a_link_that_opens_nothing_reads_the_same_whatever_the_reason(client, town, invited, how):
    token = give(town, invited)
    when = town.now
    if how == "unknown":
        token = "A" * 43
    elif how == "cut off":
        token = token[:20]
    elif how == "used":
        choose(client, token)
        client.get("/sign-in")  # which tells of it
    elif how == "run out":
        when += timedelta(days=7, seconds=1)
    elif how == "replaced":
        give(town, invited)
    elif how == "disabled":
        with transaction():
            services.disable_account(invited, by=town.person("admin"), at=town.now)
    else:
        with transaction():
            invited.person.ended_on = town.today
    hash_before = db.session.get_one(Account, invited.id).password_hash
    with time_machine.travel(when, tick=False):
        shown, sent = client.get(f"/enter/{token}"), choose(client, token, "đá cuội bên suối")
        unknown = client.get("/enter/" + "B" * 43)
    assert (shown.status_code, sent.status_code) == (410, 410)
    plain = [re.sub(r'(content|value|hx-headers:inherited)=(["\']).*?\2', "", page.text) for page in (shown, unknown)]
    assert plain[0] == plain[1].replace("B" * 43, token)
    db.session.rollback()
    assert db.session.get_one(Account, invited.id).password_hash == hash_before


def test_a_link_for_a_new_password_runs_out_within_the_hour(client, town):
    token = give(town, town.account("officer"), services.send_reset)
    with time_machine.travel(town.now + timedelta(minutes=59), tick=False):
        assert client.get(f"/enter/{token}").status_code == 200
    with time_machine.travel(town.now + timedelta(minutes=60), tick=False):
        assert client.get(f"/enter/{token}").status_code == 410


def test_a_new_password_ends_every_session_and_the_old_password(client, town, sign_in):
    inside = sign_in("officer")
    token = give(town, town.account("officer"), services.send_reset)
    assert inside.get("/work").status_code == 200, "until the link is used, all stays as it is"
    assert choose(client, token).status_code == 302
    assert inside.get("/work").location.startswith("/sign-in")
    assert enter(client, "officer", "giao-ban-demo").status_code == 422
    assert enter(client, "officer", NEW).status_code == 302
    assert (events("account.reset_sent"), events("account.reset_taken_up")) == (1, 1)


@pytest.mark.parametrize(
    ("password", "again"), [("", ""), ("short", "short"), (NEW, "other"), ("password", "password")]
)
def test_a_password_that_will_not_do_is_told_beside_its_field_and_the_link_stays_open(
    client, town, invited, password, again
):
    token = give(town, invited)
    answer = choose(client, token, password, again)
    assert answer.status_code == 422
    assert 'class="field-errors"' in answer.text
    assert choose(client, token).status_code == 302


def test_of_two_who_use_a_link_at_once_one_sets_the_password(app, town, invited):
    token = give(town, invited)

    def take(password_hash: str):
        return lambda town: services.take_up_link(token, password_hash, at=town.now)

    refused = at_once(app, [take("hash one"), take("hash two")])
    assert [type(refusal) for refusal in refused] == [LinkOpensNothing]
    assert events("account.invitation_taken_up") == 1


def test_of_two_links_made_at_once_one_opens(app, town, invited):
    number = invited.id

    def invite(town: Town) -> None:
        services.invite(db.session.get_one(Account, number), by=town.person("admin"), at=town.now)

    assert not at_once(app, [invite, invite])
    still_open = sa.select(EntryLink).where(EntryLink.ended_at.is_(None), EntryLink.used_at.is_(None))
    assert len(db.session.scalars(still_open).all()) == 1


def test_who_has_a_password_is_not_invited_and_who_has_none_gets_no_reset(town, invited):
    with pytest.raises(AlreadySignsIn):
        give(town, town.account("officer"))
    with pytest.raises(NotYetInvited):
        give(town, invited, services.send_reset)


def test_a_disabled_account_gets_no_link(town, invited):
    with transaction():
        services.disable_account(invited, by=town.person("admin"), at=town.now)
    with pytest.raises(AccountIsDisabled):
        give(town, invited)


# Forgotten ----------------------------------------------------------------------------------------------------------


def forget(client, who: str):
    return client.post("/forgotten", data={"who": who})


@pytest.mark.parametrize("who", ["Officer ", "Y.Hoa@vi-du.vn"])
def test_who_forgot_their_password_gets_a_link_by_mail(client, town, with_mail, who):
    with transaction():
        town.account("officer").person.email = "y.hoa@vi-du.vn"
    assert forget(client, who).location == "/sign-in"
    [mail] = mails()
    assert (mail.to_address, mail.confidential) == ("y.hoa@vi-du.vn", True)
    token = re.search(r"https://giao-ban\.vi-du\.vn/enter/(\S+)\n", mail.body)[1]
    assert choose(client, token).status_code == 302
    assert enter(client, "officer", NEW).status_code == 302
    assert events("account.link_asked_for") == 1


def test_who_never_took_the_invitation_up_is_invited_again(client, invited, with_mail):
    forget(client, "y.khiem")
    [link] = db.session.scalars(sa.select(EntryLink))
    assert link.purpose is LinkPurpose.INVITATION
    assert "y.khiem" in mails()[0].body


@pytest.mark.parametrize("who", ["nobody", "nobody@vi-du.vn", "officer", "closed"])
def test_the_answer_does_not_tell_who_has_an_account(client, town, with_mail, invited, who):
    """The officer of the demo has no address."""
    with transaction():
        town.account("officer").person.email = ""
        account = town.account("head")
        account.disabled, account.person.email = True, "head@vi-du.vn"
    answer = forget(client, "head" if who == "closed" else who)
    known = forget(client, "y.khiem")
    assert (answer.status_code, answer.location) == (known.status_code, known.location)
    assert [mail.to_address for mail in mails()] == ["y.khiem@vi-du.vn"]


def test_every_question_takes_as_long(client, invited, with_mail, monkeypatch):
    monkeypatch.setattr(views, "SECONDS", 0.2)
    took = []
    for who in ("nobody", "y.khiem"):
        began = time.perf_counter()
        forget(client, who)
        took.append(time.perf_counter() - began)
    assert min(took) >= 0.2
    assert abs(took[0] - took[1]) < 0.1


def test_nobody_can_fill_anothers_mailbox(client, town, invited, with_mail):
    for _ in range(3):
        assert forget(client, "y.khiem").status_code == 302
    assert len(mails()) == 1
    with time_machine.travel(town.now + timedelta(minutes=6), tick=False):
        forget(client, "y.khiem")
    assert len(mails()) == 2


def test_too_many_questions_are_told_to_wait_and_hold_up_no_signing_in(client, with_mail):
    for who in ("officer", "nobody"):
        assert [forget(client, who).status_code for _ in range(6)] == [302] * 5 + [429]
    assert enter(client, "officer", "giao-ban-demo").status_code == 302


def test_where_no_mail_is_set_up_the_page_says_whom_to_ask(client, town, invited):
    assert "<form" not in client.get("/forgotten").text.partition("<main")[2].partition("</main>")[0]
    assert forget(client, "y.khiem").status_code == 422
    assert not mails()

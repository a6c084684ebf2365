"""What somebody would try who wants into another's account, or who finds a screen that was left open."""

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from wtforms import PasswordField

from tests.accounts.expired import HERE
from tests.accounts.phones import turn_on
from tests.accounts.test_people_import import carried, preview
from tracker.accounts import services
from tracker.accounts.models import SignInSession
from tracker.accounts.proving import prove
from tracker.accounts.rules.passwords import PasswordTooLong, check_new_password
from tracker.accounts.sessions import begin
from tracker.core import problems
from tracker.core.db import db, transaction
from tracker.core.forms import Form
from tracker.outbox.models import OutboxMessage

SECRET = "ngựa vàng trên đồi"


def was_confirmed(town, *, minutes_ago):
    with transaction():
        db.session.execute(sa.update(SignInSession).values(confirmed_at=town.now - timedelta(minutes=minutes_ago)))


def change_password(town, who="officer"):
    """Somewhere else."""
    account = town.account(who)
    chosen = services.new_password_hash(account, SECRET)
    later = town.now + timedelta(minutes=1)
    with transaction():
        services.set_password(account, chosen, by=account.person, at=later)


def open_sessions():
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).where(SignInSession.ended_at.is_(None)))


def as_saved(person, **changes):
    facts = {"full_name": person.full_name, "unit": person.unit_id, "email": person.email}
    return facts | {"sign_in_name": "officer", "version": person.version} | changes


# A password is shown nowhere -------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/me/password", "/enter/x", "/confirm", "/sign-in", "/setup"])
def test_a_password_with_spaces_in_it_is_not_shown_when_its_page_was_too_old(sign_in, csrf, address):
    data = dict.fromkeys(("present", "new", "again", "password"), SECRET) | {"csrf_token": "x", "words": "Một câu."}
    names = {"/me/password": {"present", "new", "again"}, "/enter/x": {"new", "again"}}
    sent = {name: data[name] for name in names.get(address, {"password", "again"})}
    answer = sign_in("officer").post(address, data=sent, headers=HERE)
    assert answer.status_code == 400
    assert SECRET not in answer.text


def test_each_field_for_a_password_is_known_as_one(app):
    """Whatever shows or keeps what was typed goes by these names."""
    waiting, found = [Form], set()
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        fields = {name: getattr(form, name) for name in dir(form)}
        found |= {name for name, one in fields.items() if getattr(one, "field_class", None) is PasswordField}
    assert found == problems.PASSWORDS


# An open screen --------------------------------------------------------------------------------------------------


def test_an_address_is_not_changed_from_a_screen_that_was_left_open(town, sign_in):
    """By it a new password could be asked for: one's own account's is as delicate, and asks too."""
    admin, person = sign_in("admin"), town.person("officer")
    was_confirmed(town, minutes_ago=31)
    assert admin.get(f"/people/{person.id}/edit").location.startswith("/confirm")
    answer = admin.post(f"/people/{person.id}/edit", data=as_saved(person, email="ke.gian@vi-du.vn"))
    assert answer.location.startswith("/confirm")
    assert town.person("officer").email == person.email != "ke.gian@vi-du.vn"


# What has ended stays ended --------------------------------------------------------------------------------------


def test_who_is_back_is_not_signed_in_where_they_were_when_they_left(town, sign_in):
    officer, admin, person = sign_in("officer"), sign_in("admin"), town.person("officer")
    admin.post(f"/people/{person.id}/leave", data={"gone_from": f"{town.today:%d/%m/%Y}"})
    assert officer.get("/me").status_code == 302
    admin.post(f"/people/{person.id}/take-back")
    assert officer.get("/me").status_code == 302


def test_a_password_changed_while_the_former_is_looked_at_lets_nobody_in(app, town):
    with app.test_request_context("/sign-in", method="POST"):
        account, since = prove("officer", "giao-ban-demo")
        change_password(town)
        assert begin(account, "/work", password_since=since).location == "/sign-in?next=/work"
    assert open_sessions() == 0


def test_a_password_changed_before_the_code_comes_lets_nobody_in(app, town, client):
    phone, _ = turn_on(town)
    client.post("/sign-in", data={"sign_in_name": "officer", "password": "giao-ban-demo"})
    change_password(town)
    assert client.post("/sign-in/code", data={"code": phone.at(town.now)}).location.startswith("/sign-in")
    assert open_sessions() == 0


def test_links_that_went_to_a_former_address_open_nothing(town, sign_in):
    admin, person = sign_in("admin"), town.person("officer")
    with transaction():
        person.email = "nham@vi-du.vn"
    with transaction():
        token = services.send_reset(town.account("officer"), by=town.person("admin"), at=town.now)
    assert admin.get(f"/enter/{token}").status_code == 200
    admin.post(f"/people/{person.id}/edit", data=as_saved(person, email="dung@vi-du.vn"))
    assert admin.get(f"/enter/{token}").status_code == 410


def test_a_former_address_hears_of_a_change_that_came_from_a_file_too(town, sign_in):
    admin, person = sign_in("admin"), town.person("officer")
    with transaction():
        person.email = "truoc@vi-du.vn"
    shown = preview(admin, [person.full_name, "", person.unit.name, "", "sau@vi-du.vn", "officer", ""])
    assert admin.post("/people/import/confirm", data=carried(shown)).location == "/people/"
    assert [mail.to_address for mail in db.session.query(OutboxMessage)] == ["truoc@vi-du.vn"]


# Nothing holds the server up -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password", ["a" + "\u0301\u0316" * 100_000, "abc" * 333, "aaabbbccc" * 111], ids=["marks", "row", "runs"]
)
def test_no_password_takes_long_to_be_looked_at(password):
    began = time.process_time()
    try:
        check_new_password(password, own_words=["Nguyễn Văn An"])
    except PasswordTooLong:
        assert len(password) > 1000
    assert time.process_time() - began < 0.2

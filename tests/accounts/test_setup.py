"""The first start without the demo: one page, one token, one administrator."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import flask_migrate
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from tests.browser import Browser, page, words
from tracker import cli
from tracker.accounts.models import Account
from tracker.accounts.rules.tries import ONE_NAME_HERE
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.factory import create_app
from tracker.office.models import Person, Role, Unit
from tracker.settings import make_secret

FACTS = {
    "unit_name": "Ủy ban nhân dân xã Đăk Mới",
    "unit_short_name": "UBND xã Đăk Mới",
    "unit_kind": "peoples_committee",
    "full_name": "Lê Thị Mới",
    "position": "Văn phòng",
    "email": "moi@vi-du.vn",
    "sign_in_name": "le.moi",
    "password": "mưa đá cầu vồng",
    "again": "mưa đá cầu vồng",
}


@pytest.fixture
def empty(copies, tmp_path, frozen_time):
    """An office that was never set up."""
    app = create_app(
        tmp_path / "office", SQLALCHEMY_DATABASE_URI=copies.url_of_empty(), TESTING=True, WTF_CSRF_ENABLED=False
    )
    app.test_client_class = Browser
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
    app.config["TOKEN"] = make_secret(app.config["SETUP_TOKEN_FILE"])
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def count(empty) -> Callable[[type], int]:
    def how_many(model):
        with empty.app_context():
            return db.session.scalar(sa.select(sa.func.count()).select_from(model))

    return how_many


def set_up(app, **changes):
    return app.test_client().post("/setup", data=FACTS | {"token": app.config["TOKEN"]} | changes)


def test_the_first_page_of_an_empty_office_leads_there(empty):
    browser = empty.test_client()
    answer = browser.get("/", follow_redirects=True)
    assert answer.request.path == "/setup"
    assert "tracker serve" in words(answer)
    assert empty.config["TOKEN"] not in answer.text


def test_it_makes_the_unit_and_its_administrator_who_is_in_at_once(empty, count):
    browser = empty.test_client()
    answer = browser.post("/setup", data=FACTS | {"token": empty.config["TOKEN"]})
    assert answer.location == "/"
    assert "Việc tiếp theo: nhập các đơn vị" in words(browser.get("/", follow_redirects=True))
    for address in ("/", "/me", "/units/", "/people/"):
        assert browser.get(address, follow_redirects=True).status_code == 200, address
    with empty.app_context():
        account = db.session.scalars(sa.select(Account)).one()
        assert (account.sign_in_name, account.person.full_name) == ("le.moi", "Lê Thị Mới")
        assert account.person.unit.name == FACTS["unit_name"]
        names = db.session.scalars(sa.select(AuditEvent.name)).all()
    assert {"unit.added", "person.added", "role.given", "office.set_up", "account.signed_in"} <= set(names)
    assert [count(model) for model in (Unit, Person, Role)] == [1, 1, 1]


def test_afterwards_the_page_and_the_token_are_gone(empty):
    assert set_up(empty).status_code == 302
    assert not empty.config["SETUP_TOKEN_FILE"].exists()
    assert empty.test_client().get("/setup").status_code == 404
    assert set_up(empty).status_code == 404
    assert empty.test_client().get("/", follow_redirects=True).request.path == "/sign-in"


def test_in_an_office_that_lives_there_is_no_such_page(client, sign_in):
    assert client.get("/setup").status_code == 404
    assert client.post("/setup", data=FACTS | {"token": ""}).status_code == 404
    assert sign_in("admin").get("/setup").status_code == 404


@pytest.mark.parametrize("token", ["", "sai", " ", "ệ", "x" * 300])
def test_a_wrong_token_makes_nothing(empty, count, token):
    assert set_up(empty, token=token).status_code == 422
    assert [count(model) for model in (Unit, Person, Account)] == [0, 0, 0]
    assert empty.config["SETUP_TOKEN_FILE"].exists()


def test_without_a_token_file_no_token_fits(empty, count):
    empty.config["SETUP_TOKEN_FILE"].unlink()
    assert set_up(empty, token="").status_code == set_up(empty, token="x").status_code == 422
    assert count(Account) == 0


def test_guessing_the_token_is_slowed_down(empty):
    for _ in range(ONE_NAME_HERE.most):
        assert set_up(empty, token="sai").status_code == 422
    assert set_up(empty, token="sai").status_code == 429


def test_nobody_who_guesses_holds_up_whoever_has_the_token(empty, count):
    for _ in range(ONE_NAME_HERE.most + 1):
        set_up(empty, token="sai")
    assert set_up(empty).status_code == 302
    assert count(Account) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit_name": ""},
        {"unit_kind": "village"},
        {"full_name": "   "},
        {"sign_in_name": "Lê Mới"},
        {"password": "12345678", "again": "12345678"},
        {"password": "Lê Thị Mới 1", "again": "Lê Thị Mới 1"},
        {"again": "khác"},
        {"email": "không phải"},
    ],
)
def test_what_cannot_be_is_refused_whole(empty, count, wrong):
    answer = set_up(empty, **wrong)
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@class='form-errors']//li")
    assert [count(model) for model in (Unit, Person, Account)] == [0, 0, 0]
    assert set_up(empty).status_code == 302


def test_two_at_once_make_one_administrator(empty, count):
    with ThreadPoolExecutor(2) as together:
        names = ["le.moi", "le.hai"]
        answers = list(together.map(lambda name: set_up(empty, sign_in_name=name), names))
    assert sorted(answer.status_code for answer in answers)[0] == 302
    assert {answer.status_code for answer in answers} <= {302, 404, 422}
    assert [count(model) for model in (Unit, Person, Account)] == [1, 1, 1]


def test_serving_an_empty_office_prints_the_token_once_made(tmp_path, monkeypatch):
    monkeypatch.setenv("TRACKER_INSTANCE", str(tmp_path / "office"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(cli.Granian, "serve", lambda _server: None)
    told = [CliRunner().invoke(cli.main, ["serve", "--no-worker"]).output for _ in range(2)]
    kept = tmp_path / "office" / "setup_token"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert all(kept.read_text() in output for output in told)
    assert stat.S_IMODE((tmp_path / "office" / "tracker.db").stat().st_mode) == 0o600

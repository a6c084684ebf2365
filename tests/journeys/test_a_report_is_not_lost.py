"""A report being written outlives the server, the session and a colleague who writes at the same moment."""

import threading

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import BaseWSGIServer, make_server

from tests.reports.conftest import Duties
from tests.town import Town
from tracker.accounts.models import SignInSession
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.reports.models import Answer

FIRST = "Đã họp dân ở bốn thôn."
LONGER = f"{FIRST} Lập xong danh sách 14 hộ đăng ký làm vườn; còn ba hộ chưa thống nhất chỗ làm."
KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('report-draft')).length"


class Server:
    """A server that can be lost and come back at the same address."""

    def __init__(self, app: Flask) -> None:
        self._app, self._port = app, 0
        self.start()

    def start(self) -> None:
        self._server: BaseWSGIServer = make_server("127.0.0.1", self._port, self._app, threaded=True)
        self._port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"


@pytest.fixture
def server(app):
    running = Server(app)
    yield running
    running.stop()


@pytest.fixture
def site(server):
    return server.address


@pytest.fixture
def report_id(app):
    """What the officer's unit is to write."""
    with app.app_context():
        return Duties(Town()).report().id


@pytest.fixture
def address(report_id):
    return f"/reports/{report_id}/write"


@pytest.fixture
def writing(open_page, sign_in_as, address):
    """`writing("officer")`: that page; its console may speak of a line that broke."""

    def opened(who: str, *, width: int = 1280) -> Page:
        signed_in = open_page(width=width)
        sign_in_as(signed_in, who)
        page = signed_in.context.new_page()
        page.goto(address)
        return page

    return opened


@pytest.fixture
def saved(app, report_id):
    def words() -> str | None:
        with app.app_context():
            return db.session.scalar(sa.select(Answer.words).where(Answer.report_id == report_id, Answer.key == "k1"))

    return words


def type_words(page: Page, words: str) -> None:
    page.locator("#words-k1").fill(words)


def standing(page: Page):
    return page.locator("#saved-k1")


def test_it_saves_by_itself_fits_and_can_be_used_by_everybody(writing, saved, assert_accessible, assert_fits):
    page = writing("officer", width=390)
    type_words(page, FIRST)
    expect(standing(page)).to_contain_text("Đã lưu lúc")
    assert saved() == FIRST
    assert page.evaluate(KEPT) == 0
    page.locator("summary").first.click()
    assert_fits(page)
    assert_accessible(page)


def test_the_bell_of_a_session_that_has_ended_does_not_lead_the_page_away(app, open_page, sign_in_as):
    page = open_page()
    sign_in_as(page, "officer")
    page.goto("/units/", wait_until="networkidle")
    with app.app_context(), transaction():
        db.session.execute(sa.update(SignInSession).values(ended_at=clock.now()))
    with page.expect_response("**/bell/count") as answered:
        page.evaluate("document.body.dispatchEvent(new Event('work-changed'))")
    assert "hx-redirect" in answered.value.headers
    page.wait_for_timeout(300)  # nothing is to happen
    assert "sign-in" not in page.url


def test_a_draft_outlives_a_server_that_is_lost(writing, server, saved, address):
    page = writing("officer")
    type_words(page, FIRST)
    expect(standing(page)).to_contain_text("Đã lưu lúc")
    server.stop()
    type_words(page, LONGER)
    expect(page.locator("#item-k1 .not-saved")).to_contain_text("Chưa lưu")
    assert (saved(), page.evaluate(KEPT)) == (FIRST, 1)
    context = page.context
    page.close()  # the machine is switched off for the night
    server.start()
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#words-k1")).to_have_value(LONGER)
    expect(standing(page)).to_contain_text("Đã lưu lúc")
    assert (saved(), page.evaluate(KEPT)) == (LONGER, 0)


@pytest.mark.proof
def test_what_waited_is_sent_when_the_server_is_back(writing, server, saved):
    page = writing("officer")
    server.stop()
    type_words(page, LONGER)
    expect(page.locator("#item-k1 .not-saved")).to_contain_text("Chưa lưu")
    server.start()
    expect(standing(page)).to_contain_text("Đã lưu lúc", timeout=15_000)
    expect(page.locator(".not-saved")).to_have_count(0)
    assert saved() == LONGER


def test_a_draft_outlives_the_session_and_is_nobody_elses(app, writing, saved, open_page, sign_in_as, address):
    page = writing("officer")
    with app.app_context(), transaction():
        db.session.execute(sa.update(SignInSession).values(ended_at=clock.now()))
    type_words(page, LONGER)
    expect(page.locator("#session-ended")).to_contain_text("Phiên làm việc đã hết")
    expect(page.locator("#words-k1")).to_have_value(LONGER)
    other = page.context.new_page()  # the head signs in at the same browser
    sign_in_as(other, "head")
    other.goto(address)
    expect(other.locator("#words-k1")).not_to_have_value(LONGER)
    other.locator("form[action='/sign-out'] [type=submit]").first.dispatch_event("click")
    other.wait_for_url("**/sign-in")
    page.get_by_role("link", name="Đăng nhập và viết tiếp").click()
    page.locator("#sign_in_name").fill("officer")
    page.locator("#password").fill("giao-ban-demo")
    page.locator("#password").press("Enter")
    page.wait_for_url(f"**{address}")
    expect(page.locator("#words-k1")).to_have_value(LONGER)
    expect(standing(page)).to_contain_text("Đã lưu lúc")
    assert saved() == LONGER


def test_two_see_each_other_and_neither_overwrites_unknowingly(writing, saved, assert_accessible):
    officer, head = writing("officer"), writing("head")
    type_words(officer, FIRST)
    expect(head.locator("#words-k1")).to_have_value(FIRST, timeout=15_000)
    type_words(head, "Bản của lãnh đạo.")
    expect(standing(head)).to_contain_text("Đã lưu lúc")
    type_words(officer, LONGER)
    clash = officer.locator("#saved-k1 .clash")
    expect(clash).to_contain_text("Bản của lãnh đạo.")
    expect(officer.locator("#words-k1")).to_have_value(LONGER)
    assert_accessible(officer)
    assert saved() == "Bản của lãnh đạo."
    clash.get_by_role("button", name="Lưu bản của tôi").click()
    expect(clash).to_have_count(0)
    assert saved() == LONGER


@pytest.mark.proof
def test_a_file_too_large_is_told_of_before_it_is_sent(writing, tmp_path):
    large = tmp_path / "phim.pdf"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    page = writing("officer")
    type_words(page, FIRST)
    page.get_by_label("Chọn tệp").set_input_files(large)
    page.get_by_role("button", name="Đính kèm").click()
    expect(page.locator("[data-too-large]")).to_contain_text("lớn hơn 10 MB")
    expect(page.locator("#words-k1")).to_have_value(FIRST)

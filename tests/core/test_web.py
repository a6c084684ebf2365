"""What every answer carries, and what people read when something cannot be answered."""

import re
from html import unescape

import pytest

from tests.browser import by_id, words
from tracker.accounts import services
from tracker.core.errors import ChangedMeanwhile

GUARDED = "/work"


def test_every_answer_carries_the_headers_of_a_careful_site(client):
    answer = client.get("/sign-in")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in answer.headers["Vary"]


def test_a_static_file_may_be_kept_by_the_browser(client):
    answer = client.get("/static/css/giao-ban.css")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    with client.session_transaction() as session:
        session["anything"] = 1
    answer = client.post("/language", data={"language": "en"})
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_a_page_that_is_not_there_says_so_in_vietnamese(client):
    answer = client.get("/khong-co")
    assert answer.status_code == 404
    assert "<html" in answer.get_data(as_text=True)


def test_a_refused_fragment_is_a_piece_with_its_own_place(client, htmx):
    answer = client.get("/khong-co", headers=htmx)
    assert answer.status_code == 404
    assert "<html" not in answer.get_data(as_text=True)
    assert by_id(answer, "problem") is not None


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_a_body_that_is_too_large_is_refused_with_words(client, app):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/sign-in", data={"sign_in_name": "x" * 2000})
    assert answer.status_code == 413


def test_a_form_without_its_token_is_refused(client, csrf):
    answer = client.post("/sign-in", data={"sign_in_name": "staff", "password": "giao-ban-demo"})
    assert answer.status_code == 400


def test_what_was_typed_when_the_session_ended_stays_to_be_copied(client, csrf):
    data = {"title": "Việc gõ <khi> hết phiên", "leads": "unit-1"}
    answer = client.post("/tasks/new", data=data, headers={"Origin": "http://localhost"}).get_data(as_text=True)
    assert "Việc gõ &lt;khi&gt; hết phiên" in answer
    assert "unit-1" not in answer


def test_words_that_another_site_sends_are_not_shown(client, csrf):
    data = {"title": "Lời của trang khác"}
    for origin in ({}, {"Origin": "http://evil.example"}):
        assert "Lời của trang khác" not in client.post("/tasks/new", data=data, headers=origin).get_data(as_text=True)


def test_a_failure_of_ours_tells_nothing_of_the_inside(app, client, monkeypatch, caplog):
    app.config["TESTING"] = False  # else it is handed on to the test
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", fail)
    answer = client.get("/sign-in")
    assert answer.status_code == 500
    assert "bí mật" not in answer.get_data(as_text=True)
    assert "bí mật" in caplog.text


def test_who_saves_what_another_has_just_saved_is_told_so_where_no_form_says_it(app, sign_in, monkeypatch):
    def clash(*_args):
        raise ChangedMeanwhile

    monkeypatch.setattr(services, "choose_language", clash)
    answer = sign_in("officer").post("/language", data={"language": "en"})
    assert answer.status_code == 409
    assert "<html" in answer.get_data(as_text=True)


def fail():
    raise ValueError("bí mật")


@pytest.mark.parametrize("quarter", ["2026-Q5", "quý 4", "2026"])
def test_a_quarter_that_is_none_is_not_found(sign_in, quarter):
    assert sign_in("officer").get(GUARDED, query_string={"quarter": quarter}).status_code == 404


def test_a_page_that_is_not_there_leads_on_to_pages_that_are(sign_in):
    officer = sign_in("officer")
    page = officer.get("/work?quarter=2026-Q5&programme=77").get_data(as_text=True)
    links = re.findall(r'class="place" href="([^"]+)"', page)
    assert links
    assert all(officer.get(unescape(link)).status_code == 200 for link in links)


def test_a_page_names_the_quarter_and_leads_to_the_next(sign_in):
    answer = sign_in("officer").get(GUARDED)
    assert "IV/2026" in words(answer)
    assert "quarter=2027-Q1" in answer.get_data(as_text=True)

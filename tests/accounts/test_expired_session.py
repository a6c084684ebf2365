"""A form that arrives when its session has ended: what was typed waits for whoever typed it, and for nobody else."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.accounts.expired import HERE, LONG, end_by_hand, kept, send, sign_in_again
from tests.browser import page, words
from tracker.accounts import keeping
from tracker.accounts.models import SignInSession
from tracker.core.db import db, transaction
from tracker.tasks.models import ProgressUpdate, Task


def end_unused(town, app):
    with transaction():
        db.session.execute(sa.update(SignInSession).values(seen_at=town.now - app.config["SESSION_IDLE"]))


def end_after_long(town, app):
    with transaction():
        db.session.execute(sa.update(SignInSession).values(began_at=town.now - app.config["SESSION_LONGEST"]))


def disable(town, _app):
    with transaction():
        town.account("officer").disabled = True


def end_of_role(town, _app):
    with transaction():
        town.person("officer").ended_on = town.today


WAYS = [end_by_hand, end_unused, end_after_long, disable, end_of_role]


@pytest.fixture
def part(town):
    return town.assignment(title="Việc đang báo tiến độ")


@pytest.fixture
def sent(town, app, part, sign_in):
    """The officer's browser, in which a report was typed and sent after the session had ended."""
    browser = sign_in("officer")
    end_by_hand(town, app)
    answer = send(browser, part)
    assert answer.location == "/sign-in?next=/kept"
    return browser


@pytest.mark.parametrize("end", WAYS)
def test_however_the_session_ended_what_was_typed_is_kept(town, app, part, sign_in, end):
    browser = sign_in("officer")
    end(town, app)
    answer = send(browser, part)
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/kept")
    assert "Nội dung đã gõ còn nguyên" in words(browser.get(answer.location))
    (form,) = kept()
    assert form.account_id == town.account("officer").id
    assert form.path == f"/assignments/{part.id}/update?of=task"
    assert form.fields == [["version", str(part.version)], ["percent", "70"], ["words", LONG]]
    assert db.session.scalar(sa.select(sa.func.count()).where(ProgressUpdate.assignment_id == part.id)) == 0


def test_for_htmx_the_whole_page_goes_to_sign_in(town, app, part, sign_in, htmx):
    browser = sign_in("officer")
    end_by_hand(town, app)
    answer = send(browser, part, headers=htmx | {"HX-Current-URL": "http://localhost/work?quarter=2026-Q4"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in?next=/kept")
    assert kept()[0].page == "/work?quarter=2026-Q4"


def test_after_signing_in_the_words_are_there_and_are_saved_by_a_press(town, sent, part):
    sign_in_again(town, sent)
    shown = sent.get("/kept")
    assert "chưa được lưu" in words(shown)
    form = page(shown).xpath("//main//form[.//textarea]")[0]
    assert form.get("action") == f"/assignments/{part.id}/update?of=task"
    assert form.xpath("string(.//label[@for=//textarea/@id])") == "Kết quả, khó khăn"
    assert form.xpath(".//textarea")[0].text.strip().replace("\n", "\r\n") == LONG
    assert form.xpath("string(.//label[@for=//input[@name='percent']/@id])") == "Tiến độ"
    fields = dict(form.form_values())
    fields["words"] = fields["words"].strip()  # a browser drops the first end of line
    assert fields["form_key"] != "k"
    saved = sent.post(form.get("action"), data=fields)
    assert saved.status_code == 302
    assert db.session.get_one(type(part), part.id, populate_existing=True).words.splitlines() == LONG.splitlines()
    assert part.percent == 70
    (gone,) = kept()
    assert gone.ended_at is not None
    assert gone.fields == []
    assert sent.get("/kept").location == "/"


def test_nothing_is_sent_by_itself(town, sent, part):
    sign_in_again(town, sent)
    for _ in range(2):
        assert sent.get("/kept").status_code == 200
    assert db.session.scalar(sa.select(sa.func.count()).where(ProgressUpdate.assignment_id == part.id)) == 0


def test_another_person_in_that_browser_gets_nothing_and_cannot_let_it_go(town, sent):
    sign_in_again(town, sent, "head")
    assert sent.get("/kept").location == "/"
    sent.post("/kept/let-go", data={"kept": kept()[0].id})
    assert kept()[0].fields
    sign_in_again(town, sent)
    assert sent.get("/kept").status_code == 200


def test_the_same_person_in_another_browser_gets_nothing(sent, sign_in):
    """A copied cookie that is dead may still send a form: whoever planted it there does not reach the person."""
    elsewhere = sign_in("officer")
    assert elsewhere.get("/kept").location == "/"
    elsewhere.post("/kept/let-go", data={"kept": kept()[0].id})
    assert kept()[0].fields


def test_the_way_through_the_sign_in_page_keeps_it(town, sent):
    entered = sent.post("/sign-in", data={"sign_in_name": "officer", "password": "giao-ban-demo", "next": "/kept"})
    assert entered.location == "/kept"
    assert LONG.splitlines()[0] in words(sent.get("/kept"))


def test_it_can_be_let_go_and_the_page_is_there_again(town, app, part, sign_in):
    browser = sign_in("officer")
    end_by_hand(town, app)
    send(browser, part, headers={"Referer": f"http://localhost/tasks/{part.task_id}"})
    sign_in_again(town, browser)
    answer = browser.post("/kept/let-go", data={"kept": kept()[0].id})
    assert answer.location == f"/tasks/{part.task_id}"
    (gone,) = kept()
    assert (gone.fields, gone.ended_at) == ([], town.now)
    assert LONG.splitlines()[0] not in words(browser.get(answer.location))


def test_a_page_of_another_site_is_not_gone_back_to(town, app, part, sign_in):
    for forged in ("http://localhost//evil.example/x", "http://localhost/\\evil.example"):
        browser = sign_in("officer")
        end_by_hand(town, app)
        send(browser, part, headers={"Referer": forged})
        sign_in_again(town, browser)
        assert browser.post("/kept/let-go", data={"kept": kept()[-1].id}).location == "/"


def test_two_tabs_are_two_forms(town, app, part, sign_in):
    browser = sign_in("officer")
    end_by_hand(town, app)
    send(browser, part)
    send(browser, part, words="Của cửa sổ kia.")
    sign_in_again(town, browser)
    shown = words(browser.get("/kept"))
    assert LONG.splitlines()[0] in shown
    assert len(kept()) == 2
    left = browser.post("/kept/let-go", data={"kept": kept()[0].id})
    assert left.location == "/kept"
    assert page(browser.get("/kept")).xpath("//input[@value='Của cửa sổ kia.']")


def test_saving_that_fails_shows_the_form_s_own_page_and_keeps_all(town, app, part, sign_in):
    browser = sign_in("officer")
    end_by_hand(town, app)
    send(browser, part, percent="170")
    sign_in_again(town, browser)
    form = page(browser.get("/kept")).xpath("//main//form[.//textarea]")[0]
    refused = browser.post(form.get("action"), data=dict(form.form_values()))
    assert refused.status_code == 422
    assert LONG.splitlines()[1] in refused.text
    assert kept()[0].fields


def test_a_record_that_moved_on_meanwhile_shows_both_versions(town, sent, part, sign_in):
    sign_in("head").post(
        f"/assignments/{part.id}/update",
        data={"percent": "50", "words": "Lời của trưởng phòng.", "version": part.version},
    )
    sign_in_again(town, sent)
    form = page(sent.get("/kept")).xpath("//main//form[.//textarea]")[0]
    clash = sent.post(form.get("action"), data=dict(form.form_values()))
    assert clash.status_code == 409
    assert "Lời của trưởng phòng." in words(clash)
    assert LONG.splitlines()[1] in clash.text
    assert kept()[0].fields


def test_what_was_chosen_is_sent_again_as_it_was(town, app, sign_in):
    browser, unit = sign_in("staff"), town.unit("Phòng Dân tộc")
    end_by_hand(town, app)
    data = {
        "title": "Việc gõ khi hết phiên",
        "kind": "quarterly",
        "quarter": str(town.quarter),
        "leads": f"unit-{unit.id}",
    }
    browser.post("/tasks/new", data=data | {"inspection": "y"}, headers=HERE)
    sign_in_again(town, browser, "staff")
    shown = browser.get("/kept")
    assert "Kỳ" in words(shown) or "Quý" in words(shown)
    form = page(shown).xpath("//main//form[.//input[@name='title']]")[0]
    assert browser.post(form.get("action"), data=dict(form.form_values())).status_code == 302
    task = db.session.scalars(sa.select(Task).order_by(Task.id.desc()).limit(1)).one()
    assert (task.title, task.inspection, [a.unit_id for a in task.assignments]) == (
        "Việc gõ khi hết phiên",
        True,
        [unit.id],
    )


def test_of_a_file_its_name_is_told_so_that_it_is_chosen_again(town, app, sign_in):
    browser = sign_in("staff")
    end_by_hand(town, app)
    browser.post("/intake/", data={"file": (io.BytesIO(b"x" * 1000), "Kế hoạch 2027.docx")}, headers=HERE)
    assert kept()[0].files == [["file", "Kế hoạch 2027.docx"]]
    sign_in_again(town, browser, "staff")
    shown = browser.get("/kept")
    assert "“Kế hoạch 2027.docx” không được giữ lại: mời anh/chị chọn lại" in words(shown)
    form = page(shown).xpath("//form[.//input[@type='file']]")[0]
    assert (form.get("enctype"), form.get("action")) == ("multipart/form-data", "/intake/")


def test_the_page_of_who_has_signed_in_anew_elsewhere_is_kept_too(town, app, part, sign_in, csrf):
    """Its token is of the session before: without one its words would be lost."""
    answer = send(sign_in("officer"), part)
    assert (answer.status_code, answer.location) == (303, "/kept")


def test_what_needs_the_password_anew_is_kept_meanwhile(app, town, sign_in):
    browser, whom = sign_in("admin"), town.person("officer2")
    with transaction():
        db.session.execute(sa.update(SignInSession).values(confirmed_at=town.now - timedelta(hours=1)))
    answer = browser.post(f"/people/{whom.id}/disable", data={"form_key": "k", "words": "Đã nghỉ."}, headers=HERE)
    assert answer.location == "/confirm?next=/kept"
    assert kept()[0].fields == [["words", "Đã nghỉ."]]
    assert browser.get("/kept").status_code == 200


def test_after_a_week_it_is_let_go(town, sent):
    with time_machine.travel(town.now + keeping.KEPT_FOR - timedelta(minutes=1), tick=False):
        keeping.forget_old()
    assert kept()[0].fields
    with time_machine.travel(town.now + keeping.KEPT_FOR + timedelta(minutes=1), tick=False):
        keeping.forget_old()
    assert kept()[0].fields == []
    sign_in_again(town, sent)
    assert sent.get("/kept").location == "/"

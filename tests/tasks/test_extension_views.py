"""More time through the browser: asked for in the row, decided on its page, listed for who decides."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.tasks.conftest import events_of, fresh, root_of
from tests.town import OWN
from tracker.core.db import db, transaction
from tracker.tasks import services
from tracker.tasks.models import Extension, ExtensionState

DUE = date(2026, 11, 10)


@pytest.fixture
def asked(town):
    part = town.assignment(due=DUE)
    with transaction():
        facts = {"wanted_on": date(2026, 11, 20), "words": "Chờ số liệu của xã.", "by": town.person("head")}
        return services.ask_extension(part, **facts, at=town.now)


def again(extension):
    db.session.expire_all()
    return db.session.get_one(Extension, extension.id)


def test_the_head_asks_in_the_row_as_people_write_dates(town, sign_in, htmx):
    part = town.assignment(due=DUE)
    head = sign_in("head")
    assert f"/assignments/{part.id}/more-time" in head.get(f"/assignments/{part.id}/update", headers=htmx).text
    opened = head.get(f"/assignments/{part.id}/more-time", headers=htmx)
    assert root_of(opened.text) == f"assignment-{part.id}"
    data = {"until": "30/11", "words": "Mưa lũ chia cắt hai thôn."}
    answer = head.post(f"/assignments/{part.id}/more-time", data=data, headers=htmx)
    assert answer.status_code == 200
    assert root_of(answer.text) == f"assignment-{part.id}"
    assert "work-changed" in answer.headers["HX-Trigger"]
    assert events_of(part) == ["assignment.extension_asked"]
    assert fresh(part).due_on == DUE


@pytest.mark.parametrize(("until", "wanted"), [("15/1", "15/01/2027"), ("hết quý I", "31/03/2027")])
def test_a_day_of_the_next_year_needs_no_year_and_is_told_back(town, sign_in, htmx, until, wanted):
    part = town.assignment(due=DUE)
    data = {"until": until, "words": "Chờ số liệu cả năm."}
    answer = sign_in("head").post(f"/assignments/{part.id}/more-time", data=data, headers=htmx)
    assert f"đến hết ngày {wanted}" in answer.text
    asked = db.session.scalars(sa.select(Extension).order_by(Extension.id.desc())).first()
    again = {"until": until, "version": asked.version, "words": ""}
    assert sign_in("staff").post(f"/extensions/{asked.id}/grant", data=again).status_code == 302
    assert f"{fresh(part).due_on:%d/%m/%Y}" == wanted


def test_a_form_on_a_page_of_its_own_leads_to_pages(town, sign_in):
    """There is no row that the piece could take the place of."""
    part = town.assignment(due=DUE)
    page = sign_in("head").get(f"/assignments/{part.id}/decline").text
    assert re.search(r"<div class=\"paper\" hx-ignore>\s*<form class=\"in-place\"", page)


@pytest.mark.parametrize(
    ("until", "words", "field"),
    [("1/11", "Vì mưa.", "until"), ("", "Vì mưa.", "until"), ("31/2", "Vì mưa.", "until"), ("30/11", "", "words")],
)
def test_what_cannot_be_asked_is_said_beside_the_field_and_the_rest_kept(town, sign_in, htmx, until, words, field):
    part = town.assignment(due=DUE)
    data = {"until": until, "words": words}
    answer = sign_in("head").post(f"/assignments/{part.id}/more-time", data=data, headers=htmx)
    assert answer.status_code == 422
    assert f'id="{field}-{part.id}-errors"' in answer.text
    assert words in answer.text
    assert f'value="{until}"' in answer.text


def test_staff_grant_another_day_than_was_asked_for(town, sign_in, asked):
    staff = sign_in("staff")
    page = staff.get(f"/extensions/{asked.id}").text
    assert "Chờ số liệu của xã." in page
    assert 'value="20/11/2026"' in page
    data = {"until": "25/11", "words": "Lần cuối.", "version": asked.version}
    answer = staff.post(f"/extensions/{asked.id}/grant", data=data)
    assert (answer.status_code, answer.location) == (302, "/extensions/")
    part = fresh(asked.assignment)
    assert (part.due_on, part.first_due_on) == (date(2026, 11, 25), DUE)
    assert "Lần cuối." in sign_in("officer").get(f"/extensions/{asked.id}").text


def test_a_refusal_needs_words_and_no_day(town, sign_in, asked):
    staff = sign_in("staff")
    answer = staff.post(f"/extensions/{asked.id}/refuse", data={"until": "không phải ngày", "words": ""})
    assert answer.status_code == 422
    assert 'id="words-errors"' in answer.text
    assert "không phải ngày" in answer.text
    data = {"until": "", "words": "Cần cho hội nghị."}
    assert staff.post(f"/extensions/{asked.id}/refuse", data=data).status_code == 302
    assert again(asked).state is ExtensionState.REFUSED


def test_what_was_decided_meanwhile_is_not_decided_again(town, sign_in, asked):
    with transaction():
        services.withdraw_extension(again(asked), by=town.person("head"), at=town.now)
    data = {"until": "25/11", "words": "Được.", "version": 1}
    answer = sign_in("staff").post(f"/extensions/{asked.id}/grant", data=data)
    assert answer.status_code == 422
    assert "Được." in answer.text
    assert fresh(asked.assignment).due_on == DUE


def test_the_head_withdraws_once(town, sign_in, asked):
    head = sign_in("head")
    answer = head.post(f"/extensions/{asked.id}/withdraw")
    assert (answer.status_code, answer.location) == (302, f"/extensions/{asked.id}")
    assert again(asked).state is ExtensionState.WITHDRAWN
    assert head.post(f"/extensions/{asked.id}/withdraw").status_code == 422


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("officer", "/assignments/{part}/more-time", 403),
        ("staff", "/assignments/{part}/more-time", 403),
        ("officer2", "/extensions/{number}/grant", 404),
        ("officer2", "/extensions/{number}/withdraw", 404),
        ("head", "/extensions/{number}/grant", 403),
        ("officer", "/extensions/{number}/withdraw", 403),
        ("observer", "/extensions/{number}/refuse", 403),
    ],
)
def test_nobody_else_asks_or_decides(town, sign_in, who, path, status):
    part = town.assignment(task=town.task(due=DUE, joining=["Xã Đăk Tơ Mil"]))
    with transaction():
        facts = {"wanted_on": date(2026, 11, 20), "words": "Chờ.", "by": town.person("head"), "at": town.now}
        extension = services.ask_extension(part, **facts)
    address = path.format(part=part.id, number=extension.id)
    assert sign_in(who).post(address, data={"until": "25/11", "words": "x"}).status_code == status
    assert again(extension).state is ExtensionState.ASKED


def test_the_list_narrows_and_goes_to_excel(town, sign_in, htmx, asked):
    staff = sign_in("staff")
    page = staff.get("/extensions/?q=ra+soat+ho")
    assert f'id="extension-{asked.id}"' in page.text
    assert "10/11/2026" in page.text
    assert f'id="extension-{asked.id}"' not in staff.get("/extensions/?state=granted").text
    assert root_of(staff.get("/extensions/?state=all", headers=htmx).text) == "extensions"
    assert staff.get("/extensions/?format=xlsx").data.startswith(b"PK")
    assert OWN in sign_in("officer").get("/extensions/").text
    assert f'id="extension-{asked.id}"' not in sign_in("officer2").get("/extensions/?state=all").text

"""A unit's words before it hands its part in are its own, and of those who read the programme whole."""

import io
import zipfile

import pytest

from tests.browser import by_id
from tests.town import OTHER
from tracker.core.db import transaction
from tracker.tasks import services
from tracker.tasks.models import State

NOT_YET, HANDED_IN, MISSING = "Lời nói dở của phòng.", "Lời đã nộp của phòng.", "Thiếu danh sách hộ kèm theo."
CO_UNITS, READERS = ["officer2", "head2"], ["officer", "head", "staff", "chair", "observer"]


@pytest.fixture
def task(town):
    """A task that two units share; the first has spoken, and not handed in."""
    task = town.task(joining=[OTHER])
    town.assignment(task=task, state=State.IN_PROGRESS, words=NOT_YET)
    return task


@pytest.mark.parametrize("who", CO_UNITS)
def test_the_page_and_its_story_tell_a_co_unit_how_far_it_is_and_not_what_was_said(task, sign_in, who):
    page = sign_in(who).get(f"/tasks/{task.id}").text
    assert "0 % → 40 %" in page or "40&nbsp;%" in page
    assert NOT_YET not in page


@pytest.mark.parametrize("who", READERS)
def test_the_unit_itself_and_those_who_read_the_programme_read_the_words(task, sign_in, who):
    assert NOT_YET in sign_in(who).get(f"/tasks/{task.id}").text


@pytest.mark.parametrize("who", CO_UNITS)
def test_no_other_way_leads_to_them(task, sign_in, htmx, who):
    browser, part = sign_in(who), task.assignments[0]
    assert NOT_YET not in browser.get(f"/assignments/{part.id}", headers=htmx).text
    assert browser.get(f"/assignments/{part.id}/update").status_code == 403
    assert browser.get(f"/assignments/{part.id}/return").status_code == 403
    for address in ("/work", "/tasks/"):
        assert NOT_YET not in browser.get(address).text
        with zipfile.ZipFile(io.BytesIO(browser.get(f"{address}?format=xlsx").data)) as book:
            cells = book.read("xl/worksheets/sheet1.xml").decode()
        assert task.title in cells
        assert NOT_YET not in cells


@pytest.mark.parametrize("who", CO_UNITS)
def test_what_was_handed_in_is_read_by_co_units_and_what_it_lacked_is_not(town, sign_in, who):
    task = town.task(joining=[OTHER])
    part = town.assignment(task=task, state=State.SUBMITTED, words=HANDED_IN)
    address, staff = f"/tasks/{task.id}", sign_in("staff")
    assert HANDED_IN in sign_in(who).get(address).text
    staff.post(f"/assignments/{part.id}/return", data={"words": MISSING})
    assert MISSING in staff.get(address).text
    assert MISSING not in sign_in(who).get(address).text


@pytest.mark.parametrize("who", CO_UNITS)
def test_that_a_unit_asked_for_more_time_or_was_reminded_is_not_told_to_co_units(town, sign_in, who):
    task = town.task(joining=[OTHER], due=town.quarter.last_day)
    part, later = task.assignments[0], town.quarter.next.first_day
    staff, head = {"by": town.person("staff"), "at": town.now}, {"by": town.person("head"), "at": town.now}
    with transaction():
        asked = services.ask_extension(part, wanted_on=later, words="Mưa.", **head)
        services.nudge_part(part, words="Nhớ nhé.", link="", from_lead=False, **staff)
    with transaction():
        services.refuse_extension(asked, words="Không.", **staff)
    address, secret = f"/tasks/{task.id}", ("gia hạn", "đôn đốc", f"{later:%d/%m/%Y}")
    own, other = (by_id(sign_in(one).get(address), "story").text_content().lower() for one in ("officer", who))
    assert all(words in own for words in secret)
    assert not any(words in other for words in secret)

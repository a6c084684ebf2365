"""A programme that has ended can be read by those who could read it, and nobody changes anything in it."""

import pytest

from tests.browser import words
from tests.meetings.conftest import Room
from tests.town import OWN
from tracker.core.db import db, transaction
from tracker.office import queries, services
from tracker.tasks.models import State


@pytest.fixture
def part(town):
    return town.assignment(state=State.IN_PROGRESS)


@pytest.fixture
def submitted(town):
    return town.assignment(title="Đã nộp", state=State.SUBMITTED)


@pytest.fixture
def meeting(town):
    room = Room(town).open()
    room.conclude()
    return room.meeting


@pytest.fixture
def ended(town, part, submitted, meeting):
    with transaction():
        services.end_programme(town.programme, by=town.person("admin"), at=town.now)
    return town.programme


@pytest.mark.parametrize("who", ["officer", "staff", "chair", "observer"])
def test_its_records_are_read_as_before(town, part, meeting, ended, sign_in, who):
    browser = sign_in(who)
    for address in (f"/tasks/{part.task_id}", f"/plans/{town.plan.id}", f"/meetings/{meeting.id}"):
        assert browser.get(address).status_code == 200, address
    assert part.task.title in browser.get("/tasks/").text


@pytest.mark.parametrize("act", ["update", "no-change", "submit"])
def test_its_units_update_nothing_any_more(town, part, ended, sign_in, act):
    data = {"percent": "90", "words": "Xong.", "version": part.version}
    answer = sign_in("officer").post(f"/assignments/{part.id}/{act}", data=data)
    assert answer.status_code == 403
    assert "chương trình đã kết thúc" in words(answer)
    db.session.expire_all()
    assert part.percent == 40


@pytest.mark.parametrize("who", ["staff", "chair"])
def test_nobody_settles_mends_or_gives_anything_in_it(town, submitted, meeting, ended, sign_in, who):
    browser = sign_in(who)
    acts = [
        f"/assignments/{submitted.id}/accept",
        f"/assignments/{submitted.id}/return",
        f"/tasks/{submitted.task_id}/edit",
        f"/meetings/{meeting.id}/edit",
        f"/meetings/{meeting.id}/close",
        f"/meetings/{meeting.id}/conclusions",
        f"/conclusions/{meeting.conclusions[0].id}/drop",
        f"/tasks/new?programme={ended.id}",
        f"/meetings/new?programme={ended.id}",
        f"/intake/?programme={ended.id}",
    ]
    assert {address: browser.post(address).status_code for address in acts} == dict.fromkeys(acts, 403)


def test_no_page_of_it_offers_an_act(town, part, submitted, meeting, ended, sign_in):
    officer, staff = sign_in("officer"), sign_in("staff")
    assert f"/assignments/{part.id}/update" not in officer.get("/work").text
    assert f"/assignments/{part.id}/update" not in officer.get(f"/tasks/{part.task_id}").text
    assert f"/assignments/{submitted.id}/accept" not in staff.get("/deadlines").text
    assert f"/meetings/{meeting.id}/close" not in staff.get(f"/meetings/{meeting.id}").text


def test_it_is_chosen_last_and_says_that_it_has_ended(town, ended, sign_in):
    other = town.another_programme(members=[OWN])
    browser = sign_in("officer")
    assert [programme.id for programme in queries.programmes_of(town.person("officer"))] == [other.id]
    assert other.short_name in words(browser.get("/work"))
    page = words(browser.get(f"/work?programme={ended.id}"))
    assert "Chương trình này đã kết thúc ngày 28/10/2026." in page


def test_a_role_in_it_is_what_it_was_once_it_goes_on_again(town, submitted, ended, sign_in):
    assert not town.person("chair").runs(ended.id)
    assert town.person("chair").observes(ended.id)
    with transaction():
        services.resume_programme(ended, by=town.person("admin"), at=town.now)
    assert town.person("chair").chairs(ended.id)
    assert sign_in("staff").post(f"/assignments/{submitted.id}/accept").status_code == 302

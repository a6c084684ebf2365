"""A unit's part through the browser: it works and leaves a trace, wrong person, wrong state, the piece alone."""

import re
from datetime import timedelta

import pytest

from tests.tasks.conftest import events_of, fresh, root_of
from tracker.core.db import transaction
from tracker.tasks.models import State, TaskState

ACTS = ["update", "no-change", "submit", "accept", "return"]


def test_an_officer_updates_in_place(town, sign_in, htmx):
    part = town.assignment(due=town.today + timedelta(days=1))
    answer = sign_in("officer").post(
        f"/assignments/{part.id}/update",
        data={"percent": "60 %", "words": "Đã rà soát 5/7 xã.", "version": part.version},
        headers=htmx,
    )
    assert answer.status_code == 200
    assert root_of(answer.text) == f"assignment-{part.id}"
    assert "<html" not in answer.text
    assert "work-changed" in answer.headers["HX-Trigger"]
    part = fresh(part)
    assert (part.state, part.percent, part.words) == (State.IN_PROGRESS, 60, "Đã rà soát 5/7 xã.")
    assert events_of(part) == ["assignment.updated"]


def test_without_javascript_the_same_form_leads_back_to_the_list(town, sign_in):
    part = town.assignment()
    browser = sign_in("officer")
    assert "<form" in browser.get(f"/assignments/{part.id}/update").text
    answer = browser.post(
        f"/assignments/{part.id}/update", data={"percent": "60", "words": "", "version": part.version}
    )
    assert answer.status_code == 302
    assert answer.location == f"/work?quarter={town.quarter}#assignment-{part.id}"


def test_what_is_owed_of_an_earlier_quarter_leads_back_to_the_present_list(town, sign_in):
    part = town.assignment(quarter=town.quarter.previous, due=town.quarter.previous.last_day)
    data = {"percent": "40", "words": "", "version": part.version}
    answer = sign_in("officer").post(f"/assignments/{part.id}/update", data=data)
    assert answer.location == f"/work?quarter={town.quarter}#assignment-{part.id}"


@pytest.mark.parametrize("percent", ["101", "-1", "sáu mươi", "", "1e2", "6" * 5000, "٦٠"])
def test_a_percent_that_is_none_is_refused_beside_the_field_and_the_words_are_kept(town, sign_in, htmx, percent):
    part = town.assignment()
    data = {"percent": percent, "words": "Lời đã gõ.", "version": part.version}
    answer = sign_in("officer").post(f"/assignments/{part.id}/update", data=data, headers=htmx)
    assert answer.status_code == 422
    assert f'id="percent-{part.id}-errors"' in answer.text
    assert "Lời đã gõ." in answer.text
    assert fresh(part).state is State.ASSIGNED


def test_words_beyond_measure_are_refused(town, sign_in, htmx):
    part = town.assignment()
    data = {"percent": "10", "words": "x" * 5001, "version": part.version}
    answer = sign_in("officer").post(f"/assignments/{part.id}/update", data=data, headers=htmx)
    assert answer.status_code == 422
    assert "x" * 5001 in answer.text


def test_markup_in_words_is_shown_as_words(town, sign_in, htmx):
    part = town.assignment()
    data = {"percent": "10", "words": '<img src=x onerror="alert(1)">', "version": part.version}
    answer = sign_in("officer").post(f"/assignments/{part.id}/update", data=data, headers=htmx)
    assert "<img" not in answer.text
    assert "&lt;img" in answer.text


def test_no_change_is_one_tap_and_is_on_record(town, sign_in, htmx):
    part = town.assignment(state=State.IN_PROGRESS, percent=45)
    answer = sign_in("officer").post(f"/assignments/{part.id}/no-change", data={"version": part.version}, headers=htmx)
    assert answer.status_code == 200
    assert fresh(part).percent == 45
    assert events_of(part) == ["assignment.updated", "assignment.unchanged"]


def test_words_typed_beside_no_change_are_kept(town, sign_in, htmx):
    part = town.assignment(state=State.IN_PROGRESS, percent=45)
    data = {"version": part.version, "percent": "45", "words": "Vẫn chờ số liệu của xã."}
    assert sign_in("officer").post(f"/assignments/{part.id}/no-change", data=data, headers=htmx).status_code == 200
    assert (fresh(part).percent, fresh(part).words) == (45, "Vẫn chờ số liệu của xã.")


def test_handing_in_takes_the_words_typed_beside_the_button(town, sign_in, htmx):
    part = town.assignment()
    answer = sign_in("officer").post(
        f"/assignments/{part.id}/submit",
        data={"percent": "60", "words": "Xong, kèm danh sách.", "version": part.version},
        headers=htmx,
    )
    assert answer.status_code == 200
    part = fresh(part)
    assert (part.state, part.words, part.percent) == (State.SUBMITTED, "Xong, kèm danh sách.", 100)


def test_staff_accept_what_was_handed_in(town, sign_in, htmx):
    part = town.assignment(state=State.SUBMITTED)
    answer = sign_in("staff").post(f"/assignments/{part.id}/accept", headers=htmx)
    assert answer.status_code == 200
    assert root_of(answer.text) == f"assignment-{part.id}"
    assert fresh(part).state is State.ACCEPTED
    assert "assignment.accepted" in events_of(part)


def test_staff_return_with_words_that_the_unit_reads(town, sign_in, htmx):
    part = town.assignment(state=State.SUBMITTED)
    staff = sign_in("staff")
    opened = staff.get(f"/assignments/{part.id}/return", headers=htmx)
    assert root_of(opened.text) == f"assignment-{part.id}"
    staff.post(f"/assignments/{part.id}/return", data={"words": "Thiếu biểu 2."}, headers=htmx)
    assert fresh(part).state is State.RETURNED
    assert "Thiếu biểu 2." in sign_in("officer").get("/work").text


def test_returning_without_words_is_refused(town, sign_in, htmx):
    part = town.assignment(state=State.SUBMITTED)
    answer = sign_in("staff").post(f"/assignments/{part.id}/return", data={"words": " "}, headers=htmx)
    assert answer.status_code == 422
    assert fresh(part).state is State.SUBMITTED


@pytest.mark.parametrize("who", ["officer2", "head2", "admin"])
@pytest.mark.parametrize("act", ACTS)
def test_a_part_is_not_there_for_those_whom_it_does_not_concern(town, sign_in, who, act):
    part = town.assignment(state=State.SUBMITTED if act in ("accept", "return") else State.ASSIGNED)
    before = part.state
    answer = sign_in(who).post(f"/assignments/{part.id}/{act}", data={"version": part.version, "percent": "50"})
    assert answer.status_code == 404
    assert fresh(part).state is before


@pytest.mark.parametrize(
    ("who", "act"),
    [
        *((who, act) for who in ("officer2", "staff", "chair", "observer") for act in ACTS[:3]),
        *((who, act) for who in ("officer", "head", "officer2", "observer") for act in ACTS[3:]),
    ],
)
def test_who_sees_a_part_but_may_not_do_that_is_told_so(town, sign_in, who, act):
    task = town.task(joining=["Xã Đăk Tơ Mil"])  # so the other unit sees it
    state = State.SUBMITTED if act in ("accept", "return") else State.ASSIGNED
    part = town.assignment(task=task, state=state)
    answer = sign_in(who).post(f"/assignments/{part.id}/{act}", data={"version": part.version, "percent": "50"})
    assert answer.status_code == 403
    assert fresh(part).state is state


@pytest.mark.parametrize("state", [TaskState.SUSPENDED, TaskState.DROPPED])
@pytest.mark.parametrize("act", ["update", "no-change", "submit"])
def test_of_a_task_that_does_not_go_on_no_part_is_changed(town, sign_in, act, state):
    part = town.assignment()
    with transaction():
        part.task.state = state
    answer = sign_in("officer").post(f"/assignments/{part.id}/{act}", data={"version": part.version, "percent": "50"})
    assert answer.status_code == 403
    assert fresh(part).state is State.ASSIGNED


@pytest.mark.parametrize("act", ["update", "no-change", "submit"])
def test_what_was_accepted_cannot_be_changed_and_the_words_stay(town, sign_in, htmx, act):
    part = town.assignment(state=State.ACCEPTED)
    data = {"percent": "10", "words": "Lời đã gõ.", "version": part.version}
    answer = sign_in("officer").post(f"/assignments/{part.id}/{act}", data=data, headers=htmx)
    assert answer.status_code == 422
    assert "Lời đã gõ." in answer.text or act == "no-change"
    assert fresh(part).state is State.ACCEPTED


def test_accepting_twice_is_refused_the_second_time(town, sign_in, htmx):
    part = town.assignment(state=State.SUBMITTED)
    staff = sign_in("staff")
    assert staff.post(f"/assignments/{part.id}/accept", headers=htmx).status_code == 200
    assert staff.post(f"/assignments/{part.id}/accept", headers=htmx).status_code == 422
    assert events_of(part).count("assignment.accepted") == 1


@pytest.mark.parametrize(("act", "state"), [("update", State.IN_PROGRESS), ("submit", State.SUBMITTED)])
def test_the_second_editor_gets_both_texts_and_may_then_save(town, sign_in, htmx, act, state):
    part = town.assignment()
    seen = part.version
    sign_in("head").post(
        f"/assignments/{part.id}/update", data={"percent": "50", "words": "Lời của trưởng phòng.", "version": seen}
    )
    data = {"percent": "60", "words": "Lời của chuyên viên.", "version": seen}
    officer = sign_in("officer")
    answer = officer.post(f"/assignments/{part.id}/{act}", data=data, headers=htmx)
    assert answer.status_code == 409
    assert "Lời của trưởng phòng." in answer.text
    assert "Lời của chuyên viên." in answer.text
    now = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert now is not None
    again = officer.post(f"/assignments/{part.id}/{act}", data=data | {"version": now[1]}, headers=htmx)
    assert again.status_code == 200
    assert (fresh(part).words, fresh(part).state) == ("Lời của chuyên viên.", state)


def test_opening_a_link_changes_nothing(town, sign_in):
    part = town.assignment()
    before = part.version
    for path in ("", "/update"):
        sign_in("officer").get(f"/assignments/{part.id}{path}")
    assert fresh(part).version == before
    assert events_of(part) == []


def test_a_stranger_is_sent_to_sign_in_whole_even_from_a_fragment(client, town, htmx):
    part = town.assignment()
    answer = client.post(
        f"/assignments/{part.id}/update",
        data={"percent": "1"},
        headers=htmx | {"HX-Current-URL": "http://localhost/work?quarter=2026-Q4"},
    )
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/work?quarter%3D2026-Q4"
    assert client.get("/work").location == "/sign-in?next=/work"


def test_a_form_without_its_token_is_refused(town, sign_in, csrf):
    part = town.assignment()
    answer = sign_in("officer").post(f"/assignments/{part.id}/submit", data={})
    assert answer.status_code == 400
    assert fresh(part).state is State.ASSIGNED

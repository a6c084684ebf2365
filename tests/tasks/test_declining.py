"""A part that the head of a unit declines, and how staff settle it."""

import pytest

from tests.tasks.conftest import events_of, fresh, root_of
from tests.town import OTHER
from tracker.core.db import transaction
from tracker.tasks import services
from tracker.tasks.models import State


@pytest.fixture
def declined(town):
    part = town.assignment()
    with transaction():
        services.decline_part(part, words="Việc của xã khác.", by=town.person("head"), at=town.now)
    return part


@pytest.mark.parametrize("state", [State.ASSIGNED, State.IN_PROGRESS])
def test_the_head_declines_with_a_reason(town, sign_in, htmx, state):
    part = town.assignment(state=state)
    head = sign_in("head")
    assert root_of(head.get(f"/assignments/{part.id}/decline", headers=htmx).text) == f"assignment-{part.id}"
    answer = head.post(f"/assignments/{part.id}/decline", data={"words": "Ngoài địa bàn."}, headers=htmx)
    assert answer.status_code == 200
    assert root_of(answer.text) == f"assignment-{part.id}"
    part = fresh(part)
    assert (part.state, part.declined_words) == (State.DECLINED, "Ngoài địa bàn.")
    assert events_of(part)[-1] == "assignment.declined"


def test_declining_without_a_reason_is_refused_beside_the_field(town, sign_in, htmx):
    part = town.assignment()
    answer = sign_in("head").post(f"/assignments/{part.id}/decline", data={"words": " "}, headers=htmx)
    assert answer.status_code == 422
    assert f'id="words-{part.id}-errors"' in answer.text
    assert fresh(part).state is State.ASSIGNED


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED, State.RETURNED])
def test_what_was_handed_in_cannot_be_declined_and_the_words_stay(town, sign_in, htmx, state):
    part = town.assignment(state=state)
    answer = sign_in("head").post(f"/assignments/{part.id}/decline", data={"words": "Không làm."}, headers=htmx)
    assert answer.status_code == 422
    assert "Không làm." in answer.text
    assert fresh(part).state is state


def test_staff_insist_with_words_that_the_unit_reads(town, sign_in, htmx, declined):
    staff = sign_in("staff")
    opened = staff.get(f"/assignments/{declined.id}/insist", headers=htmx).text
    assert "Việc của xã khác." in opened
    assert f"/assignments/{declined.id}/reassign" in opened
    assert staff.post(f"/assignments/{declined.id}/insist", data={"words": ""}, headers=htmx).status_code == 422
    answer = staff.post(f"/assignments/{declined.id}/insist", data={"words": "Đúng địa bàn."}, headers=htmx)
    assert answer.status_code == 200
    part = fresh(declined)
    assert (part.state, part.settled_words) == (State.ASSIGNED, "Đúng địa bàn.")
    assert events_of(part) == ["assignment.declined", "assignment.insisted"]
    again = staff.post(f"/assignments/{declined.id}/insist", data={"words": "Lần nữa."}, headers=htmx)
    assert again.status_code == 422


def test_a_declined_part_is_not_updated_before_it_is_settled(town, sign_in, htmx, declined):
    data = {"percent": "10", "words": "x", "version": declined.version}
    assert sign_in("officer").post(f"/assignments/{declined.id}/update", data=data, headers=htmx).status_code == 422


def test_a_declined_part_goes_to_another_unit(town, declined):
    with transaction():
        facts = {"words": "Đúng là địa bàn xã.", "later_too": False, "by": town.person("staff"), "at": town.now}
        [made] = services.reassign_part(declined, town.unit(OTHER), **facts)
    assert (fresh(declined).state, made.state) == (State.ENDED, State.ASSIGNED)


@pytest.mark.parametrize(
    ("who", "act", "status"),
    [
        ("officer", "decline", 403),
        ("head2", "decline", 403),
        ("staff", "decline", 403),
        ("observer", "insist", 403),
        ("head", "insist", 403),
        ("admin", "insist", 404),
    ],
)
def test_nobody_else_declines_or_insists(town, sign_in, who, act, status):
    part = town.assignment(task=town.task(joining=[OTHER]))
    if act == "insist":
        with transaction():
            services.decline_part(part, words="Không.", by=town.person("head"), at=town.now)
    before = part.state
    assert sign_in(who).post(f"/assignments/{part.id}/{act}", data={"words": "Lý do."}).status_code == status
    assert fresh(part).state is before

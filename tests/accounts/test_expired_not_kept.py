"""What is not kept when a session has ended: what another site sends, secrets, presses of a button, too much."""

import pytest

from tests.accounts.expired import HERE, LONG, end_by_hand, kept, send
from tests.browser import page
from tracker.accounts.services.kept_forms import MOST_KEPT
from tracker.tasks.models import State


@pytest.fixture
def part(town):
    return town.assignment(title="Việc đang báo tiến độ")


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://[x"}, {}]
)
def test_what_another_site_sends_is_not_kept(town, app, part, sign_in, headers):
    browser = sign_in("officer")
    end_by_hand(town, app)
    answer = browser.post(f"/assignments/{part.id}/update", data={"words": LONG}, headers=headers)
    assert answer.status_code == 303
    assert "/kept" not in answer.location
    assert not kept()


def test_a_page_s_own_token_is_proof_enough(town, app, part, sign_in, csrf):
    browser = sign_in("officer")
    form = page(browser.get(f"/assignments/{part.id}/update")).xpath("//form[.//textarea]")[0]
    end_by_hand(town, app)
    browser.post(form.get("action"), data=dict(form.form_values()) | {"words": LONG})
    assert kept()[0].fields[-1] == ["words", LONG]


def test_of_somebody_unknown_nothing_is_kept(client, part):
    assert send(client, part).location == "/sign-in"
    assert not kept()


def test_a_press_of_a_button_is_not_kept_and_leads_back_to_its_page(town, app, sign_in):
    part = town.assignment(state=State.SUBMITTED)
    browser = sign_in("staff")
    end_by_hand(town, app)
    headers = HERE | {"Referer": f"http://localhost/tasks/{part.task_id}"}
    answer = browser.post(f"/assignments/{part.id}/accept", data={"form_key": "k"}, headers=headers)
    assert answer.location == f"/sign-in?next=/tasks/{part.task_id}"
    assert not kept()


def test_no_password_and_no_code_is_kept(town, app, sign_in, part):
    browser = sign_in("officer")
    end_by_hand(town, app)
    send(browser, part, password="bí mật", new_password="bí mật", code="123456", recovery_code="x", api_token="y")
    assert "bí mật" not in str(kept()[0].fields)
    assert {name for name, _ in kept()[0].fields} == {"version", "percent", "words"}


def test_one_s_own_affairs_are_not_kept(town, app, sign_in):
    browser = sign_in("officer")
    end_by_hand(town, app)
    assert browser.post("/sign-out", data={"words": LONG}, headers=HERE).status_code == 303
    assert not kept()


def test_what_is_too_much_is_shown_to_be_copied(town, app, part, sign_in):
    browser = sign_in("officer")
    end_by_hand(town, app)
    answer = send(browser, part, words="dài quá " * 30_000)
    assert answer.status_code == 400
    assert "dài quá dài quá" in answer.text
    assert not kept()


def test_a_dead_cookie_cannot_fill_the_disk(town, app, part, sign_in):
    browser = sign_in("officer")
    end_by_hand(town, app)
    answers = [send(browser, part).status_code for _ in range(MOST_KEPT + 2)]
    assert answers.count(303) == len(kept()) == MOST_KEPT


def test_what_is_too_much_from_a_page_whose_token_is_old_is_shown_to_be_copied(part, sign_in, csrf):
    answer = send(sign_in("officer"), part, words="dài quá " * 30_000)
    assert answer.status_code == 400
    assert "dài quá dài quá" in answer.text

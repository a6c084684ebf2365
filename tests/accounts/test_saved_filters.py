"""A filter that one needs again gets a name, and stands above its list."""

import pytest

from tests.browser import page, words
from tracker.accounts.services.saved_filters import MOST, kept_query
from tracker.core.db import transaction

THIS = {"place": "tasks.index", "query": "q=mô+hình&state=active&quarter=2026-Q3&after=x"}


def save(browser, **changes):
    return browser.post("/saved-filters", data=THIS | {"name": "Mô hình đang làm"} | changes)


def test_a_saved_filter_stands_above_its_list_and_opens_it_as_it_was(sign_in):
    browser = sign_in("staff")
    answer = save(browser)
    assert answer.status_code == 302
    assert answer.location == "/tasks/?q=m%C3%B4+h%C3%ACnh&state=active"  # not the quarter, nor the page, of then
    shown = page(browser.get(answer.location)).xpath("//nav[@aria-label='Bộ lọc đã lưu']//a")
    assert [link.text for link in shown] == ["Mô hình đang làm"]
    assert shown[0].get("href") == answer.location
    assert shown[0].get("aria-current") == "true"


@pytest.mark.parametrize(
    ("looked_at", "opened"),
    [("programme=&quarter=2026-Q3", "&quarter=2026-Q3"), ("programme=1&quarter=", "&programme=1"), ("", "")],
)
def test_saving_one_leaves_the_list_narrowed_in_the_programme_and_quarter_looked_at(sign_in, looked_at, opened):
    data = THIS | {"name": "Mô hình đang làm"}
    answer = sign_in("staff").post(f"/saved-filters?{looked_at}", data=data)
    assert answer.location == f"/tasks/?q=m%C3%B4+h%C3%ACnh&state=active{opened}"


def test_it_is_seen_by_nobody_else_and_in_no_other_list(sign_in):
    save(sign_in("staff"))
    assert "Mô hình đang làm" not in words(sign_in("staff").get("/deadlines"))
    assert "Mô hình đang làm" not in words(sign_in("chair").get("/tasks/"))


def test_the_same_name_is_replaced_and_a_filter_can_be_removed(sign_in, town):
    browser = sign_in("staff")
    save(browser)
    save(browser, query="state=done")
    assert town.account("staff").saved_filters == [
        {"place": "tasks.index", "name": "Mô hình đang làm", "query": "state=done"}
    ]
    assert browser.post("/saved-filters/remove", data=THIS | {"name": "Mô hình đang làm"}).status_code == 302
    assert town.account("staff").saved_filters == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "Đặt tên cho bộ lọc"),
        ({"name": "x" * 61}, "60"),
        ({"place": "nowhere.at_all"}, "Không có danh sách này"),
        ({"place": "tasks.show"}, "Không có danh sách này"),
        ({"query": "quarter=2026-Q3"}, "Chưa lọc gì"),
        ({"query": "q=" + "x" * 2000}, "2000"),
    ],
)
def test_what_cannot_be_saved_is_said_and_what_was_typed_is_kept(sign_in, wrong, told):
    answer = save(sign_in("staff"), **wrong)
    assert answer.status_code == 422
    assert told in words(answer)
    if "name" not in wrong:
        assert "Mô hình đang làm" in answer.text


def test_there_is_a_last_one(sign_in, town):
    with transaction():
        many = [{"place": "tasks.index", "name": str(n), "query": "state=done"} for n in range(MOST)]
        town.account("staff").saved_filters = many
    answer = save(sign_in("staff"))
    assert answer.status_code == 422
    assert str(MOST) in words(answer)


def test_an_address_that_was_typed_by_hand_cannot_lead_elsewhere():
    assert kept_query("?next=//vi-du.vn&=&q=a%0d%0ab") == "next=%2F%2Fvi-du.vn&q=a%0D%0Ab"

"""Setting, mending and ending targets; the list of them."""

from decimal import Decimal

import pytest

from tests.browser import words
from tests.plans.conftest import ONE, Q1, Q2
from tests.plans.test_amendments import last_event
from tracker.core.db import db
from tracker.plans.models import CountedBy, Plan, Target

TYPED = {
    "text": "Hộ nghèo giảm",
    "comparator": ">=",
    "value": "6,59 %",
    "measure": "%",
    "population": "",
    "counted_by": "",
}


def test_staff_sets_a_target_and_it_leaves_its_trace(aims, sign_in):
    answer = sign_in("staff").post(f"/plans/{aims.plan.id}/targets/new", data=TYPED)
    assert answer.status_code == 302
    (target,) = db.session.get_one(Plan, aims.plan.id).targets
    assert (target.value, target.measure, target.position) == (Decimal("6.59"), "%", 1)
    assert last_event("target.added").facts["goal"] == "≥ 6.59 %"
    assert "6,59 %" in words(sign_in("officer").get(answer.location))


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"value": ""}, "value"),
        ({"value": "20,33,1"}, "value"),
        ({"value": "1.250", "measure": "hộ"}, "value"),
        ({"value": "-1"}, "value"),
        ({"text": " "}, "text"),
        ({"measure": ""}, "measure"),
        ({"counted_by": "pilots"}, "counted_by"),
        ({"comparator": "<>"}, "comparator"),
    ],
)
def test_bad_input_stands_beside_its_field_and_the_rest_is_kept(aims, sign_in, typed, beside):
    answer = sign_in("staff").post(f"/plans/{aims.plan.id}/targets/new", data=TYPED | {"population": "Kon"} | typed)
    assert answer.status_code == 422
    assert f'id="{beside}-errors"' in answer.text
    assert "Kon" in answer.text


def test_a_target_is_mended_and_marked_as_counted_by_the_tracker(aims, sign_in):
    target = aims.target()
    typed = TYPED | {"measure": "mô hình", "value": "14", "counted_by": "pilots", "version": target.version}
    assert sign_in("staff").post(f"/targets/{target.id}/edit", data=typed).status_code == 302
    db.session.expire_all()
    assert (target.counted_by, target.value) == (CountedBy.PILOTS, 14)
    assert last_event("target.mended").facts["old_goal"] == "≥ 65 %"


def test_who_mends_second_sees_both_and_keeps_their_words(aims, sign_in):
    target = aims.target()
    staff = sign_in("staff")
    assert staff.post(f"/targets/{target.id}/edit", data=TYPED | {"version": target.version}).status_code == 302
    answer = staff.post(f"/targets/{target.id}/edit", data=TYPED | {"version": 1, "value": "33"})
    assert answer.status_code == 409
    assert "6,59" in answer.text
    assert 'value="33"' in answer.text


def test_a_target_ends_with_a_reason_and_changes_no_more(aims, sign_in, town):
    target, staff = aims.target(text="Chỉ tiêu đã thôi"), sign_in("staff")
    assert staff.post(f"/targets/{target.id}/end", data={"words": ""}).status_code == 422
    assert staff.post(f"/targets/{target.id}/end", data={"words": "Cấp trên bỏ"}).status_code == 302
    db.session.expire_all()
    assert (target.ended_on, target.ended_words) == (town.today, "Cấp trên bỏ")
    assert last_event("target.ended").subject_id == target.id
    assert staff.post(f"/targets/{target.id}/end", data={"words": "Nữa"}).status_code == 422
    assert staff.post(f"/targets/{target.id}/edit", data=TYPED | {"version": target.version}).status_code == 422
    entry = {"source": "Báo cáo", "value-0": "3"}
    assert staff.post(f"/targets/{target.id}/measurements/new", data=entry).status_code == 422
    assert "Cấp trên bỏ" in staff.get(f"/targets/{target.id}").text
    assert f"/targets/{target.id}" not in staff.get(f"/plans/{aims.plan.id}").text
    assert f"/targets/{target.id}" in staff.get(f"/plans/{aims.plan.id}?on=27/10/2026").text


@pytest.mark.parametrize("act", ["edit", "end", "amendments/new"])
@pytest.mark.parametrize("who", ["officer", "head", "observer"])
def test_only_staff_and_chair_change_targets(aims, sign_in, who, act):
    target = aims.target()
    assert sign_in(who).post(f"/targets/{target.id}/{act}", data=TYPED).status_code == 403
    db.session.expire_all()
    assert db.session.get_one(Target, target.id).version == 1


def test_the_list_is_narrowed_by_unit_standing_and_words(aims, sign_in, town):
    reached, missed = aims.target("50", text="Đăng ký mô hình"), aims.target("90", text="Nhà văn hóa")
    aims.share(reached, {ONE: "40"})
    aims.measure(reached, Q2, one="45", whole="55")
    aims.measure(missed, Q2, whole="45")
    officer, unit = sign_in("officer"), town.unit(ONE)
    assert "Nhà văn hóa" not in officer.get("/targets/?q=dang+ky+mo+hinh").text
    of_unit = officer.get(f"/targets/?unit={unit.id}&outcome=reached")
    assert "Đăng ký mô hình" in of_unit.text
    assert "40 %" in words(of_unit)
    assert "Nhà văn hóa" not in of_unit.text
    assert "Nhà văn hóa" in officer.get("/targets/?outcome=missed").text
    assert "Đăng ký mô hình" not in officer.get("/targets/?outcome=missed").text


def test_htmx_gets_the_list_alone(aims, sign_in, htmx):
    aims.target()
    answer = sign_in("officer").get("/targets/?q=vuon", headers=htmx)
    assert answer.text.lstrip().startswith('<div id="targets"')


def test_the_list_and_the_target_are_exported_whole(aims, sign_in):
    target = aims.target()
    aims.share(target, {ONE: "40"})
    aims.measure(target, Q1, one="20.33")
    officer = sign_in("officer")
    for address in ("/targets/", f"/targets/{target.id}", f"/targets/{target.id}/measurements/"):
        answer = officer.get(f"{address}?format=xlsx")
        assert answer.status_code == 200
        assert answer.data[:2] == b"PK"


def test_pages_ask_no_more_when_units_figures_and_amendments_grow(aims, town, sign_in, count_queries):
    target, browser = aims.target(), sign_in("officer")
    aims.share(target, {ONE: "40"})
    aims.measure(target, Q1, one="20")
    pages = [f"/targets/{target.id}", "/targets/", f"/plans/{aims.plan.id}", f"/targets/{target.id}/measurements/"]
    pages.append(f"/amendments/{aims.amend(target, Q1.last_day, '70', reallocated=True).id}")
    before = [asked(count_queries, browser, page) for page in pages]
    aims.amend(target, Q2.first_day, "71")
    aims.share(target, {f"{town.new_unit(f'Xã Số {n}').name}": "3" for n in range(8)})
    aims.measure(target, Q2, one="30", two="40", whole="35")
    after = [asked(count_queries, browser, page) for page in pages]
    assert before == after
    assert max(before) <= 14


def asked(count_queries, browser, page: str) -> int:
    with count_queries() as questions:
        assert browser.get(page).status_code == 200
    return len(questions)

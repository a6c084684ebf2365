"""The grid of a plan: targets shared out to units, cell by cell."""

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
import sqlalchemy as sa

from tests.browser import by_id, page, words
from tests.plans.sheet import Sheet, fields_of
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.office.models import Unit
from tracker.plans import services
from tracker.plans.models import Allocation, Comparator, Plan, Target
from tracker.plans.services import TargetFacts


@pytest.fixture
def plan(town) -> Plan:
    """A plan of its own with a percent and a count."""
    document = town.new_document("07/KH-UBND")
    facts = {"by": town.person("staff"), "at": town.now}
    with transaction():
        plan = services.add_plan(document, year=2026, **facts)
        for text, comparator, value, measure in (
            ("Tỷ lệ hộ nghèo giảm", Comparator.AT_LEAST, Decimal("16.5"), "%"),
            ("Mô hình xây dựng mới", Comparator.AT_LEAST, Decimal(43), "mô hình"),
        ):
            goal = TargetFacts(text=text, comparator=comparator, value=value, measure=measure)
            services.add_target(plan, goal, **facts)
    return plan


@pytest.fixture
def units(town) -> list[Unit]:
    """Three units of the programme."""
    members = [unit for unit in town.programme.members if unit.ended_on is None]
    return sorted(members, key=lambda unit: unit.sort_key)[:3]


def saved(target: Target) -> dict[int, tuple[Decimal | None, int | None]]:
    db.session.expire_all()
    rows = db.session.scalars(sa.select(Allocation).where(Allocation.target_id == target.id))
    return {row.unit_id: (row.value, row.count) for row in rows if row.value is not None or row.count is not None}


def newest(name: str) -> AuditEvent:
    return db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == name).order_by(-AuditEvent.id)).first()


def test_staff_share_a_target_out_and_it_leaves_its_trace(plan, units, sign_in):
    percent, count = plan.targets
    sheet = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid")
    sheet.fill(percent, units[0], "16,5 %").fill(percent, units[1], "20.33").fill(count, units[0], "7")
    answer = sheet.save()
    assert answer.status_code == 303
    assert saved(percent) == {units[0].id: (Decimal("16.5"), None), units[1].id: (Decimal("20.33"), None)}
    event = newest("target.allocated")
    assert (event.subject_id, event.by_name) == (count.id, "Y Blơng Hạnh")
    assert event.facts["changes"] == f"{units[0].short_name} 7"
    story = words(sign_in("staff").get(f"/targets/{percent.id}"))
    assert f"{units[0].short_name} 16,5; {units[1].short_name} 20,33" in story  # as a reader writes figures
    again = sign_in("officer").get(answer.location)
    assert "16,5" in words(again)
    assert not [name for name in fields_of(again) if name.startswith("v")]  # who may not change it gets no fields


def test_what_was_not_changed_is_not_saved(plan, units, sign_in):
    sheet = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid")
    sheet.fill(plan.targets[0], units[0], "16,5").save()
    before = newest("target.allocated").id
    again = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid")
    assert again.save().status_code == 303
    assert newest("target.allocated").id == before
    again.fill(plan.targets[0], units[0], "").save()
    assert saved(plan.targets[0]) == {}


def test_words_stand_beside_the_cell_and_the_rest_is_kept_and_nothing_is_half_saved(plan, units, sign_in):
    percent, count = plan.targets
    sheet = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid")
    answer = sheet.fill(percent, units[0], "104").fill(percent, units[1], "12,5").fill(count, units[0], "1.250").save()
    assert answer.status_code == 422
    cell = by_id(answer, f"v{percent.id}-{units[0].id}")
    assert cell.get("aria-invalid") == "true"
    assert "100" in words(by_id(answer, cell.get("aria-describedby")))
    assert "1250" in words(by_id(answer, f"w{count.id}-{units[0].id}"))
    assert sheet.fields[f"v{percent.id}-{units[1].id}"] == "12,5"
    assert saved(percent) == {}
    sheet.fill(percent, units[0], "10").fill(count, units[0], "1250")
    assert sheet.save().status_code == 303
    assert saved(percent)[units[1].id] == (Decimal("12.5"), None)


def test_two_people_in_one_grid_see_each_others_figures_beside_the_cell(plan, units, sign_in):
    target = plan.targets[0]
    staff, chair = (Sheet(sign_in(who), f"/plans/{plan.id}/grid") for who in ("staff", "chair"))
    staff.fill(target, units[0], "11").fill(target, units[2], "33").save()
    answer = chair.fill(target, units[0], "12").fill(target, units[1], "22").save()
    assert answer.status_code == 409
    beside = words(by_id(answer, f"w{target.id}-{units[0].id}"))
    assert "11" in beside
    assert "Y Blơng Hạnh" in beside
    assert saved(target) == {units[0].id: (11, None), units[2].id: (33, None)}
    assert chair.save().status_code == 303
    assert saved(target) == {units[0].id: (12, None), units[1].id: (22, None), units[2].id: (33, None)}


def test_the_same_figure_from_two_people_is_no_clash(plan, units, sign_in):
    target = plan.targets[0]
    staff, chair = (Sheet(sign_in(who), f"/plans/{plan.id}/grid") for who in ("staff", "chair"))
    staff.fill(target, units[0], "11").save()
    assert chair.fill(target, units[0], "11,0").save().status_code == 303


def test_a_unit_that_ended_keeps_its_share_and_takes_no_other(town, plan, units, sign_in):
    target, address = plan.targets[0], f"/plans/{plan.id}/grid"
    sheet = Sheet(sign_in("staff"), address).fill(target, units[0], "11")
    sheet.save()
    late = Sheet(sign_in("staff"), address).fill(target, units[0], "12").fill(target, units[1], "15")
    with transaction():
        units[0].ended_on = town.today - timedelta(days=3)
    shown = sign_in("staff").get(address)
    assert "25/10/2026" in words(by_id(shown, f"u{units[0].id}"))
    assert f"v{target.id}-{units[0].id}" not in fields_of(shown)
    answer = late.save()
    assert answer.status_code == 422
    assert "25/10/2026" in words(by_id(answer, f"w{target.id}-{units[0].id}"))
    assert "12" in words(by_id(answer, f"v{target.id}-{units[0].id}").getparent())
    assert late.fields[f"v{target.id}-{units[1].id}"] == "15"
    assert saved(target) == {units[0].id: (11, None)}


def test_a_target_that_ended_meanwhile_is_told_beside_the_cell(town, plan, units, sign_in):
    target = plan.targets[0]
    sheet = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid").fill(target, units[0], "12")
    with transaction():
        services.end_target(target, words="Không còn phù hợp", by=town.person("staff"), at=town.now)
    answer = sheet.save()
    assert answer.status_code == 422
    assert "28/10/2026" in words(by_id(answer, f"w{target.id}-{units[0].id}"))


def test_the_grid_is_of_what_is_in_force_and_what_it_replaced_stays(town, plan, units, sign_in):
    target, facts = plan.targets[0], {"by": town.person("staff"), "at": town.now}
    Sheet(sign_in("staff"), f"/plans/{plan.id}/grid").fill(target, units[0], "11").save()
    goal = TargetFacts(text="Tỷ lệ giảm mới", comparator=Comparator.AT_LEAST, value=Decimal(20), measure="%")
    with transaction():
        amendment = services.amend_target(
            target, goal, since=town.today, words="Chủ tịch quyết định", reallocated=True, **facts
        )
    sheet = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid")
    assert sheet.fields[f"v{target.id}-{units[0].id}"] == "11"
    assert sheet.fill(target, units[0], "19").save().status_code == 303
    rows = db.session.scalars(sa.select(Allocation).where(Allocation.target_id == target.id).order_by(Allocation.id))
    assert [(row.amendment_id, row.value) for row in rows] == [(None, 11), (amendment.id, 19)]
    own = Sheet(sign_in("chair"), f"/amendments/{amendment.id}/grid")
    before, after = page(own.browser.get(own.address)).xpath("//tbody/tr")
    assert "Tỷ lệ hộ nghèo giảm" in words(before)
    assert "11" in words(before)
    assert after.xpath(f".//input[@name='v{target.id}-{units[0].id}']")[0].get("value") == "19"
    assert own.fill(target, units[1], "21").save().status_code == 303
    with transaction():
        services.withdraw_amendment(amendment, words="Nhầm văn bản", **facts)
    assert own.fill(target, units[1], "22").save().status_code == 422


def test_the_checks_are_of_all_shares_though_some_units_are_not_shown(plan, units, sign_in):
    percent, count = plan.targets
    sheet = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid?counts=1")
    sheet.fill(percent, units[0], "10", "300").fill(percent, units[1], "40", "100").fill(count, units[0], "41").save()
    answer = sign_in("staff").get(f"/plans/{plan.id}/grid?units=unit-{units[0].id}&q=ho+ngheo")
    assert [name for name in fields_of(answer) if name.startswith("v")] == [f"v{percent.id}-{units[0].id}"]
    told = words(answer)
    assert "Trung bình 25 %: nhiều hơn mục tiêu 8,5 điểm phần trăm" in told
    assert "Trung bình gia quyền 17,5 %: nhiều hơn mục tiêu 1" in told
    assert "Tổng 41: ít hơn mục tiêu 2" in words(sign_in("staff").get(f"/plans/{plan.id}/grid"))


def test_the_excel_file_has_the_figures_as_they_stand(plan, units, sign_in):
    target = plan.targets[0]
    Sheet(sign_in("staff"), f"/plans/{plan.id}/grid").fill(target, units[0], "20,33").fill(
        target, units[1], "16,5"
    ).save()
    answer = sign_in("officer").get(f"/plans/{plan.id}/grid?units=allocated&format=xlsx")
    head, first, second = openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
    shares = dict(zip(head, first, strict=True))
    assert shares["Chỉ tiêu"] == target.text
    assert (shares[units[0].name], shares[units[1].name], first[3]) == (20.33, 16.5, 16.5)
    assert second[-2:] == (None, None)


@pytest.mark.parametrize(
    "seen", ["", "{", "[]", '{"units":[1],"rows":{"x":[]}}', '{"units":7,"rows":{"1":["NaN","x"]}}', "far"]
)
def test_a_form_that_was_tampered_with_saves_no_wrong_figure(plan, units, sign_in, seen):
    target = plan.targets[0]
    Sheet(sign_in("staff"), f"/plans/{plan.id}/grid").fill(target, units[0], "11").save()
    sheet = Sheet(sign_in("staff"), f"/plans/{plan.id}/grid").fill(target, units[0], "12")
    if seen == "far":  # a figure with a thousand million digits
        seen = f'{{"units":[{units[0].id}],"rows":{{"{target.id}":["1e999999999","9"]}}}}'
    sheet.fields |= {"seen": seen, "v": "1", "v1-": "2", "v99999-1": "3", f"v{target.id}-99999": "4", "v-1--1": "5"}
    assert sheet.save().status_code == 409  # nothing was seen, so that what is saved is told first
    assert saved(target) == {units[0].id: (11, None)}


def test_the_grid_asks_no_more_when_it_has_more_targets_and_units(town, plan, sign_in, count_queries):
    browser = sign_in("staff")
    with count_queries() as before:
        browser.get(f"/plans/{plan.id}/grid")
    goal = TargetFacts(text="Mô hình", comparator=Comparator.EQUAL, value=Decimal(2), measure="mô hình")
    with transaction():
        for _ in range(5):
            services.add_target(plan, goal, by=town.person("staff"), at=town.now)
    for number in range(5):
        town.new_unit(f"Xã Thêm {number}")
    with count_queries() as after:
        browser.get(f"/plans/{plan.id}/grid")
    assert len(after) == len(before) <= 11

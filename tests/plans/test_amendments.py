"""A document changes a target from a day on; what was before stays to be seen."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.browser import words
from tests.plans.conftest import ONE, TWO
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.plans import queries, rules, services
from tracker.plans.models import Target
from tracker.plans.queries.comparing import Turn, comparison_of
from tracker.plans.queries.units import shares_of

JUNE, AUGUST = date(2026, 6, 1), date(2026, 8, 1)
TYPED = {
    "text": "Hộ nghèo có vườn nhà",
    "comparator": ">=",
    "value": "70,25 %",
    "measure": "%",
    "population": "hộ nghèo",
    "since": "1/8",
    "document": "0",
    "words": "Họp ngày 20/6",
}


def last_event(name: str) -> AuditEvent:
    return db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.name == name).order_by(AuditEvent.id.desc()).limit(1)
    ).one()


def test_a_target_is_seen_as_it_stood_on_each_day(aims):
    target = aims.target("65")
    first, second = aims.amend(target, JUNE, "70"), aims.amend(target, AUGUST, "75")
    assert rules.in_force(target, date(2026, 5, 31)) is target
    assert rules.in_force(target, JUNE) is first
    assert rules.in_force(target, date(2026, 7, 31)) is first
    assert rules.in_force(target, AUGUST) is second
    assert target.value == 65


def test_an_amendment_without_shares_keeps_those_before_it(aims):
    target = aims.target()
    aims.share(target, {ONE: "60", TWO: "70"})
    shared = aims.amend(target, JUNE, "70", reallocated=True)
    aims.amend(target, AUGUST, "75")
    assert rules.allocations_of(target, date(2026, 5, 31)) is None
    assert rules.allocations_of(target, AUGUST) is shared
    assert {value for value, _ in shares_of(target, shared).values()} == {Decimal(60), Decimal(70)}


def test_the_list_and_the_rules_agree_on_what_stands(aims, town):
    target, plain = aims.target("65"), aims.target("3", measure="mô hình")
    aims.share(target, {ONE: "60"})
    aims.amend(target, JUNE, "70", reallocated=True, text="Chữ mới", population="")
    withdrawn = aims.amend(target, AUGUST, "90")
    aims.share(target, {ONE: "66.5"}, rules.in_force(target, JUNE))
    with transaction():
        services.withdraw_amendment(withdrawn, words="Nhầm", by=aims.staff, at=town.now)
    unit = town.unit(ONE)
    for on in (date(2026, 1, 4), date(2026, 1, 5), date(2026, 5, 31), JUNE, AUGUST, town.today):
        rows = queries.target_rows(
            aims.staff, programme_id=town.programme.id, plan_id=aims.plan.id, on=on, unit_id=unit.id
        )
        listed = {row.id: row for row in rows}
        for one in (target, plain):
            if not rules.counts_on(one, on):
                assert one.id not in listed
                continue
            terms, row = rules.in_force(one, on), listed[one.id]
            share = shares_of(one, rules.allocations_of(one, on)).get(unit.id, (None, None))[0]
            assert rules.same_terms(row, terms)
            assert (row.share, row.demanded) == (share, rules.demanded(terms, unit.id, {unit.id: share}))


@pytest.mark.parametrize(
    ("since", "value", "refusal"),
    [
        (date(2026, 1, 4), "70", rules.AmendmentBeforeTarget),
        (JUNE, "80", rules.AmendedThatDay),
        (AUGUST, "70", rules.AmendmentChangesNothing),
    ],
)
def test_an_amendment_that_makes_no_sense_is_refused(aims, since, value, refusal):
    target = aims.target("65")
    aims.amend(target, JUNE, "70")
    with pytest.raises(refusal):
        aims.amend(target, since, value)


def test_who_decided_is_always_said(aims, town):
    target = aims.target()
    with pytest.raises(rules.AmendmentNeedsSource), transaction():
        services.amend_target(target, aims.facts("70"), since=JUNE, by=aims.staff, at=town.now)


def test_before_and_after_stand_side_by_side(aims, sign_in):
    target = aims.target("65")
    aims.share(target, {ONE: "60", TWO: "70"})
    amendment = aims.amend(target, JUNE, "70.25", reallocated=True, text="Hộ nghèo có vườn nhà đẹp")
    aims.share(target, {ONE: "65.5", TWO: None, "Xã Ia Lơ Bưm": "12"}, amendment)
    turns = {change.unit: change.turn for change in comparison_of(amendment).shares}
    assert turns == {ONE: Turn.RAISED, TWO: Turn.GONE, "Xã Ia Lơ Bưm": Turn.NEW}
    page = words(sign_in("officer").get(f"/amendments/{amendment.id}"))
    for told in ("65 %", "70,25 %", "Hộ nghèo có vườn nhà đẹp", "thay đổi", "tăng 5,5", "mới"):
        assert told in page, told


def test_staff_amends_through_the_form_and_it_leaves_its_trace(aims, sign_in):
    target = aims.target()
    answer = sign_in("staff").post(f"/targets/{target.id}/amendments/new", data=TYPED)
    assert answer.status_code == 302
    db.session.expire_all()
    (amendment,) = db.session.get_one(Target, target.id).amendments
    assert (amendment.value, amendment.since) == (Decimal("70.25"), AUGUST)
    event = last_event("target.amended")
    assert (event.subject_id, event.facts["old_goal"], event.facts["goal"]) == (target.id, "≥ 65 %", "≥ 70.25 %")


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"since": "4/1/2026"}, "since"),
        ({"since": "tháng 8"}, "since"),
        ({"since": ""}, "since"),
        ({"words": " "}, "document"),
        ({"value": "bảy mươi"}, "value"),
        ({"value": "1e9"}, "value"),
        ({"text": ""}, "text"),
    ],
)
def test_bad_input_stands_beside_its_field_and_the_rest_is_kept(aims, sign_in, typed, beside):
    target = aims.target()
    answer = sign_in("staff").post(f"/targets/{target.id}/amendments/new", data=TYPED | typed)
    assert answer.status_code == 422
    assert f'id="{beside}-errors"' in answer.text
    assert "hộ nghèo" in answer.text
    db.session.expire_all()
    assert not target.amendments


def test_a_withdrawn_amendment_never_counted_and_is_not_withdrawn_twice(aims, sign_in):
    target = aims.target()
    amendment, staff = aims.amend(target, JUNE), sign_in("staff")
    address = f"/amendments/{amendment.id}/withdraw"
    assert staff.post(address, data={"words": ""}).status_code == 422
    assert staff.post(address, data={"words": "Nhầm chỉ tiêu"}).status_code == 302
    db.session.expire_all()
    assert rules.in_force(target, AUGUST) is target
    assert last_event("amendment.withdrawn").facts["words"] == "Nhầm chỉ tiêu"
    assert staff.post(address, data={"words": "Nữa"}).status_code == 422
    assert "Nhầm chỉ tiêu" in staff.get(f"/amendments/{amendment.id}").text


def test_the_page_shows_the_target_as_of_a_day(aims, sign_in):
    target = aims.target("65", text="Chữ cũ")
    aims.amend(target, JUNE, "70.5", text="Chữ mới")
    officer = sign_in("officer")
    assert "70,5 %" in words(officer.get(f"/targets/{target.id}"))
    before = officer.get(f"/targets/{target.id}?on=31/5/2026")
    assert "Chữ cũ" in before.text
    assert "65 %" in words(before)
    assert "chưa được đặt" in words(officer.get(f"/targets/{target.id}?on=1/1/2026"))
    assert officer.get(f"/targets/{target.id}?on=hôm nọ").status_code == 200
    plan = officer.get(f"/plans/{aims.plan.id}?on=31/5")
    assert "Chữ cũ" in plan.text
    assert "Chữ mới" not in plan.text

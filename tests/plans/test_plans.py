"""Plans and their targets."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.browser import words
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.plans import policy, queries, services
from tracker.plans.models import Comparator, Plan
from tracker.plans.services import TargetFacts

EVERYBODY = ["admin", "chair", "staff", "observer", "head", "officer", "head2", "officer2"]


@pytest.fixture
def plan(town) -> Plan:
    """A further plan with one target."""
    document = town.new_document("07/KH-UBND", text="1. Trên 80,5% thôn có đèn.")
    goal = TargetFacts(
        text="Trên 80,5% thôn có đèn",
        comparator=Comparator.MORE_THAN,
        value=Decimal("80.5"),
        measure="%",
        population="thôn",
        span=(3, 25),
    )
    with transaction():
        plan = services.add_plan(document, year=2027, by=town.person("staff"), at=town.now)
        services.add_target(plan, goal, by=town.person("staff"), at=town.now)
    return plan


def test_a_plan_and_its_target_leave_their_trace(town, plan):
    first, second = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert (first.name, first.facts["goal"], first.story_id) == ("target.added", "> 80.5 %", plan.id)
    assert (second.name, second.facts["year"]) == ("plan.added", 2027)


def test_targets_are_numbered_in_their_order(town, plan):
    goal = TargetFacts(text="Hai mô hình", comparator=Comparator.AT_LEAST, value=Decimal(2), measure="mô hình")
    with transaction():
        services.add_target(plan, goal, by=town.person("staff"), at=town.now)
    assert [target.position for target in plan.targets] == [1, 2]


def test_the_list_shows_each_plan_with_its_targets(town, plan, sign_in):
    answer = sign_in("officer").get("/plans/")
    assert answer.status_code == 200
    row = next(row for row in queries.plans_seen_by(town.person("officer"), programme_id=town.programme.id))
    assert (row.year, row.targets, row.label) == (2027, 1, "Thông báo 07/KH-UBND")
    assert f"/plans/{plan.id}" in answer.text


def test_the_page_shows_the_target_its_clause_and_the_way_to_the_tasks(town, plan, sign_in):
    answer = sign_in("officer").get(f"/plans/{plan.id}")
    assert "80,5 %" in words(answer)
    assert f"/documents/{plan.document_id}?clause=3-25#clause" in answer.text
    for number in range(1, 5):
        assert f"quarter=2027-Q{number}" in answer.text
    assert 'hx-get="/tasks/?quarter=2027-Q1"' in answer.text
    chosen = sign_in("officer").get(f"/plans/{plan.id}?quarter=2027-Q3")
    assert 'hx-get="/tasks/?quarter=2027-Q3"' in chosen.text


def test_a_plan_asks_no_more_when_it_has_more_targets(town, plan, sign_in, count_queries):
    browser = sign_in("staff")
    with count_queries() as before:
        browser.get(f"/plans/{plan.id}")
    goal = TargetFacts(text="Mô hình", comparator=Comparator.EQUAL, value=Decimal(2), measure="mô hình")
    with transaction():
        for _ in range(20):
            services.add_target(plan, goal, by=town.person("staff"), at=town.now)
    with count_queries() as after:
        browser.get(f"/plans/{plan.id}")
    assert len(after) == len(before)


def test_another_programmes_plan_is_not_known_of(town, sign_in):
    document = town.new_document(programme=town.another_programme())
    with transaction():
        foreign = services.add_plan(document, year=2027, by=town.person("staff"), at=town.now)
    assert sign_in("staff").get(f"/plans/{foreign.id}").status_code == 404
    assert sign_in("officer").get(f"/plans/{foreign.id}").status_code == 404
    assert sign_in("officer2").get(f"/plans/{foreign.id}").status_code == 200


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_list_and_the_page_agree_on_who_sees_what(town, plan, who):
    document = town.new_document(programme=town.another_programme())
    with transaction():
        services.add_plan(document, year=2027, by=town.person("staff"), at=town.now)
    person = town.person(who)
    listed = set(db.session.scalars(sa.select(Plan.id).where(policy.visible_to(person))))
    assert listed == {one.id for one in db.session.scalars(sa.select(Plan)) if policy.can_view(person, one)}

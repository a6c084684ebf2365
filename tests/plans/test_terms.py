"""What a target demands on a day, and of whom. No application is needed."""

from datetime import date
from decimal import Decimal

import pytest

from tracker.documents.models import Document
from tracker.plans import rules
from tracker.plans.models import Amendment, Comparator, Plan, Target
from tracker.plans.rules import terms
from tracker.plans.services import TargetFacts

BEGAN, SINCE, ENDED = date(2026, 1, 5), date(2026, 7, 1), date(2026, 10, 1)


@pytest.fixture
def target() -> Target:
    """In force from 5 January to 30 September, amended from 1 July on."""
    plan = Plan(year=2026, document=Document(issued_on=BEGAN))
    return Target(plan=plan, ended_on=ENDED, amendments=[Amendment(since=SINCE)])


@pytest.mark.parametrize(
    ("on", "counts"),
    [(date(2026, 1, 4), False), (BEGAN, True), (date(2026, 9, 30), True), (ENDED, False)],
)
def test_a_target_counts_from_its_first_day_and_not_from_its_end_on(target, on, counts):
    assert rules.counts_on(target, on) is counts


def test_an_amendment_stands_from_its_own_day_on(target):
    assert rules.in_force(target, date(2026, 6, 30)) is target
    assert rules.in_force(target, SINCE) is target.amendments[0]


def test_an_amendment_may_take_effect_on_the_targets_first_day(target):
    facts = TargetFacts(text="Khác", comparator=Comparator.EQUAL, value=Decimal(1), measure="%")
    target.ended_on = None
    terms.check_amendment(target, facts, since=BEGAN, reallocated=False)
    with pytest.raises(rules.AmendmentBeforeTarget):
        terms.check_amendment(target, facts, since=date(2026, 1, 4), reallocated=False)


@pytest.mark.parametrize(("measure", "own"), [("%", Decimal(65)), ("mô hình", None)])
def test_a_percent_that_was_not_shared_out_is_every_units_and_a_count_nobodys(measure, own):
    facts = TargetFacts(text="Hộ", comparator=Comparator.AT_LEAST, value=Decimal(65), measure=measure)
    assert rules.demanded(facts, 1, {}) == own
    assert rules.demanded(facts, 1, {1: Decimal(7)}) == 7
    assert rules.demanded(facts, None, {1: Decimal(7)}) == 65

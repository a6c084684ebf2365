"""Reached or not, percents and their counts. No application is needed."""

from datetime import date
from decimal import Decimal

import pytest

from tracker.plans import rules
from tracker.plans.models import Comparator
from tracker.plans.rules import Figure, Outcome

D = Decimal


@pytest.mark.parametrize(
    ("comparator", "reached", "missed"),
    [
        (Comparator.EQUAL, "65", "64.9999"),
        (Comparator.AT_LEAST, "65", "64.9999"),
        (Comparator.MORE_THAN, "65.0001", "65"),
        (Comparator.AT_MOST, "65", "65.0001"),
        (Comparator.LESS_THAN, "64.9999", "65"),
    ],
)
def test_each_comparator_parts_reached_from_missed(comparator, reached, missed):
    assert rules.outcome(comparator, D(65), D(reached)) is Outcome.REACHED
    assert rules.outcome(comparator, D(65), D(missed)) is Outcome.MISSED


def test_the_measure_that_stands_now_counts_from_the_day_it_came():
    couples, percent = "cặp", "%"
    assert rules.measured_since(couples, []) is None
    assert rules.measured_since(couples, [(date(2024, 7, 11), couples)]) is None
    later = [(date(2024, 7, 11), percent), (date(2024, 9, 1), percent)]
    assert rules.measured_since(couples, later) == date(2024, 7, 11)
    assert rules.measured_since(couples, [*later, (date(2024, 10, 1), couples)]) == date(2024, 10, 1)


def test_above_a_figure_that_is_to_be_met_exactly_is_neither_reached_nor_missed():
    assert rules.outcome(Comparator.EQUAL, D(65), D("65.0001")) is Outcome.EXCEEDED


def test_who_has_no_share_is_not_judged_and_who_measured_nothing_is_not_missed():
    assert rules.outcome(Comparator.AT_LEAST, None, D(3)) is Outcome.UNJUDGED
    assert rules.outcome(Comparator.AT_LEAST, D(3), None) is Outcome.UNMEASURED


def test_a_percent_follows_from_its_counts():
    assert rules.figure_of(None, 61, 300) == Figure(D("20.33"), 61, 300)
    assert rules.figure_of(None, 1, 8) == Figure(D("12.50"), 1, 8)
    assert rules.figure_of(None, 0, 8) == Figure(D("0.00"), 0, 8)
    assert rules.figure_of(None, 8, 8) == Figure(D("100.00"), 8, 8)


@pytest.mark.parametrize("typed", ["20", "20.3", "20.33", "20.3333"])
def test_a_percent_that_was_typed_may_be_rounded(typed):
    assert rules.figure_of(D(typed), 61, 300) == Figure(D(typed), 61, 300)


@pytest.mark.parametrize("typed", ["20.34", "20.4", "21", "2.033"])
def test_a_percent_that_its_counts_do_not_make_is_told(typed):
    with pytest.raises(rules.PercentDiffers) as told:
        rules.figure_of(D(typed), 61, 300)
    assert told.value.parameters == {"part": 61, "whole": 300, "percent": "20.33"}


@pytest.mark.parametrize(("part", "whole"), [(61, 60), (0, 0), (1, 0)])
def test_a_part_above_its_whole_is_refused(part, whole):
    with pytest.raises(rules.PartAboveWhole):
        rules.figure_of(None, part, whole)


@pytest.mark.parametrize(("part", "whole"), [(61, None), (None, 60)])
def test_one_count_alone_is_refused(part, whole):
    with pytest.raises(rules.CountsAreAPair):
        rules.figure_of(D(20), part, whole)


def test_nothing_typed_is_no_figure():
    assert rules.figure_of(None, None, None) is None


def test_percents_are_joined_by_their_counts_and_never_averaged_without():
    small, large = Figure(D(50), 5, 10), Figure(D(10), 9, 90)
    assert rules.together([small, large], measure="%") == Figure(D("14.00"), 14, 100)
    assert rules.together([small, Figure(D(10))], measure="%") is None
    assert rules.together([Figure(D(3)), Figure(D(4))], measure="mô hình") == Figure(D(7))
    assert rules.together([], measure="%") is None

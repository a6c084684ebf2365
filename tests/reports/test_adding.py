"""Figures of many units: numbers are added, percents follow from their counts, what is missing is named."""

from decimal import Decimal

import pytest

from tracker.reports.rules.adding import Said, add_up, lines_of, missing_since, read_items


def said(unit, **facts):
    return Said(unit_id=unit, unit_name=f"Xã {unit}", report_id=unit * 10, **facts)


def test_numbers_are_added():
    made = add_up([said(1, figure=Decimal("2.5")), said(2, figure=Decimal(4)), said(3, nothing=True)], percent=False)
    assert (made.value, made.counted) == (Decimal("6.5"), 2)


def test_a_percent_follows_from_the_counts_and_is_no_average():
    small, large = said(1, part=1, whole=2), said(2, part=10, whole=100)  # 50 % and 10 %, on average 30 %
    made = add_up([small, large], percent=True)
    assert (made.value, made.part, made.whole) == (Decimal("10.78"), 11, 102)


def test_a_percent_without_its_counts_is_left_out_and_named():
    made = add_up([said(1, part=1, whole=2), said(2, figure=Decimal(90))], percent=True)
    assert made.value == 50
    assert [one.unit_name for one in made.left_out] == ["Xã 2"]


@pytest.mark.parametrize("percent", [False, True])
def test_nothing_adds_up_to_nothing_known_rather_than_to_nought(percent):
    assert add_up([said(1, words="Chưa rà soát")], percent=percent).value is None


def test_nought_is_a_figure():
    assert add_up([said(1, figure=Decimal(0))], percent=False).value == 0
    assert add_up([said(1, part=0, whole=8)], percent=True).value == 0


def test_units_stand_side_by_side_with_the_period_before_and_who_fell_silent_comes_last():
    now = [said(1, figure=Decimal(5)), said(3, figure=Decimal(1))]
    before = [said(1, figure=Decimal(3)), said(2, figure=Decimal(9))]
    told = [(one.unit_name, one.value, one.value_before, one.grown) for one in lines_of(now, before, percent=False)]
    assert told == [("Xã 1", 5, 3, 2), ("Xã 3", 1, None, None), ("Xã 2", None, 9, None)]
    assert [one.unit_name for one in missing_since(now, before)] == ["Xã 2"]


def test_what_was_frozen_is_read_as_it_was_written():
    items = [
        {"key": "k1", "words": "Đã họp dân.", "figure": None, "nothing_to_report": False},
        {"key": "k2", "words": "", "figure": "12.5000", "part": None, "whole": None},
        {"key": "k3", "part": 9, "whole": 40, "figure": None},
        {"key": "k4", "words": " ", "nothing_to_report": True},
        {"key": "k5"},
    ]
    read = read_items({"items": items}, unit_id=1, unit_name="Xã 1", report_id=7)
    assert read["k1"].words == "Đã họp dân."
    assert read["k2"].figure == Decimal("12.5")
    assert (read["k3"].part, read["k3"].whole, read["k3"].has_figure) == (9, 40, True)
    assert read["k4"].nothing
    assert [key for key, one in read.items() if one.is_empty] == ["k5"]

"""What the cells of a grid mean, and how the shares agree with their target. No application is needed."""

from decimal import Decimal

import pytest

from tracker.plans.models import Comparator
from tracker.plans.rules import cells
from tracker.plans.rules.cells import read_count, read_figure
from tracker.plans.rules.checks import CheckKind, Share, checks_of

ANNEX = ["22%", "14%", "42 %", "16.5%", "15", "17,5", "15.3"]  # as the notice's annex and people write them


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22", "22"),
        ("20.33", "20.33"),
        ("20,3300", "20.33"),
        ("1.125", "1.125"),
        ("100", "100"),
        (" 16,5\u00a0% ", "16.5"),
        ("0,0001", "0.0001"),
    ],
)
def test_a_percent_is_read_with_comma_and_point(typed, meant):
    assert str(read_figure(typed, measure="%", goal=Decimal(20))) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1250", "1250"),
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1.250.000", "1250000"),
        ("1 250", "1250"),
        ("0,125", "0.125"),
        ("1,2500", "1.25"),
        ("12,5", "12.5"),
    ],
)
def test_a_count_is_read_with_its_thousands(typed, meant):
    assert str(read_figure(typed, measure="hộ", goal=Decimal(20))) == meant


@pytest.mark.parametrize("typed", ["", "  ", "-", "–", "—", "%"])
def test_a_cell_may_say_nothing(typed):
    assert read_figure(typed, measure="%", goal=Decimal(20)) is None


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("hai", cells.NotAFigure),
        ("=1+1", cells.NotAFigure),
        ("1e9", cells.NotAFigure),
        ("1,2,3", cells.NotAFigure),
        ("1.250.5", cells.NotAFigure),
        ("٣", cells.NotAFigure),
        ("NaN", cells.NotAFigure),
        ("-2", cells.BelowNothing),
        ("−2", cells.BelowNothing),
        ("0,12345", cells.TooManyDecimals),
        ("12345678901", cells.TooLargeAFigure),
        ("1.250", cells.ReadsTwoWays),
        ("5%", cells.NotAPercent),
    ],
)
def test_what_is_no_share_of_a_count_is_refused(typed, refusal):
    with pytest.raises(refusal):
        read_figure(typed, measure="mô hình", goal=Decimal(20))


def test_a_percent_is_at_most_a_hundred_unless_its_target_asks_for_more():
    with pytest.raises(cells.MoreThanAll):
        read_figure("100,5", measure="%", goal=Decimal(100))
    assert read_figure("104", measure="%", goal=Decimal(105)) == 104


def test_a_figure_has_at_most_the_digits_that_are_kept():
    assert read_figure("9" * 10, measure="mô hình", goal=Decimal(1)) == 10**10 - 1
    with pytest.raises(cells.TooLargeAFigure):
        read_figure("1" + "0" * 10, measure="mô hình", goal=Decimal(1))


def test_how_many_there_are_is_whole():
    assert [read_count(typed) for typed in ("", "–", "320", "1.250", "1 250")] == [None, None, 320, 1250, 1250]
    for typed, refusal in (("3,5", cells.NotACount), ("-1", cells.BelowNothing), ("9" * 11, cells.TooLargeAFigure)):
        with pytest.raises(refusal):
            read_count(typed)


def test_the_mean_of_the_annex_is_the_notices_own_figure():
    goal = Decimal("20.33")
    shares = [Share(read_figure(typed, measure="%", goal=goal)) for typed in ANNEX]
    (mean,) = checks_of(goal, Comparator.AT_MOST, "%", shares)
    assert (mean.kind, mean.figure, mean.difference, mean.agrees) == (CheckKind.MEAN, goal, 0, True)


def test_a_mean_is_weighted_where_every_share_has_its_count():
    goal, shares = Decimal(20), [Share(Decimal(10), 300), Share(Decimal(40), 100), Share(None, 7)]
    mean, weighted = checks_of(goal, Comparator.EQUAL, "%", shares)
    assert (mean.figure, mean.difference) == (25, 5)
    assert (weighted.kind, weighted.figure) == (CheckKind.WEIGHTED, Decimal("17.5"))
    assert [check.kind for check in checks_of(goal, Comparator.EQUAL, "%", [*shares, Share(Decimal(1))])] == ["mean"]


def test_counts_are_summed_and_a_difference_is_said():
    (check,) = checks_of(Decimal(43), Comparator.AT_LEAST, "mô hình", [Share(Decimal(20)), Share(Decimal(21))])
    assert (check.kind, check.figure, check.difference, check.agrees) == (CheckKind.SUM, 41, -2, False)
    (check,) = checks_of(Decimal(40), Comparator.AT_LEAST, "mô hình", [Share(Decimal(20)), Share(Decimal(21))])
    assert (check.difference, check.agrees) == (1, True)


def test_one_in_each_unit_is_told_by_the_mean():
    (check,) = checks_of(Decimal(1), Comparator.AT_LEAST, "mô hình", [Share(Decimal(1))] * 7)
    assert (check.kind, check.difference) == (CheckKind.MEAN, 0)
    (check,) = checks_of(Decimal(1), Comparator.AT_LEAST, "mô hình", [Share(Decimal(1))])
    assert (check.kind, check.difference) == (CheckKind.SUM, 0)  # of one unit the sum is the mean


def test_nothing_is_said_where_nothing_is_shared_out():
    assert checks_of(Decimal(1), Comparator.EQUAL, "%", [Share(), Share(None, 4)]) == []

"""Which level figures come to by a scheme, and what a scheme refuses to be."""

from decimal import Decimal

import pytest

from tracker.core.errors import RuleBroken
from tracker.standing.rules.figures import Figure, UnitFigures
from tracker.standing.rules.rated import rated, read, written
from tracker.standing.rules.schemes import (
    Condition,
    ConditionUnclear,
    LastLevelDemands,
    LevelDemandsNothing,
    LevelsMissing,
    PointsNeedWeights,
    RatedFigure,
    Scheme,
    WeightsDoNotAddUp,
)
from tracker.standing.rules.shipped_schemes import shipped_called, shipped_schemes


def unit(on_time: int = 0, late: int = 0, overdue: int = 0, **further: int) -> UnitFigures:
    counts = {Figure.DONE_ON_TIME: on_time, Figure.DONE_LATE: late, Figure.OPEN_OVERDUE: overdue}
    return UnitFigures(1, "Xã", counts | {Figure(name): number for name, number in further.items()})


def level(key: str, figures: UnitFigures, **asked: int) -> str:
    shipped = shipped_called(key)
    assert shipped is not None
    known = rated(figures) | {RatedFigure(name): Decimal(value) for name, value in asked.items()}
    found = shipped.scheme.judge(known).level
    return found.key if found is not None else ""


@pytest.mark.parametrize(
    ("figures", "asked", "expected"),
    [
        (unit(10), {}, "1"),
        (unit(10), {"beyond": 29}, "2"),
        (unit(10), {"given_points": 89}, "2"),
        (unit(10), {"disciplined": 1}, "2"),
        (unit(10), {"remedied": 99}, "2"),
        (unit(10), {"given_points": 69}, "3"),
        (unit(8, late=2), {}, "3"),  # done, a fifth of it late
        (unit(8, late=2), {"given_points": 49}, "4"),
        (unit(7, late=3), {}, "4"),
        (unit(9, overdue=1), {}, "4"),
    ],
)
def test_regulation_366_rates_collectives_by_points_and_by_results(figures, asked, expected):
    """Article 11: the points of a level, and at the same time what it demands."""
    known = {"given_points": 95, "beyond": 30, "remedied": 100, "disciplined": 0}
    assert level("qd-366-2025", figures, **known | asked) == expected


@pytest.mark.parametrize(("points", "expected"), [(90, "1"), (89, "2"), (70, "2"), (69, "3"), (50, "3"), (49, "4")])
def test_decree_335_rates_by_bands_of_points(points, expected):
    assert level("nd-335-2025", unit(), given_points=points) == expected


@pytest.mark.parametrize(
    ("figures", "beyond", "expected"),
    [
        (unit(10), 50, "1"),
        (unit(10), 49, "2"),
        (unit(8, late=2), 50, "2"),
        (unit(7, late=3), 50, "3"),
        (unit(71, overdue=29), 0, "3"),
        (unit(70, overdue=30), 0, "4"),
    ],
)
def test_the_scheme_of_2024_goes_by_what_decree_90_demands_of_the_unit_of_a_leader(figures, beyond, expected):
    """Articles 12 to 14, clause 2, point c: all done and half of it beyond; four fifths in time; more than 70 %."""
    assert level("nd-90-2020", figures, beyond=beyond) == expected


def test_every_shipped_scheme_rates_everybody_and_is_kept_as_it_is():
    for shipped in shipped_schemes():
        shipped.scheme.check()
        assert Scheme.read(shipped.scheme.content) == shipped.scheme


def test_what_no_record_says_is_asked_and_not_guessed():
    scheme = shipped_called("qd-366-2025").scheme
    verdict = scheme.judge(rated(unit(10)))
    assert (verdict.level, verdict.asks) == (None, scheme.asked)
    assert scheme.judge(rated(unit(9, overdue=1))).level.key == "4"  # whatever goes beyond


def test_a_unit_of_which_nothing_was_due_gets_no_level_from_figures():
    verdict = shipped_called("nd-90-2020").scheme.judge(rated(unit()) | {RatedFigure.BEYOND: Decimal(0)})
    assert verdict.level is None
    assert not verdict.asks


def test_the_figures_of_2017_are_kept_exactly():
    """Rounded to 100 %, a unit that left one of a hundred thousand tasks undone would have done all."""
    figures = rated(unit(14_068, late=1_983, overdue=223))
    assert figures[RatedFigure.COMPLETION].quantize(Decimal("0.01")) == Decimal("98.63")
    assert figures[RatedFigure.PUNCTUALITY].quantize(Decimal("0.01")) == Decimal("86.44")
    assert read(written(figures), {}) == figures
    assert rated(unit(99_999, overdue=1))[RatedFigure.COMPLETION] < 100


def test_points_are_made_of_what_a_unit_has():
    levels = [{"name": "Tốt", "needs": {"points": ">= 70"}}, {"name": "Còn lại"}]
    scheme = Scheme.read({"levels": levels, "weights": {"completion": 60, "targets_reached": 40}})
    scheme.check()
    assert scheme.with_points(rated(unit(8, overdue=2)))[RatedFigure.POINTS] == 80  # no targets: not marked down
    both = rated(unit(8, overdue=2, targets_reached=1, targets_missed=1))
    assert scheme.with_points(both)[RatedFigure.POINTS] == 68
    assert scheme.judge(both).level.key == "2"


@pytest.mark.parametrize("text", ["≥ 90", ">=90", "≥90 %", "=> 90,0"])
def test_a_condition_is_read_as_people_write_it(text):
    assert Condition.read(RatedFigure.COMPLETION, text).value == 90


@pytest.mark.parametrize("text", ["90", "≥", "≥ chín mươi", "≥ 9e9", "≥ -1", "≥ ٩"])
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(ConditionUnclear):
        Condition.read(RatedFigure.COMPLETION, text)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ({"levels": [{"name": "Một"}]}, LevelsMissing),
        ({"levels": [{"name": "Một", "needs": {"overdue": "= 0"}}] * 2}, LastLevelDemands),
        ({"levels": [{"name": "Một"}, {"name": "Hai"}]}, LevelDemandsNothing),
        ({"levels": [{"name": "Một", "needs": {"points": ">= 9"}}, {"name": "Hai"}]}, PointsNeedWeights),
        (
            {
                "levels": [{"name": "Một", "needs": {"points": ">= 9"}}, {"name": "Hai"}],
                "weights": {"completion": 99},
            },
            WeightsDoNotAddUp,
        ),
    ],
)
def test_a_scheme_that_cannot_rate_everybody_is_refused(content, refusal: type[RuleBroken]):
    with pytest.raises(refusal):
        Scheme.read(content).check()


def test_a_scheme_for_no_year_is_refused_beside_the_year(sign_in):
    levels = {"levels-0-name": "Tốt", "levels-0-overdue": "= 0", "levels-1-name": "Còn lại"}
    sent = {"name": "Ngược", "first_year": "2030", "last_year": "2020"} | levels
    answer = sign_in("staff").post("/rating-schemes/new", data=sent)
    assert answer.status_code == 422
    assert "Năm cuối đứng trước năm đầu" in answer.text
    assert "Ngược" in answer.text

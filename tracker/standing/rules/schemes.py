"""A scheme of ratings: its levels and what each demands, and which level figures come to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker.core.errors import N_, RuleBroken
from tracker.plans.models import Comparator
from tracker.plans.rules.measuring import is_reached

MOST_LEVELS = 6


class RatedFigure(StrEnum):
    """What a condition can be about."""

    COMPLETION = "completion"  # % of the tasks that were due
    PUNCTUALITY = "punctuality"  # % of the same
    LATE_SHARE = "late_share"  # % of the tasks that are done
    OVERDUE = "overdue"
    REPORTS_ON_TIME = "reports_on_time"  # % of the reports that were due
    REPORTS_MISSING = "reports_missing"
    REPORTS_LATE = "reports_late"
    REPORTS_UNEXPLAINED = "reports_unexplained"
    TARGETS_REACHED = "targets_reached"  # % of those allocated to the unit
    POINTS = "points"  # of the scheme's weights
    GIVEN_POINTS = "given_points"  # from here on: asked, since no record says it
    BEYOND = "beyond"  # % of the tasks
    REMEDIED = "remedied"  # % of the shortcomings that earlier reviews named
    DISCIPLINED = "disciplined"  # units under it and members of its leadership


ASKED = (RatedFigure.GIVEN_POINTS, RatedFigure.BEYOND, RatedFigure.REMEDIED, RatedFigure.DISCIPLINED)
PERCENTS = (
    RatedFigure.COMPLETION,
    RatedFigure.PUNCTUALITY,
    RatedFigure.LATE_SHARE,
    RatedFigure.REPORTS_ON_TIME,
    RatedFigure.TARGETS_REACHED,
    RatedFigure.BEYOND,
    RatedFigure.REMEDIED,
)
WEIGHED = (
    RatedFigure.COMPLETION,
    RatedFigure.PUNCTUALITY,
    RatedFigure.REPORTS_ON_TIME,
    RatedFigure.TARGETS_REACHED,
)
Figures = Mapping[RatedFigure, Decimal | None]
_CONDITION = re.compile(r"(>=|≥|=>|<=|≤|=<|>|<|=)\s*([0-9]{1,5}(?:[.,][0-9]{1,2})?)\s*%?")
_SIGNS = {"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<="}


class ConditionUnclear(RuleBroken):
    """A condition that is no sign and number."""

    message = N_("Write a sign and a number, for example ≥ 90, = 100 or ≤ 20; or leave it empty.")


class LevelsMissing(RuleBroken):
    """Fewer than two levels."""

    message = N_("A scheme has at least two levels. Write their names, the highest first.")


class LastLevelDemands(RuleBroken):
    """Whoever meets no level's conditions would have none."""

    message = N_("The last level is for all that meet no other: leave its conditions empty.")


class LevelDemandsNothing(RuleBroken):
    """A level that takes all, so that nobody reaches those below."""

    message = N_("The level “%(level)s” demands nothing, so no unit could come to the ones below. Give it a condition.")


class WeightsDoNotAddUp(RuleBroken):
    """Weights of points that make another sum than 100."""

    message = N_("The weights make %(sum)s together; they must make 100.")


class PointsNeedWeights(RuleBroken):
    """A condition on points that nothing makes."""

    message = N_("A level demands points, but no figure has a weight. Give weights, or demand points that are given.")


@dataclass(frozen=True, slots=True)
class Condition:
    """What one figure must come to."""

    figure: RatedFigure
    sign: Comparator
    value: Decimal

    @classmethod
    def read(cls, figure: RatedFigure, text: str) -> "Condition | None":
        """Read "≥ 90"; None where nothing is written. Raises ConditionUnclear."""
        if not text.strip():
            return None
        found = _CONDITION.fullmatch(text.strip())
        if found is None:
            raise ConditionUnclear
        sign = Comparator(_SIGNS.get(found[1], found[1]))
        return cls(figure, sign, Decimal(found[2].replace(",", ".")))

    def holds(self, value: Decimal | None) -> bool | None:
        """Whether a figure meets it; None where there is no figure."""
        return None if value is None else is_reached(self.sign, self.value, value)


@dataclass(frozen=True, slots=True)
class Level:
    """A level by its place ("1" is the highest); `needs` must all hold."""

    key: str
    name: str
    needs: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The level that figures come to. Without one, `waits` are the conditions that nobody can judge yet."""

    level: Level | None
    waits: tuple[Condition, ...] = ()

    @property
    def asks(self) -> tuple[RatedFigure, ...]:
        """What must be asked before a level can be told."""
        return tuple(one.figure for one in self.waits if one.figure in ASKED)


@dataclass(frozen=True)
class Scheme:
    """Levels from the highest to the lowest, and the weights that make points of figures (100 together, or none)."""

    levels: tuple[Level, ...]
    weights: Mapping[RatedFigure, int] = field(default_factory=dict)
    certainty: str = ""
    note: str = ""

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Scheme":
        """From what `content` has made, or what is shipped."""
        weights = {RatedFigure(name): int(weight) for name, weight in content.get("weights", {}).items()}
        levels = [Level(str(place), told["name"], _needs(told)) for place, told in enumerate(content["levels"], 1)]
        return cls(tuple(levels), weights, content.get("certainty", ""), content.get("note", ""))

    @property
    def content(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "levels": [
                {"name": level.name, "needs": {need.figure.value: f"{need.sign} {need.value}" for need in level.needs}}
                for level in self.levels
            ],
            "weights": {figure.value: weight for figure, weight in self.weights.items()},
            "certainty": self.certainty,
            "note": self.note,
        }

    @property
    def asked(self) -> tuple[RatedFigure, ...]:
        """What it goes by that no record says."""
        return tuple(figure for figure in ASKED if figure in self.figures)

    @property
    def figures(self) -> tuple[RatedFigure, ...]:
        """All that it goes by, in one order."""
        named = {need.figure for level in self.levels for need in level.needs} | set(self.weights)
        return tuple(figure for figure in RatedFigure if figure in named)

    def level(self, key: str) -> Level | None:
        """The level of that key."""
        return next((level for level in self.levels if level.key == key), None)

    def check(self) -> None:
        """Refuse what cannot rate everybody. Raises the refusals above."""
        if len(self.levels) < 2:
            raise LevelsMissing
        if self.levels[-1].needs:
            raise LastLevelDemands
        for level in self.levels[:-1]:
            if not level.needs:
                raise LevelDemandsNothing(level=level.name)
        total = sum(self.weights.values())
        if self.weights and total != 100:
            raise WeightsDoNotAddUp(sum=total)
        if not self.weights and RatedFigure.POINTS in self.figures:
            raise PointsNeedWeights

    def with_points(self, figures: Figures) -> dict[RatedFigure, Decimal | None]:
        """The figures with the points that the weights make of them."""
        return {**figures, RatedFigure.POINTS: self._points(figures)} if self.weights else dict(figures)

    def judge(self, figures: Figures) -> Verdict:
        """The first level whose conditions all hold. Where one cannot be judged, no level below is told either."""
        known = self.with_points(figures)
        for level in self.levels:
            answers = [(need, need.holds(known.get(need.figure))) for need in level.needs]
            if any(holds is False for _, holds in answers):
                continue
            waits = tuple(need for need, holds in answers if holds is None)
            return Verdict(None, waits) if waits else Verdict(level)
        return Verdict(None)

    def _points(self, figures: Figures) -> Decimal | None:
        """Of what a unit has figures of: it is not marked down for targets that it was never given."""
        there = {figure: weight for figure, weight in self.weights.items() if figures.get(figure) is not None}
        whole = sum(there.values())
        if not whole:
            return None
        return sum(((figures[figure] or Decimal(0)) * weight for figure, weight in there.items()), Decimal(0)) / whole


def share(part: int, whole: int) -> Decimal | None:
    """Percent, to six digits after the point; None of nothing."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.000001")) if whole else None


def _needs(told: Mapping[str, Any]) -> tuple[Condition, ...]:
    read = (Condition.read(RatedFigure(figure), text) for figure, text in told.get("needs", {}).items())
    return tuple(need for need in read if need is not None)

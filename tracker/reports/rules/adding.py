"""Figures of many units added up, compared with the period before, and what is missing in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.plans.rules.measuring import percent_of
from tracker.reports.models import ItemKind

FIGURES = (ItemKind.NUMBER, ItemKind.PERCENT, ItemKind.TARGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one unit handed in under one item. Of a percent `figure` is the percent, `part` and `whole` its counts."""

    unit_id: int
    unit_name: str
    report_id: int
    words: str = ""
    figure: Decimal | None = None
    part: int | None = None
    whole: int | None = None
    nothing: bool = False

    @property
    def has_figure(self) -> bool:
        """Whether a figure can be taken from it."""
        return self.figure is not None or self.has_counts

    @property
    def has_counts(self) -> bool:
        """Whether the percent can be added to others."""
        return self.part is not None and bool(self.whole)

    @property
    def is_empty(self) -> bool:
        """Whether the unit left the item out."""
        return not (self.words.strip() or self.has_figure or self.nothing)


@dataclass(frozen=True, slots=True)
class Sum:
    """What some units' figures make together: a number, or a percent with the counts that it follows from.

    `left_out` gave a percent without its counts: it cannot be added, and is never averaged.
    """

    value: Decimal | None
    part: int | None
    whole: int | None
    counted: int
    left_out: tuple[Said, ...] = ()


def add_up(given: Collection[Said], *, percent: bool) -> Sum:
    """Add the figures of units; of percents, their counts. Without any figure its value is None."""
    known = [one for one in given if one.has_figure]
    if not percent:
        numbers = [one.figure for one in known if one.figure is not None]
        return Sum(sum(numbers, Decimal(0)) if numbers else None, None, None, len(numbers))
    counts = [(one.part, one.whole) for one in known if one.part is not None and one.whole]
    left_out = tuple(one for one in known if not one.has_counts)
    if not counts:
        return Sum(None, None, None, 0, left_out)
    part, whole = sum(part for part, _ in counts), sum(whole for _, whole in counts)
    return Sum(percent_of(part, whole), part, whole, len(counts), left_out)


def value_of(said: Said, *, percent: bool) -> Decimal | None:
    """One unit's figure; a percent follows from its counts where they are known."""
    if percent and said.part is not None and said.whole:
        return percent_of(said.part, said.whole)
    return said.figure


def difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """By how much a figure grew (percents: in percentage points); None where one of them is not known."""
    return None if now is None or before is None else now - before


def read_items(content: Mapping[str, Any], *, unit_id: int, unit_name: str, report_id: int) -> dict[str, Said]:
    """What was handed in, by key, out of a report as it was frozen."""
    of: dict[str, Any] = {"unit_id": unit_id, "unit_name": unit_name, "report_id": report_id}
    return {str(item["key"]): Said(**of, **_facts(item)) for item in content.get("items", ())}


def _facts(item: Mapping[str, Any]) -> dict[str, Any]:
    figure = item.get("figure")
    return {
        "words": item.get("words") or "",
        "figure": None if figure in (None, "") else Decimal(str(figure)),
        "part": item.get("part"),
        "whole": item.get("whole"),
        "nothing": bool(item.get("nothing_to_report")),
    }


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One unit's figure, now and in the period before; either may be missing."""

    unit_id: int
    unit_name: str
    now: Said | None
    before: Said | None
    percent: bool

    @property
    def value(self) -> Decimal | None:
        """Now."""
        return value_of(self.now, percent=self.percent) if self.now is not None else None

    @property
    def value_before(self) -> Decimal | None:
        """In the period before."""
        return value_of(self.before, percent=self.percent) if self.before is not None else None

    @property
    def grown(self) -> Decimal | None:
        """By how much it differs."""
        return difference(self.value, self.value_before)


def lines_of(now: Sequence[Said], before: Sequence[Said], *, percent: bool) -> list[FigureLine]:
    """Unit by unit, those that gave a figure in either period; who gave none now comes last."""
    given = {one.unit_id: one for one in now if one.has_figure}
    earlier = {one.unit_id: one for one in before if one.has_figure}
    lines = [FigureLine(unit_id, one.unit_name, one, earlier.get(unit_id), percent) for unit_id, one in given.items()]
    return lines + [FigureLine(one.unit_id, one.unit_name, None, one, percent) for one in missing_since(now, before)]


def missing_since(now: Sequence[Said], before: Sequence[Said]) -> list[Said]:
    """Who gave a figure in the period before and has given none now: the difference is not theirs alone to explain."""
    given = {one.unit_id for one in now if one.has_figure}
    return [one for one in before if one.has_figure and one.unit_id not in given]

"""What is typed under one item of a form: how figures are read, and what an answer still lacks."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tracker.core.errors import N_, Message, RuleBroken
from tracker.core.folding import fold
from tracker.plans.rules import PERCENT, PercentDiffers, figure_of
from tracker.plans.rules.cells import read_figure
from tracker.reports.models import Answer, FormItem, ItemKind

_WITH_MEASURE = re.compile(r"(?P<figure>[^%]*?\d)\s*(?P<measure>[^\d\s.,;].*)", re.DOTALL)
IN_WORDS = frozenset({ItemKind.SECTION, ItemKind.PILOTS})


class WrongMeasure(RuleBroken):
    """A figure of something else than is asked for."""

    message = N_("This is counted in “%(measure)s”, not in “%(typed)s”. Enter the figure in that measure.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person entered under one item. A draft keeps what does not fit together yet, and is told so."""

    words: str = ""
    figure: Decimal | None = None
    part: int | None = None
    whole: int | None = None
    nothing_to_report: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        figures = (self.figure, self.part, self.whole)
        return not self.words.strip() and not self.nothing_to_report and figures == (None, None, None)


def typed_in(answer: Answer) -> Typed:
    """What stands in an answer."""
    return Typed(
        words=answer.words,
        figure=answer.figure,
        part=answer.part,
        whole=answer.whole,
        nothing_to_report=answer.nothing_to_report,
    )


def read_answer(typed: str, *, measure: str) -> Decimal | None:
    """A figure, with its measure behind it or without: "12", "12 hộ", "98,5 %". None where nothing was typed.

    Raises WrongMeasure where another measure stands behind it, and what `read_figure` raises.
    """
    found = _WITH_MEASURE.fullmatch(typed.strip())
    if found is not None:
        if fold(found["measure"]) != fold(measure):
            raise WrongMeasure(measure=measure, typed=found["measure"])
        typed = found["figure"]
    return read_figure(typed, measure=measure, goal=Decimal(0))


def measure_of(item: FormItem, target_measure: str = "") -> str:
    """What an item's figure counts; of a target, as the target is measured."""
    if item.kind is ItemKind.TARGET:
        return target_measure
    return PERCENT if item.kind is ItemKind.PERCENT else item.measure


def _differs(typed: Typed) -> bool:
    """Whether a percent is another than its counts make."""
    try:
        figure_of(typed.figure, typed.part, typed.whole)
    except PercentDiffers:
        return True
    return False


def lacks(item: FormItem, typed: Typed | None) -> Message | None:
    """What keeps an answer from being handed in, or nothing."""
    if typed is None or typed.is_empty:
        return N_("Nothing is written here yet.") if item.required else None
    if typed.nothing_to_report:
        return None
    if item.kind in IN_WORDS:
        return None if typed.words.strip() else N_("Nothing is written here yet.")
    if (typed.part is None) != (typed.whole is None):
        return N_("Give both counts, the part and the whole, or neither.")
    if typed.part is not None and typed.whole is not None and (typed.part > typed.whole or not typed.whole):
        return N_("The first count is a part of the second: it cannot be more.")
    if measure_of(item, item.target.measure if item.target is not None else "") == PERCENT and _differs(typed):
        return N_("The percent and its counts do not agree. Mend one of them.")
    if item.kind is ItemKind.PERCENT and typed.part is None:
        return N_("A percent is reported with its counts, so that it can be added up.")
    if item.kind is not ItemKind.PERCENT and typed.figure is None:
        return N_("The figure is missing.")
    return None

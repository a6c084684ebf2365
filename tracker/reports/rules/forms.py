"""What a form of a duty asks, and what it cannot ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold
from tracker.reports.models import FormItem, ItemKind

MOST_ITEMS = 40


class FormIsEmpty(RuleBroken):
    """A form without a question."""

    message = N_("A form asks something: keep one section or figure at least.")


class TooManyItems(RuleBroken):
    """A form that nobody would fill in."""

    message = N_("A form has %(most)s sections and figures at most. Units fill in what is short.")


class ItemNeedsMeasure(RuleBroken):
    """A number or a percent of nothing."""

    message = N_("“%(title)s”: say what is counted (households, meetings).")


class ItemNeedsTarget(RuleBroken):
    """A target's measurement, and of no target."""

    message = N_("“%(title)s”: choose the target that is measured.")


class TargetAskedTwice(RuleBroken):
    """The same target measured twice in one report: the figures would conflict."""

    message = N_("“%(title)s”: this target is asked for already. One figure of it is enough.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One section or figure as it is to be asked. An item that goes on keeps its `key`; a new one has none yet."""

    kind: ItemKind
    title: str
    hint: str = ""
    measure: str = ""
    target_id: int | None = None
    required: bool = True
    key: str = ""


def check_form(items: Sequence[Asked]) -> None:
    """Refuse a form that cannot be filled in, or not be added up."""
    if not items:
        raise FormIsEmpty
    if len(items) > MOST_ITEMS:
        raise TooManyItems(most=MOST_ITEMS)
    targets: set[int | None] = set()
    for item in items:
        if item.kind in (ItemKind.NUMBER, ItemKind.PERCENT) and not item.measure.strip():
            raise ItemNeedsMeasure(title=item.title)
        if item.kind is ItemKind.TARGET:
            if item.target_id is None:
                raise ItemNeedsTarget(title=item.title)
            if item.target_id in targets:
                raise TargetAskedTwice(title=item.title)
            targets.add(item.target_id)


def answers_alike(before: Asked, now: Asked) -> bool:
    """Whether an answer to the one answers the other: a figure of another measure must not be added to it."""
    same_measure = fold(before.measure) == fold(now.measure)
    return before.kind is now.kind and same_measure and before.target_id == now.target_id


def as_asked(item: FormItem) -> Asked:
    """What a form asks already."""
    return Asked(
        kind=item.kind,
        title=item.title,
        hint=item.hint,
        measure=item.measure,
        target_id=item.target_id,
        required=item.required,
        key=item.key,
    )

"""What a review of a programme begins with, how long it may look back, and how its sections are ordered."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold
from tracker.core.periods import Quarter, Span
from tracker.standing.models import ProgrammeReview, ReviewKind

MOST_QUARTERS = 24  # a committee's term, and a year more
MOST_SECTIONS = 40


class ReviewFigures(StrEnum):
    """What the tracker puts below the words of a section."""

    NONE = ""
    TASKS = "tasks"  # parts by class, quarter by quarter
    TARGETS = "targets"
    REPORTED = "reported"  # what the units' reports give in figures
    PILOTS = "pilots"
    REPORTS = "reports"  # on time, late, missing
    LISTS = "lists"  # compliance lists that are locked
    RATINGS = "ratings"  # those that are decided


class ReviewEndsBeforeItBegins(RuleBroken):
    """A last quarter before the first."""

    message = N_("The last quarter lies before the first. Choose a later one.")


class ReviewTooLong(RuleBroken):
    """More quarters than anybody looks back on."""

    message = N_("A review looks back on %(most)s quarters at most. Choose a first quarter that is later.")


class ReviewHasNumber(RuleBroken):
    """A paper that was issued keeps its name and its time."""

    message = N_("This review has its number already: its kind, title and quarters stay. Begin another review instead.")


class TooManySections(RuleBroken):
    """More than a report can be read with."""

    message = N_("A review has %(most)s sections at most. Leave one out, or write under one that is there.")


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section to begin with."""

    title: str
    figures: ReviewFigures = ReviewFigures.NONE


def span_of(review: ProgrammeReview) -> Span:
    """The quarters that a review looks back on."""
    return Span(Quarter.parse(review.first_quarter), Quarter.parse(review.last_quarter))


def check_span(span: Span) -> None:
    """Refuse what is none. Raises ReviewEndsBeforeItBegins, ReviewTooLong."""
    if not span.quarters:
        raise ReviewEndsBeforeItBegins
    if len(span.quarters) > MOST_QUARTERS:
        raise ReviewTooLong(most=MOST_QUARTERS)


def check_no_number(review: ProgrammeReview) -> None:
    """Raises ReviewHasNumber."""
    if review.number_id is not None:
        raise ReviewHasNumber


def first_sections(kind: ReviewKind, asked: Sequence[str]) -> list[SectionFacts]:
    """The sections that a review begins with; `asked` are titles under which units reported in words."""
    shipped = _shipped()[kind.value]
    known = {fold(one.get("title", "")) for one in shipped}
    own = [SectionFacts(title) for title in _once(asked) if fold(title) not in known]
    room = MOST_SECTIONS - len(shipped)
    found: list[SectionFacts] = []
    for one in shipped:
        found += own[:room] if "units" in one else [SectionFacts(one["title"], ReviewFigures(one.get("figures", "")))]
    return found


def _once(titles: Sequence[str]) -> list[str]:
    """Each of them once, as it was written first; marks and capitals do not count."""
    found: dict[str, str] = {}
    for title in titles:
        found.setdefault(fold(title), title)
    return list(found.values())


@cache
def _shipped() -> dict[str, list[dict[str, str]]]:
    told = files("tracker.standing").joinpath("reviews.toml").read_text(encoding="utf-8")
    return tomllib.loads(told)

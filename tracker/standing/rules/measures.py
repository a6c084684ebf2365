"""The figures and rates that pages, sheets and papers show of a unit, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from tracker.office.models import Programme, Unit
from tracker.standing.rules.figures import PARTS, PILOTS, REPORTS, TARGETS, Figure, Rate, UnitFigures, middle

Measure = Figure | Rate
FEWEST = 4  # units whose middle is shown to one of them: of fewer it would tell another's figure


@dataclass(frozen=True, slots=True)
class StandingUnit:
    """A unit in a programme, and the units whose people see how it stands: itself, and whoever took over from it."""

    unit: Unit
    programme: Programme
    speakers: frozenset[int]


class Topic(StrEnum):
    """What measures are about."""

    PARTS = "parts"
    REPORTS = "reports"
    EXPLANATIONS = "explanations"
    TARGETS = "targets"
    PILOTS = "pilots"


TOPICS: dict[Topic, Sequence[Measure]] = {
    Topic.PARTS: (*PARTS, Rate.COMPLETION, Rate.PUNCTUALITY),
    Topic.REPORTS: (*REPORTS[:5], Rate.REPORTS_PUNCTUALITY),
    Topic.EXPLANATIONS: REPORTS[5:],
    Topic.TARGETS: (*TARGETS, Rate.TARGETS_SHARE),
    Topic.PILOTS: PILOTS,
}
ALL: tuple[Measure, ...] = tuple(measure for measures in TOPICS.values() for measure in measures)
# Beside one another where all units stand below one another.
IN_LIST: tuple[Measure, ...] = (
    Rate.COMPLETION,
    Rate.PUNCTUALITY,
    Figure.OPEN_OVERDUE,
    Rate.REPORTS_PUNCTUALITY,
    Figure.REPORTS_MISSING,
    Figure.REPORTS_UNEXPLAINED,
    Rate.TARGETS_SHARE,
    Figure.PILOTS_RUNNING,
    Figure.REVIEWS_MISSING,
)
OVER_QUARTERS: tuple[Measure, ...] = (  # what is known of quarters that are long past
    *PARTS,
    Rate.COMPLETION,
    Rate.PUNCTUALITY,
    *REPORTS[:3],
    Rate.REPORTS_PUNCTUALITY,
)
LINES: tuple[Measure, ...] = (Rate.COMPLETION, Rate.PUNCTUALITY, Rate.REPORTS_PUNCTUALITY)
_TOPIC = {measure: topic for topic, measures in TOPICS.items() for measure in measures}
_KNOWN_BY: dict[Topic, Sequence[Figure]] = {  # of a topic, a unit that has one of these has something to tell
    Topic.PARTS: PARTS,
    Topic.REPORTS: REPORTS[:5],
    Topic.EXPLANATIONS: REPORTS[:5],  # who reported on time had nothing to explain, and counts as none
    Topic.TARGETS: TARGETS,
    Topic.PILOTS: PILOTS,
}
NEEDS_A_HAND = frozenset(
    {Figure.OPEN_OVERDUE, Figure.REPORTS_MISSING, Figure.REPORTS_UNEXPLAINED, Figure.REVIEWS_MISSING}
)


def value_of(unit: UnitFigures, measure: Measure) -> float | None:
    """The measure of a unit; a rate is None where nothing was due."""
    return unit[measure] if isinstance(measure, Figure) else unit.rate(measure)


def middles(
    units: Sequence[UnitFigures], measures: Sequence[Measure] = ALL, *, least: int = 1
) -> dict[Measure, float | None]:
    """The median of each measure, of the units that have anything of its topic; None where these are too few."""
    topics = {_TOPIC[measure] for measure in measures}
    known = {topic: [unit for unit in units if any(map(unit.counts.get, _KNOWN_BY[topic]))] for topic in topics}
    return {
        measure: middle(known[_TOPIC[measure]], partial(value_of, measure=measure), least=least) for measure in measures
    }


def is_behind(unit: UnitFigures) -> bool:
    """Whether something of it is overdue, missing or unexplained."""
    return any(unit[figure] for figure in NEEDS_A_HAND)

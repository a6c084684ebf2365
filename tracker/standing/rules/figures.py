"""What is counted of a unit in a period, and what lies in the middle of several units."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from statistics import median

from tracker.tasks.rules import Classes, completion, punctuality


class Figure(StrEnum):
    """One thing that is counted. Each opens to the records that it is counted of (`queries.facts_behind`).

    The first five are the official classes of parts, in their order. A report stands in one of the next five; the three
    after them say of the late and the missing ones whether they were explained, and whether the report was accepted
    with that.
    """

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_WITHIN_TERM = "open_within_term"
    OPEN_OVERDUE = "open_overdue"
    NO_DEADLINE = "no_deadline"
    REPORTS_ON_TIME = "reports_on_time"
    REPORTS_LATE = "reports_late"
    REPORTS_MISSING = "reports_missing"  # due, and not handed in
    REPORTS_WAITING = "reports_waiting"  # not due yet
    REPORTS_EXCUSED = "reports_excused"
    EXPLANATIONS_GIVEN = "explanations_given"
    EXPLANATIONS_ACCEPTED = "explanations_accepted"
    REPORTS_UNEXPLAINED = "reports_unexplained"
    TARGETS_REACHED = "targets_reached"
    TARGETS_MISSED = "targets_missed"
    TARGETS_UNMEASURED = "targets_unmeasured"
    PILOTS_REGISTERED = "pilots_registered"
    PILOTS_RUNNING = "pilots_running"
    PILOTS_REPLICATED = "pilots_replicated"
    REVIEWS_MISSING = "reviews_missing"


class Rate(StrEnum):
    """A percent that follows from figures, by the name that `UnitFigures` has it; none where nothing was due."""

    COMPLETION = "completion"
    PUNCTUALITY = "punctuality"
    REPORTS_PUNCTUALITY = "reports_punctuality"
    TARGETS_SHARE = "targets_share"


_ALL = tuple(Figure)
PARTS, REPORTS, TARGETS, PILOTS = _ALL[:5], _ALL[5:13], _ALL[13:16], _ALL[16:]  # of which records they are counted


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of one unit, named as it was at the period's end; what is not in `counts` is 0.

    `began_on` and `ended_on` are given where that was within the period.
    """

    unit_id: int
    unit_name: str
    counts: Mapping[Figure, int] = field(default_factory=dict)
    began_on: date | None = None
    ended_on: date | None = None

    def __getitem__(self, figure: Figure) -> int:
        return self.counts.get(figure, 0)

    def sum_of(self, *figures: Figure) -> int:
        """Several figures together."""
        return sum(self[figure] for figure in figures)

    @property
    def parts(self) -> Classes:
        """Its parts by official class."""
        return Classes(*map(self.__getitem__, PARTS))

    @property
    def completion(self) -> float | None:
        """Percent of parts done of what was due; None where nothing was."""
        return completion(self[Figure.DONE_ON_TIME] + self[Figure.DONE_LATE], self[Figure.OPEN_OVERDUE])

    @property
    def punctuality(self) -> float | None:
        """Percent of parts done on time of what was due; None where nothing was."""
        return punctuality(self[Figure.DONE_ON_TIME], self[Figure.DONE_LATE], self[Figure.OPEN_OVERDUE])

    @property
    def reports_punctuality(self) -> float | None:
        """Percent of reports on time of what was due; None where nothing was."""
        return punctuality(self[Figure.REPORTS_ON_TIME], self[Figure.REPORTS_LATE], self[Figure.REPORTS_MISSING])

    def rate(self, rate: Rate) -> float | None:
        """One of the percents."""
        found: float | None = getattr(self, rate)
        return found

    @property
    def reports_due(self) -> int:
        """Reports on time, late or missing."""
        return self.sum_of(Figure.REPORTS_ON_TIME, Figure.REPORTS_LATE, Figure.REPORTS_MISSING)

    @property
    def targets(self) -> int:
        """Targets that the unit has to reach."""
        return self.sum_of(Figure.TARGETS_REACHED, Figure.TARGETS_MISSED, Figure.TARGETS_UNMEASURED)

    @property
    def targets_share(self) -> float | None:
        """Percent of targets reached; None where it has none."""
        return 100 * self[Figure.TARGETS_REACHED] / self.targets if self.targets else None

    @property
    def counts_anything(self) -> bool:
        """Whether there is anything to tell of it."""
        return any(self.counts.values())


def middle(
    units: Iterable[UnitFigures], value: Callable[[UnitFigures], float | None], *, least: int = 1
) -> float | None:
    """The median of the units of which there is a value; None where these are fewer than `least`."""
    known = [found for unit in units if (found := value(unit)) is not None]
    return median(known) if len(known) >= least else None


def together(units: Iterable[UnitFigures], *, name: str = "") -> UnitFigures:
    """All of them as one, counts added up."""
    counts = dict.fromkeys(Figure, 0)
    for unit in units:
        for figure, number in unit.counts.items():
            counts[figure] += number
    return UnitFigures(0, name, counts)

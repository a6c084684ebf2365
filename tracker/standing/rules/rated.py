"""What of a unit's figures a scheme goes by, and the records that are kept as its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.standing.rules.figures import Figure, UnitFigures
from tracker.standing.rules.schemes import Figures, RatedFigure, share

_PARTS = (Figure.DONE_ON_TIME, Figure.DONE_LATE, Figure.OPEN_OVERDUE)
_REPORTS = (Figure.REPORTS_ON_TIME, Figure.REPORTS_LATE, Figure.REPORTS_MISSING)
# The records behind each, those that tell against the unit first.
BEHIND: Mapping[RatedFigure, tuple[Figure, ...]] = {
    RatedFigure.COMPLETION: _PARTS[::-1],
    RatedFigure.PUNCTUALITY: _PARTS[::-1],
    RatedFigure.LATE_SHARE: (Figure.DONE_LATE, Figure.DONE_ON_TIME),
    RatedFigure.OVERDUE: (Figure.OPEN_OVERDUE,),
    RatedFigure.REPORTS_ON_TIME: _REPORTS[::-1],
    RatedFigure.REPORTS_MISSING: (Figure.REPORTS_MISSING,),
    RatedFigure.REPORTS_LATE: (Figure.REPORTS_LATE,),
    RatedFigure.REPORTS_UNEXPLAINED: (Figure.REPORTS_UNEXPLAINED,),
    RatedFigure.TARGETS_REACHED: (Figure.TARGETS_MISSED, Figure.TARGETS_UNMEASURED, Figure.TARGETS_REACHED),
}
KEPT = tuple(dict.fromkeys(figure for figures in BEHIND.values() for figure in figures))


def rated(unit: UnitFigures) -> dict[RatedFigure, Decimal | None]:
    """Every figure that the tracker knows, whatever the scheme; None of what nothing was due."""
    on_time, late, overdue = unit[Figure.DONE_ON_TIME], unit[Figure.DONE_LATE], unit[Figure.OPEN_OVERDUE]
    due, done = on_time + late + overdue, on_time + late
    return {
        RatedFigure.COMPLETION: share(done, due),
        RatedFigure.PUNCTUALITY: share(on_time, due),
        RatedFigure.LATE_SHARE: share(late, done),
        RatedFigure.OVERDUE: Decimal(overdue),
        RatedFigure.REPORTS_ON_TIME: share(unit[Figure.REPORTS_ON_TIME], unit.reports_due),
        RatedFigure.REPORTS_MISSING: Decimal(unit[Figure.REPORTS_MISSING]),
        RatedFigure.REPORTS_LATE: Decimal(unit[Figure.REPORTS_LATE]),
        RatedFigure.REPORTS_UNEXPLAINED: Decimal(unit[Figure.REPORTS_UNEXPLAINED]),
        RatedFigure.TARGETS_REACHED: share(unit[Figure.TARGETS_REACHED], unit.targets),
    }


def written(figures: Figures) -> dict[str, str | None]:
    """As a rating keeps them: exact."""
    return {figure.value: None if value is None else f"{value:f}" for figure, value in figures.items()}


def read(figures: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[RatedFigure, Decimal | None]:
    """What `written` wrote, with what people have said (`asked`: figure: {"value": "30", "words": "…"})."""
    said = {name: told.get("value") for name, told in asked.items()}
    known = {name: value for name, value in (dict(figures) | said).items() if name in list(RatedFigure)}
    return {RatedFigure(name): None if value is None else Decimal(value) for name, value in known.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """A record that a figure of a rating was counted of, as it was then. `page` is that of the record that shows it."""

    type: str
    page: int
    title: str
    period: str
    due_on: date | None
    done_on: date | None
    days_late: int
    explanation: str


def records(evidence: Mapping[str, Any]) -> dict[Figure, list[Record]]:
    """The records that a rating keeps, by the figure that they were counted in."""
    return {Figure(name): [_record(told) for told in kept] for name, kept in evidence.items() if name in list(Figure)}


def _record(told: Mapping[str, Any]) -> Record:
    due, done = (date.fromisoformat(told[name]) if told.get(name) else None for name in ("due", "done"))
    said = told.get("late", 0), told.get("why", "")
    return Record(told["type"], told["page"], told["title"], told.get("period", ""), due, done, *said)

"""Which records make a figure: said once, for the counting and for what a figure opens to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.core.db import QuarterColumn, db
from tracker.core.periods import Quarter, Span, Stretch
from tracker.pilots.models import Pilot, PilotReview, PilotState, PilotYear, Registration
from tracker.reports.models import Explanation, Report, ReportDuty, ReportState
from tracker.reports.rules.moves import HANDED_IN
from tracker.standing.rules.figures import Figure
from tracker.tasks.models import COUNTED, SET_ASIDE, Assignment, Task
from tracker.tasks.queries import class_conditions, handed_in_late

PART, REPORT, PILOT, TARGET = "assignment", "report", "pilot", "target"  # the records' names
Counts = dict[Figure, int]


class Source(NamedTuple):
    """Records of one kind, the quarter for which each counts, and what makes it count as a figure, or as several."""

    subject: str
    unit_id: Any
    quarter: Any
    where: Sequence[sa.ColumnElement[bool]]
    figures: Mapping[Figure, sa.ColumnElement[bool]]


def sources_of(programme_id: int, period: Stretch, *, today: date) -> list[Source]:
    """All that is counted of a period but the targets, as it stands today.

    A part counts in its own quarter alone, a report where its period ends, so that quarters add up to their year; a
    pilot for a period in some part of which it ran, and its review for each quarter that is over.
    """
    return [
        parts_of(programme_id, period, today=today),
        reports_of(programme_id, period, today=today),
        *pilots_of(programme_id, period, today=today),
    ]


def parts_of(programme_id: int, period: Stretch, *, today: date) -> Source:
    """Parts by official class, of whole quarters; of a month those whose own period ends in it."""
    quarters = Quarter.of(period.first_day), Quarter.of(period.last_day)
    where: list[Any] = [
        Assignment.programme_id == programme_id,
        Assignment.quarter.between(*quarters),
        *(sa.text(f"assignment.{so}") for so in COUNTED),  # so that its index is used
        Assignment.task_id.not_in(sa.select(Task.id).where(sa.text(SET_ASIDE))),  # the few, looked up once
    ]
    if (period.first_day, period.last_day) != (quarters[0].first_day, quarters[1].last_day):
        where.append(Assignment.period_end.between(period.first_day, period.last_day))
    classes = {Figure(name): counts for name, counts in class_conditions(today).items()}
    return Source(PART, Assignment.unit_id, Assignment.quarter, where, classes)


def reports_of(programme_id: int, period: Stretch, *, today: date) -> Source:
    """Reports by where they stand, and what was said of the late and the missing ones."""
    duties = sa.select(ReportDuty.id).where(ReportDuty.programme_id == programme_id)
    where = (Report.duty_id.in_(duties), Report.period_end.between(period.first_day, period.last_day))
    quarters = Span(Quarter.of(period.first_day), Quarter.of(period.last_day)).quarters
    ends_in = sa.case(*((Report.period_end <= one.last_day, _literal(one)) for one in quarters))
    return Source(REPORT, Report.unit_id, ends_in, where, report_conditions(today))


def report_conditions(today: date) -> dict[Figure, sa.ColumnElement[bool]]:
    """`reports.rules.standing_of` for the database, as far as it is counted; a test holds the two together."""
    handed_in, excused = Report.state.in_(HANDED_IN), Report.state == ReportState.EXCUSED
    late = handed_in & handed_in_late(Report.due_on, Report.submitted_at)
    missing = ~handed_in & ~excused & (Report.due_on < today)
    explained = sa.exists().where(Explanation.report_id == Report.id)
    return {
        Figure.REPORTS_ON_TIME: handed_in & ~handed_in_late(Report.due_on, Report.submitted_at),
        Figure.REPORTS_LATE: late,
        Figure.REPORTS_MISSING: missing,
        Figure.REPORTS_WAITING: ~handed_in & ~excused & (Report.due_on.is_(None) | (Report.due_on >= today)),
        Figure.REPORTS_EXCUSED: excused,
        Figure.EXPLANATIONS_GIVEN: (late | missing) & explained,
        Figure.EXPLANATIONS_ACCEPTED: late & (Report.state == ReportState.ACCEPTED) & explained,
        Figure.REPORTS_UNEXPLAINED: (late | missing) & ~explained,
    }


def pilots_of(programme_id: int, period: Stretch, *, today: date) -> list[Source]:
    """Pilots that were registered, ran or were replicated, and those of which a quarter's review is missing."""
    of_year = (PilotYear.pilot_id == Pilot.id) & PilotYear.year.between(period.first_day.year, period.last_day.year)
    figures = {
        Figure.PILOTS_REGISTERED: (Pilot.state == PilotState.REGISTERED) & sa.exists().where(of_year),
        Figure.PILOTS_RUNNING: _ran(period.first_day, min(period.last_day, today)),
        Figure.PILOTS_REPLICATED: sa.exists().where(of_year, PilotYear.kind == Registration.REPLICATED),
    }

    def source(quarter: Quarter, figures: Mapping[Figure, sa.ColumnElement[bool]]) -> Source:
        where = (Pilot.programme_id == programme_id, sa.or_(*figures.values()))
        return Source(PILOT, Pilot.unit_id, _literal(quarter), where, figures)

    over = [one for one in _quarters(period) if one.last_day < today]
    return [
        source(Quarter.of(period.last_day), figures),
        *(source(one, {Figure.REVIEWS_MISSING: _ran(one.first_day, one.last_day) & ~_reviewed(one)}) for one in over),
    ]


def _ran(first: date, last: date) -> sa.ColumnElement[bool]:
    """`pilots.rules.is_reviewed_in` for the database: it ran in some part of these days."""
    return (Pilot.began_on <= last) & (Pilot.ended_on.is_(None) | (Pilot.ended_on >= first))


def _reviewed(quarter: Quarter) -> sa.ColumnElement[bool]:
    return sa.exists().where(PilotReview.pilot_id == Pilot.id, PilotReview.quarter == quarter)


def _literal(quarter: Quarter) -> sa.ColumnElement[Quarter]:
    return sa.literal_column(f"{quarter.year}{quarter.number}", QuarterColumn())


def _quarters(period: Stretch) -> list[Quarter]:
    """The quarters that end in a period."""
    quarter, found = Quarter.of(period.first_day), []
    while quarter.last_day <= period.last_day:
        found.append(quarter)
        quarter = quarter.next
    return found


def counted(sources: Sequence[Source], unit_ids: Collection[int] | None = None) -> dict[Quarter, dict[int, Counts]]:
    """How many records make each figure, by quarter and unit; of some units, or of all. One question."""
    width = max(len(source.figures) for source in sources)
    counting = (_counting(place, source, width, unit_ids) for place, source in enumerate(sources))
    named = [tuple(source.figures) for source in sources]
    found: dict[int, dict[int, Counts]] = {}
    for place, quarter, unit_id, *numbers in db.session.execute(sa.union_all(*counting)):
        counts = {figure: number for figure, number in zip(named[place], numbers, strict=False) if number}
        if counts:
            found.setdefault(quarter, {}).setdefault(unit_id, {}).update(counts)
    return {Quarter(*divmod(quarter, 10)): units for quarter, units in found.items()}


def _counting(place: int, source: Source, width: int, unit_ids: Collection[int] | None) -> sa.Select[Any]:
    """A row for each quarter and unit, in the order of the parts' index: what is in it need not be sorted."""
    quarter = sa.type_coerce(source.quarter, sa.Integer).label("quarter")
    numbers = [sa.func.count().filter(counts) for counts in source.figures.values()]
    none: list[sa.ColumnElement[Any]] = [sa.literal_column("0")] * (width - len(numbers))
    columns = [one.label(f"number_{index}") for index, one in enumerate([*numbers, *none])]
    query = sa.select(sa.literal_column(str(place)).label("place"), quarter, source.unit_id.label("unit_id"), *columns)
    query = query.where(*source.where).group_by("quarter", source.unit_id)
    return query if unit_ids is None else query.where(source.unit_id.in_(unit_ids))

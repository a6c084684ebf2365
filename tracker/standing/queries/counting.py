"""Which records make a figure: said once, for the counting and for what a figure opens to."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Quarter, Stretch
from tracker.pilots.models import Pilot, PilotReview, PilotState, PilotYear, Registration
from tracker.reports.models import Explanation, Report, ReportDuty, ReportState
from tracker.reports.rules.moves import HANDED_IN
from tracker.standing.rules.figures import PARTS, REPORTS, Figure
from tracker.tasks.models import SET_ASIDE, Assignment, State, Task
from tracker.tasks.queries import class_case, handed_in_on

PART, REPORT, PILOT, TARGET = "assignment", "report", "pilot", "target"  # the records' names


class Source(NamedTuple):
    """Records of one kind, and as which figure each of them counts: one that it `may_be`.

    `ended` is the last day of the period for which it counts.
    """

    subject: str
    unit_id: Any
    figure: sa.ColumnElement[str]
    ended: Any
    where: Sequence[sa.ColumnElement[bool]]
    may_be: Sequence[Figure]


def sources_of(programme_id: int, period: Stretch, *, today: date) -> list[Source]:
    """All that is counted of a period but the targets, as it stands today.

    A part counts in its own quarter alone, a report where its period ends, so that quarters add up to their year; a
    pilot for a period in some part of which it ran, and its review for each quarter that is over.
    """
    return [
        parts_of(programme_id, period, today=today),
        *reports_of(programme_id, period, today=today),
        *_pilots_of(programme_id, period, today=today),
    ]


def parts_of(programme_id: int, period: Stretch, *, today: date) -> Source:
    """Parts by official class, of whole quarters; of a month those whose own period ends in it."""
    quarters = Quarter.of(period.first_day), Quarter.of(period.last_day)
    where = [
        Assignment.programme_id == programme_id,
        Assignment.quarter.between(*quarters),
        Assignment.state != State.ENDED,
        Assignment.task_id.not_in(sa.select(Task.id).where(sa.text(SET_ASIDE))),  # the few, looked up once
    ]
    if (period.first_day, period.last_day) != (quarters[0].first_day, quarters[1].last_day):
        where.append(Assignment.period_end.between(period.first_day, period.last_day))
    return Source(PART, Assignment.unit_id, class_case(today), Assignment.period_end, where, PARTS)


def reports_of(programme_id: int, period: Stretch, *, today: date) -> list[Source]:
    """Reports by where they stand, and what was said of the late and the missing ones."""
    duties = sa.select(ReportDuty.id).where(ReportDuty.programme_id == programme_id)
    within = (Report.duty_id.in_(duties), Report.period_end.between(period.first_day, period.last_day))
    stand = report_case(today)
    breach = stand.in_((Figure.REPORTS_LATE.value, Figure.REPORTS_MISSING.value))
    explained = sa.exists().where(Explanation.report_id == Report.id)
    accepted = Report.state == ReportState.ACCEPTED

    def of_breaches(figure: Figure, *where: sa.ColumnElement[bool]) -> Source:
        conditions = [*within, breach, *where]
        return Source(REPORT, Report.unit_id, _always(figure), Report.period_end, conditions, [figure])

    return [
        Source(REPORT, Report.unit_id, stand, Report.period_end, within, REPORTS),
        of_breaches(Figure.EXPLANATIONS_GIVEN, explained),
        of_breaches(Figure.EXPLANATIONS_ACCEPTED, explained, accepted),
        of_breaches(Figure.REPORTS_UNEXPLAINED, ~explained),
    ]


def report_case(today: date) -> sa.Case[str]:
    """`reports.rules.standing_of` for the database, as far as it is counted; a test holds the two together."""
    handed_in = Report.state.in_(HANDED_IN)
    return sa.case(
        (Report.state == ReportState.EXCUSED, Figure.REPORTS_EXCUSED.value),
        (handed_in & (handed_in_on(Report.submitted_at) > Report.due_on), Figure.REPORTS_LATE.value),
        (handed_in, Figure.REPORTS_ON_TIME.value),
        (Report.due_on < today, Figure.REPORTS_MISSING.value),
        else_=Figure.REPORTS_WAITING.value,
    )


def _pilots_of(programme_id: int, period: Stretch, *, today: date) -> list[Source]:
    of_year = (PilotYear.pilot_id == Pilot.id) & PilotYear.year.between(period.first_day.year, period.last_day.year)
    replicated = sa.exists().where(of_year, PilotYear.kind == Registration.REPLICATED)
    registered = sa.exists().where(of_year)
    last = min(period.last_day, today)

    def source(figure: Figure, ended: date, *where: sa.ColumnElement[bool]) -> Source:
        day = sa.literal(ended, sa.Date)
        conditions = [Pilot.programme_id == programme_id, *where]
        return Source(PILOT, Pilot.unit_id, _always(figure), day, conditions, [figure])

    over = [one for one in _quarters(period) if one.last_day < today]
    return [
        source(Figure.PILOTS_REGISTERED, period.last_day, Pilot.state == PilotState.REGISTERED, registered),
        source(Figure.PILOTS_RUNNING, period.last_day, *_ran(period.first_day, last)),
        source(Figure.PILOTS_REPLICATED, period.last_day, replicated),
        *(
            source(Figure.REVIEWS_MISSING, one.last_day, *_ran(one.first_day, one.last_day), ~_reviewed(one))
            for one in over
        ),
    ]


def _ran(first: date, last: date) -> tuple[sa.ColumnElement[bool], ...]:
    """`pilots.rules.is_reviewed_in` for the database: it ran in some part of these days."""
    return Pilot.began_on <= last, Pilot.ended_on.is_(None) | (Pilot.ended_on >= first)


def _reviewed(quarter: Quarter) -> sa.ColumnElement[bool]:
    return sa.exists().where(PilotReview.pilot_id == Pilot.id, PilotReview.quarter == quarter)


def _quarters(period: Stretch) -> list[Quarter]:
    """The quarters that end in a period."""
    quarter, found = Quarter.of(period.first_day), []
    while quarter.last_day <= period.last_day:
        found.append(quarter)
        quarter = quarter.next
    return found


def _always(figure: Figure) -> sa.ColumnElement[str]:
    return sa.literal(figure.value, sa.String)


def counted(
    sources: Sequence[Source], unit_ids: Collection[int] | None = None
) -> dict[tuple[int, date], Counter[Figure]]:
    """How many records make each figure, by unit and last day; of some units, or of all. One question."""
    rows = db.session.execute(sa.union_all(*(_counting(source, unit_ids) for source in sources)))
    found: dict[tuple[int, date], Counter[Figure]] = {}
    for unit_id, ended, figure, number in rows:
        found.setdefault((unit_id, ended), Counter())[Figure(figure)] += number
    return found


def _counting(source: Source, unit_ids: Collection[int] | None) -> sa.Select[Any]:
    columns = (source.unit_id, source.ended, source.figure)
    named = [column.label(name) for column, name in zip(columns, ("unit_id", "ended", "figure"), strict=True)]
    query = sa.select(*named, sa.func.count()).where(*source.where).group_by(source.unit_id, "ended", "figure")
    return query if unit_ids is None else query.where(source.unit_id.in_(unit_ids))

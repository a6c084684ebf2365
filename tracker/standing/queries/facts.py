"""What a figure opens to: the records that it is counted of."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db
from tracker.core.periods import Stretch
from tracker.core.workdays import WorkCalendar
from tracker.office.models import Programme
from tracker.pilots.models import Pilot
from tracker.plans.models import Comparator
from tracker.reports.models import Explanation, Report, ReportDuty
from tracker.reports.rules.moves import HANDED_IN, late_days
from tracker.standing.queries.aims import Aim, aims_of
from tracker.standing.queries.counting import PART, PILOT, REPORT, TARGET, Source, sources_of
from tracker.standing.rules.figures import TARGETS, Figure
from tracker.tasks.models import Assignment, Extension, State, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A record that a figure of a unit is counted of: of a part, `page_id` is the task's whose page shows it.

    `days_late` are working days, to the day on which it was done, else to today. `explanation` is the unit's: of a late
    report, or the reason for which it asked for more time last. `period` is the one that it belongs to, as
    `core.periods` writes it. A target has what is demanded, and what was measured.
    """

    unit_id: int
    figure: Figure
    subject_type: str
    subject_id: int
    page_id: int
    title: str
    due_on: date | None = None
    done_on: date | None = None
    days_late: int = 0
    explanation: str = ""
    period: str = ""
    comparator: Comparator | None = None
    demanded: Decimal | None = None
    measured: Decimal | None = None
    measure: str = ""


def facts_behind(
    programme: Programme, period: Stretch, unit_id: int | None, figure: Figure, *, today: date
) -> list[Fact]:
    """The records of which a unit's figure is counted, as many as the figure says; without a unit, those of all."""
    return facts_of(programme, period, [figure], today=today, unit_ids=None if unit_id is None else [unit_id])


def facts_of(
    programme: Programme,
    period: Stretch,
    figures: Collection[Figure],
    *,
    today: date,
    unit_ids: Collection[int] | None = None,
) -> list[Fact]:
    """The records behind several figures of some units, or of all; the earliest due first. A fixed few questions.

    A report that counts in two figures (missing, and unexplained) is there twice.
    """
    wanted, calendar = frozenset(figures), work_calendar()
    found: list[Fact] = []
    for source in sources_of(programme.id, period, today=today):
        counts = {figure: when for figure, when in source.figures.items() if figure in wanted}
        if counts:
            query = _SHOWN[source.subject](source).where(*source.where, sa.or_(*counts.values()))
            query = query.add_columns(*(when.label(figure.value) for figure, when in counts.items()))
            for row in db.session.execute(query if unit_ids is None else query.where(source.unit_id.in_(unit_ids))):
                told = row._mapping
                found += [_fact(source.subject, figure, told, calendar, today) for figure in counts if told[figure]]
    if not wanted.isdisjoint(TARGETS):
        aims = aims_of(programme.id, period, today=today, unit_ids=unit_ids)
        found += [_of_aim(aim) for aim in aims if aim.figure in wanted]
    return sorted(found, key=lambda fact: (fact.due_on or date.max, fact.title, fact.subject_id, fact.period))


def _parts(source: Source) -> sa.Select[Any]:
    asked = sa.select(Extension.words).where(Extension.assignment_id == Assignment.id)
    reason = asked.order_by(Extension.id.desc()).limit(1).scalar_subquery()
    return _select(
        source,
        number=Assignment.id,
        page=Task.id,
        title=Task.title,
        due_on=Assignment.due_on,
        done_at=_at(Assignment.submitted_at, Assignment.state.in_((State.SUBMITTED, State.ACCEPTED))),
        explanation=sa.func.coalesce(reason, ""),
        period=sa.literal(""),
    ).join(Task, Task.id == Assignment.task_id)


def _reports(source: Source) -> sa.Select[Any]:
    said = sa.select(Explanation.words).where(Explanation.report_id == Report.id)
    last = said.order_by(Explanation.id.desc()).limit(1).scalar_subquery()
    return _select(
        source,
        number=Report.id,
        page=Report.id,
        title=ReportDuty.name,
        due_on=Report.due_on,
        done_at=_at(Report.submitted_at, Report.state.in_(HANDED_IN)),
        explanation=sa.func.coalesce(last, ""),
        period=Report.period,
    ).join(ReportDuty, ReportDuty.id == Report.duty_id)


def _pilots(source: Source) -> sa.Select[Any]:
    return _select(
        source,
        number=Pilot.id,
        page=Pilot.id,
        title=Pilot.name,
        due_on=sa.null(),
        done_at=sa.null(),
        explanation=sa.literal(""),
        period=sa.literal(""),
    )


def _at(moment: sa.orm.InstrumentedAttribute[Any], counts: sa.ColumnElement[bool]) -> sa.ColumnElement[Any]:
    """When it was handed in, unless it was returned since."""
    return sa.type_coerce(sa.case((counts, moment)), moment.type)


def _select(source: Source, **columns: Any) -> sa.Select[Any]:
    further = {"unit_id": source.unit_id, "quarter": source.quarter}
    return sa.select(*(column.label(name) for name, column in {**columns, **further}.items()))


_SHOWN: Mapping[str, Callable[[Source], sa.Select[Any]]] = {PART: _parts, REPORT: _reports, PILOT: _pilots}


def _fact(subject: str, figure: Figure, row: Mapping[Any, Any], calendar: WorkCalendar, today: date) -> Fact:
    done_on, due_on = clock.local(row["done_at"]).date() if row["done_at"] else None, row["due_on"]
    return Fact(
        unit_id=row["unit_id"],
        figure=figure,
        subject_type=subject,
        subject_id=row["number"],
        page_id=row["page"],
        title=row["title"],
        due_on=due_on,
        done_on=done_on,
        days_late=late_days(due_on, done_on or today, calendar),
        explanation=row["explanation"],
        period=row["period"] if subject == REPORT else str(row["quarter"]),
    )


def _of_aim(aim: Aim) -> Fact:
    return Fact(
        unit_id=aim.unit_id,
        figure=aim.figure,
        subject_type=TARGET,
        subject_id=aim.target_id,
        page_id=aim.target_id,
        title=aim.text,
        period=aim.period,
        comparator=aim.comparator,
        demanded=aim.demanded,
        measured=aim.measured,
        measure=aim.measure,
    )

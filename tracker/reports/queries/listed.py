"""Reports one under the other: a unit's own, or those of a programme; the earliest due first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.paging import Cursor, Page, at_most, read_day, write_cursor
from tracker.core.periods import Quarter
from tracker.office.models import Person, Unit
from tracker.office.queries import name_on
from tracker.reports.models import Report, ReportDuty, ReportState
from tracker.reports.policy import visible_to
from tracker.reports.rules.moves import HANDED_IN, OWED
from tracker.reports.rules.standing import Standing, standing_of
from tracker.tasks.queries.official import handed_in_on
from tracker.tasks.rules import Reckoning

_LAST = date(9999, 12, 31)  # where what is undated stands in the order; nobody is shown it


class ReportRow(NamedTuple):
    """One report as a list shows it."""

    id: int
    duty_id: int
    duty_name: str
    unit_id: int
    unit_name: str
    period: str
    due_on: date | None
    state: ReportState
    submitted_at: datetime | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChosen:
    """What the list is narrowed to; `whole` shows all quarters, `down` begins with what is due last."""

    duty_id: int | None = None
    unit_id: int | None = None
    standing: Standing | None = None
    whole: bool = False
    down: bool = False


def reports_seen_by(
    person: Person,
    *,
    programme_id: int,
    quarter: Quarter,
    reckoning: Reckoning,
    chosen: ListChosen,
    after: str = "",
    limit: int | None = None,
) -> Page[ReportRow]:
    """The reports of a quarter's periods, and what is still owed of earlier ones, that a person may see."""
    due = sa.func.coalesce(Report.due_on, _LAST)
    query = _rows(reckoning.today).where(ReportDuty.programme_id == programme_id, visible_to(person))
    query = query.where(*_narrowing(chosen, quarter, reckoning))
    cursor = Cursor.read(after, keys=1)
    begin = read_day(cursor.key[0]) if cursor is not None else None
    if cursor is not None and begin is not None:
        place, last = sa.tuple_(due, Report.id), sa.tuple_(sa.literal(begin), sa.literal(cursor.number))
        query = query.where(place < last if chosen.down else place > last)
    order = (due.desc(), Report.id.desc()) if chosen.down else (due, Report.id)
    found = db.session.execute(query.order_by(*order).limit(None if limit is None else limit + 1)).all()
    rows = [_row(facts, reckoning) for facts in found[:limit]]
    if limit is None or len(found) <= limit:
        return Page(rows)
    return Page(rows, write_cursor(str(rows[-1].due_on or _LAST), number=rows[-1].id))


def reports_owed(
    programme_id: int,
    *,
    quarter: Quarter,
    reckoning: Reckoning,
    unit_ids: Collection[int] | None = None,
    limit: int,
) -> tuple[list[ReportRow], int]:
    """What units (None: all) owe of a quarter and those before it, the earliest due first; and how many in all."""
    query = _rows(reckoning.today).add_columns(sa.func.count().over()).where(*_owed(programme_id, quarter, unit_ids))
    order = (sa.func.coalesce(Report.due_on, _LAST), Report.id)
    found = db.session.execute(query.order_by(*order).limit(at_most(limit))).all()
    return [_row(facts[:-1], reckoning) for facts in found], found[0][-1] if found else 0


class Owed(NamedTuple):
    """How many reports a unit owes, and how many of them are overdue."""

    all: int = 0
    overdue: int = 0


def owed_by_unit(
    programme_id: int, *, quarter: Quarter, today: date, unit_ids: Collection[int] | None = None
) -> dict[int, Owed]:
    """The same counted, by unit."""
    query = (
        sa.select(Report.unit_id, sa.func.count(), sa.func.count().filter(Report.due_on < today))
        .join(ReportDuty, ReportDuty.id == Report.duty_id)
        .where(*_owed(programme_id, quarter, unit_ids))
        .group_by(Report.unit_id)
    )
    return {number: Owed(owed, overdue) for number, owed, overdue in db.session.execute(query)}


def _owed(programme_id: int, quarter: Quarter, unit_ids: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    owed = [ReportDuty.programme_id == programme_id, Report.period_end <= quarter.last_day, Report.state.in_(OWED)]
    return owed if unit_ids is None else [*owed, Report.unit_id.in_(unit_ids)]


def reports_chosen(person: Person, report_ids: set[int], reckoning: Reckoning) -> list[ReportRow]:
    """Those of these reports that the person runs and that are owed still; by unit."""
    runs = {number for number in person.observed_programme_ids if person.runs(number)}
    query = _rows(reckoning.today).where(
        Report.id.in_(report_ids), ReportDuty.programme_id.in_(runs), Report.state.in_(OWED)
    )
    rows = db.session.execute(query.order_by(Unit.sort_key, Unit.id, Report.due_on, Report.id))
    return [_row(facts, reckoning) for facts in rows]


def _rows(today: date) -> sa.Select[Any]:
    """A unit is named as at the period's end; today, where that is still to come."""
    named = sa.case((Report.period_end >= today, Unit.name), else_=name_on(Report.period_end))  # type: ignore[arg-type]
    return (
        sa.select(
            Report.id,
            Report.duty_id,
            ReportDuty.name,
            Report.unit_id,
            named,
            Report.period,
            Report.due_on,
            Report.state,
            Report.submitted_at,
        )
        .join(ReportDuty, ReportDuty.id == Report.duty_id)
        .join(Unit, Unit.id == Report.unit_id)
    )


def _row(facts: Any, reckoning: Reckoning) -> ReportRow:
    *_, due_on, state, at = facts
    return ReportRow._make([*facts, standing_of(state, due_on, at, reckoning)])


def _narrowing(chosen: ListChosen, quarter: Quarter, reckoning: Reckoning) -> list[sa.ColumnElement[bool]]:
    wanted: list[sa.ColumnElement[bool]] = []
    if not chosen.whole:
        of_quarter = Report.period_end.between(quarter.first_day, quarter.last_day)
        left = (Report.period_end < quarter.first_day) & Report.state.in_(OWED)
        wanted.append(of_quarter | left)
    if chosen.duty_id is not None:
        wanted.append(Report.duty_id == chosen.duty_id)
    if chosen.unit_id is not None:
        wanted.append(Report.unit_id == chosen.unit_id)
    if chosen.standing is not None:
        wanted.append(_stands(chosen.standing, reckoning))
    return wanted


def _stands(standing: Standing, reckoning: Reckoning) -> sa.ColumnElement[bool]:
    """`standing_of` as a condition."""
    owed, in_hand = Report.state.in_(OWED), Report.state.in_(HANDED_IN)
    returned = Report.state == ReportState.RETURNED
    overdue = sa.func.coalesce(Report.due_on < reckoning.today, sa.false())
    late = sa.func.coalesce(handed_in_on(Report.submitted_at) > Report.due_on, sa.false())
    soon = Report.due_on <= reckoning.soon_by
    match standing:
        case Standing.EXCUSED:
            return Report.state == ReportState.EXCUSED
        case Standing.LATE:
            return in_hand & late
        case Standing.ON_TIME:
            return in_hand & ~late
        case Standing.OVERDUE:
            return owed & overdue
        case Standing.RETURNED:
            return returned & ~overdue
        case Standing.UNDATED:
            return owed & ~returned & Report.due_on.is_(None)
        case Standing.DUE_SOON:
            return owed & ~returned & ~overdue & soon
        case Standing.OPEN:
            return owed & ~returned & (Report.due_on > reckoning.soon_by)

"""Reports due some working days after their period: which of them a change of the calendar moves."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from tracker.calendar.rules import Moved, Shift
from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.core.periods import Period
from tracker.core.workdays import WorkCalendar
from tracker.office.models import Programme
from tracker.reports.models import DueRule, Report, ReportDuty
from tracker.reports.rules.moves import OWED
from tracker.reports.rules.windows import due_day

Moves: TypeAlias = Mapping[tuple[int, str, date], date]  # duty, period and the day that counts now: the new one

_COUNTED = (DueRule.AFTER_WINDOW, DueRule.AFTER_PERIOD)


def reports_that_move(shift: Shift) -> Moves:
    """Of which duties and periods the day moves, and where to; not more of them, however many the units."""
    rows = _open(shift.on, Report.duty_id, Report.period, Report.due_on).distinct()
    found = db.session.execute(rows).all()
    wanted = sa.select(ReportDuty).where(ReportDuty.id.in_({duty_id for duty_id, _, _ in found}))
    duties = {duty.id: duty for duty in db.session.scalars(wanted)}
    return {
        (duty_id, period, due): new
        for duty_id, period, due in found
        if (new := shift.moved(due, _reckoned(duties[duty_id], period))) is not None
    }


def reports_ahead(shift: Shift) -> Sequence[Moved]:
    """Each duty and period that moves, and of how many units."""
    moves = reports_that_move(shift)
    if not moves:
        return []
    columns = (ReportDuty.id, ReportDuty.programme_id, ReportDuty.name, Report.period, Report.due_on)
    grouped = _among(moves, on=shift.on, columns=(*columns, sa.func.count())).group_by(*columns)
    return [
        Moved(
            kind=OwedKind.REPORT,
            page_id=duty_id,
            programme_id=programme_id,
            title=name,
            detail=period,
            old=due,
            new=moves[duty_id, period, due],
            units=units,
        )
        for duty_id, programme_id, name, period, due, units in db.session.execute(grouped)
        if (duty_id, period, due) in moves
    ]


def duties_of_moves(moves: Moves) -> Collection[int]:
    """The duties that they are of."""
    return {duty_id for duty_id, _, _ in moves}


def reports_of(moves: Moves, *, on: date) -> Sequence[tuple[Report, date]]:
    """Those reports with their new days."""
    reports = _among(moves, on=on, columns=(Report,)).options(contains_eager(Report.duty)).order_by(Report.id)
    keyed = ((one, (one.duty_id, one.period, one.due_on)) for one in db.session.scalars(reports))
    return [(report, moves[key]) for report, key in keyed if key in moves]


def _among(moves: Moves, *, on: date, columns: Collection[Any]) -> sa.Select[Any]:
    """Those that move, and some that share a day and a duty with them."""
    days = {due for _, _, due in moves}
    return _open(on, *columns).where(Report.duty_id.in_(duties_of_moves(moves)), Report.due_on.in_(days))


def _open(on: date, *columns: Any) -> sa.Select[Any]:
    """Reports not handed in and not overdue, counted in working days, of duties and programmes that go on."""
    return (
        sa.select(*columns)
        .select_from(Report)
        .join(ReportDuty, ReportDuty.id == Report.duty_id)
        .join(Programme, Programme.id == ReportDuty.programme_id)
        .where(
            Report.state.in_(OWED),
            Report.due_on >= on,
            ReportDuty.due_rule.in_(_COUNTED),
            ReportDuty.ended_on.is_(None),
            Programme.ended_on.is_(None),
        )
    )


def _reckoned(duty: ReportDuty, period: str) -> Any:
    def day_of(calendar: WorkCalendar) -> date | None:
        return due_day(duty, Period.parse(period), calendar)

    return day_of

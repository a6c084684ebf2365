"""Each period brings the reports that are expected of the units, once, however often it is asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from tracker import audit
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.periods import Period
from tracker.office.models import Person, Unit
from tracker.reports import queries
from tracker.reports.models import Report, ReportDuty, ReportState
from tracker.reports.rules.windows import due_day, period_now, periods_begun, window_of


def expect_reports(duty: ReportDuty, *, at: datetime, by: Person | None = None) -> int:
    """Expect the reports of every period that has begun and was not brought yet; how many are new.

    Groups are meant as they stand now: who joins one later owes the next period. A unit that is exempt, or that began
    only after the period, owes none.
    """
    hold(duty)
    today = clock.local(at).date()
    if duty.ended_on is not None or duty.programme.ended_on is not None:
        return 0
    brought = queries.periods_brought(duty)
    periods = [period for period in periods_begun(duty, today) if str(period) not in brought]
    return _expect(duty, queries.units_addressed(duty, on=today), periods, by=by, at=at) if periods else 0


def expect_from_now(duty: ReportDuty, units: Iterable[Unit], *, by: Person, at: datetime) -> int:
    """Expect the reports of units that were addressed later, from the period on that has begun."""
    today = clock.local(at).date()
    now = period_now(duty, today)
    over = bool(duty.last_period) and Period.parse(duty.last_period).last_day < today
    begun = now in periods_begun(duty, today) and not over
    return _expect(duty, list(units), [now], by=by, at=at) if begun else 0


def _expect(
    duty: ReportDuty, units: Sequence[Unit], periods: Sequence[Period], *, by: Person | None, at: datetime
) -> int:
    calendar, exempt = work_calendar(), queries.exempt_units(duty)
    there = _expected_already(duty, periods)
    made = 0
    for period in periods:
        first, last = window_of(period, duty.window)
        same = {"duty_id": duty.id, "period": str(period), "period_end": period.last_day, "version": 1}
        same |= {"window_first": first, "window_last": last, "due_on": due_day(duty, period, calendar)}
        owing = [
            unit
            for unit in units
            if (unit.id, str(period)) not in there
            and not exempt & {(unit.id, ""), (unit.id, str(period))}
            and (unit.began_on is None or unit.began_on <= period.last_day)
        ]
        if owing:
            rows = [same | {"unit_id": unit.id, "state": ReportState.EXPECTED, "state_words": ""} for unit in owing]
            db.session.execute(sa.insert(Report), rows)
            audit.record("report_duty.expected", subject=duty, by=by, at=at, period=str(period), units=len(owing))
            made += len(owing)
    return made


def _expected_already(duty: ReportDuty, periods: Sequence[Period]) -> set[tuple[int, str]]:
    rows = db.session.execute(
        sa.select(Report.unit_id, Report.period).where(
            Report.duty_id == duty.id, Report.period.in_([str(period) for period in periods])
        )
    )
    return {(unit_id, period) for unit_id, period in rows}

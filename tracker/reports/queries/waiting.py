"""The reports that wait for the people of a unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.office.models import Programme, Unit
from tracker.reports.models import Report, ReportDuty, ReportState
from tracker.reports.rules.moves import OWED
from tracker.reports.rules.standing import Standing, standing_of
from tracker.tasks.rules import Reckoning


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report that a unit still owes, or (`forwards`) has to forward for another."""

    id: int
    name: str
    unit_name: str
    period: str
    due_on: date | None
    state: ReportState
    state_words: str
    standing: Standing
    forwards: bool


def reports_waiting(unit_ids: Collection[int], *, programme_id: int, reckoning: Reckoning) -> list[WaitingReport]:
    """What units owe of all periods, and what they have to forward; the earliest due first."""
    passes = ReportDuty.through_id.not_in((Report.unit_id, Programme.standing_unit_id))
    forwards = (Report.state == ReportState.SUBMITTED) & ReportDuty.through_id.in_(unit_ids) & passes
    owed = Report.unit_id.in_(unit_ids) & Report.state.in_(OWED)
    rows = db.session.execute(
        sa.select(
            Report.id,
            ReportDuty.name,
            Unit.name.label("unit_name"),
            Report.period,
            Report.due_on,
            Report.state,
            Report.state_words,
            Report.submitted_at,
            (~owed).label("forwards"),
        )
        .join(ReportDuty, ReportDuty.id == Report.duty_id)
        .join(Programme, Programme.id == ReportDuty.programme_id)
        .join(Unit, Unit.id == Report.unit_id)
        .where(ReportDuty.programme_id == programme_id, owed | forwards)
        .order_by(Report.due_on.asc().nulls_last(), Report.period_end, ReportDuty.name, Report.id)
    )
    return [
        WaitingReport(
            row.id,
            row.name,
            row.unit_name,
            row.period,
            row.due_on,
            row.state,
            row.state_words,
            standing_of(row.state, row.due_on, row.submitted_at, reckoning),
            bool(row.forwards),
        )
        for row in rows
    ]

"""Reports that are owed, to be forwarded, or to be accepted, as `core.owed` lists them."""

from typing import Any

import sqlalchemy as sa

from tracker.core.owed import OwedKind, owed_columns
from tracker.office.models import Programme
from tracker.reports.models import Report, ReportDuty, ReportState
from tracker.reports.rules.moves import OWED

_GOES_THROUGH = ReportDuty.through_id.not_in((Report.unit_id, Programme.standing_unit_id))


def reports_owed() -> sa.Select[Any]:
    """What units have not handed in."""
    return _listed(OwedKind.REPORT, unit=Report.unit_id, due_on=Report.due_on).where(Report.state.in_(OWED))


def reports_to_forward() -> sa.Select[Any]:
    """What goes through another unit, and waits there."""
    waits = Report.state == ReportState.SUBMITTED
    return _listed(OwedKind.FORWARD, unit=ReportDuty.through_id, due_on=Report.due_on).where(waits, _GOES_THROUGH)


def reports_to_settle() -> sa.Select[Any]:
    """What was handed in, and has come to the standing unit."""
    arrived = (Report.state == ReportState.FORWARDED) | (
        (Report.state == ReportState.SUBMITTED) & (ReportDuty.through_id.is_(None) | ~_GOES_THROUGH)
    )
    return _listed(OwedKind.SETTLE_REPORT, unit=Programme.standing_unit_id, due_on=None).where(arrived)


def _listed(kind: OwedKind, *, unit: Any, due_on: Any) -> sa.Select[Any]:
    columns = owed_columns(
        kind,
        record=Report.id,
        page=Report.id,
        programme=ReportDuty.programme_id,
        unit=unit,
        title=ReportDuty.name,
        detail=Report.period,
        due_on=due_on,
        state=Report.state,
    )
    joined = sa.select(*columns).join(ReportDuty, ReportDuty.id == Report.duty_id)
    return joined.join(Programme, Programme.id == ReportDuty.programme_id)

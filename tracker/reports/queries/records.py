"""One report, as its pages and acts need it."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.reports.models import HandedIn, Report, ReportDuty, ReportForm


def get_report(report_id: int) -> Report | None:
    """A report with its duty, unit, form and answers, and the times it was handed in (without what was in them)."""
    return db.session.scalar(
        sa.select(Report)
        .where(Report.id == report_id)
        .options(
            joinedload(Report.duty).options(joinedload(ReportDuty.programme), joinedload(ReportDuty.through)),
            joinedload(Report.unit),
            joinedload(Report.form).selectinload(ReportForm.items),
            selectinload(Report.answers),
            selectinload(Report.handed_in).options(joinedload(HandedIn.by), sa.orm.defer(HandedIn.content)),
        )
    )

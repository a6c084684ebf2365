"""Which form a duty's reports are asked by."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.core.db import db
from tracker.reports.models import FormItem, Report, ReportForm

_WHOLE = selectinload(ReportForm.items).joinedload(FormItem.target)


def form_for(duty_id: int, period_end: date) -> ReportForm | None:
    """The version that counts for a period: the last made of those from it or earlier on, else the first of all."""
    return db.session.scalar(
        sa.select(ReportForm)
        .where(ReportForm.duty_id == duty_id)
        .order_by(
            (ReportForm.since <= period_end).desc(),
            sa.case((ReportForm.since <= period_end, -ReportForm.number), else_=ReportForm.number),
        )
        .limit(1)
        .options(_WHOLE)
    )


def form_of(report: Report) -> ReportForm | None:
    """The version that a report is written in; of one that is not begun, the one that counts for its period."""
    if report.form_id is None:
        return form_for(report.duty_id, report.period_end)
    return db.session.scalar(sa.select(ReportForm).where(ReportForm.id == report.form_id).options(_WHOLE))


def forms_of(duty_id: int) -> Sequence[ReportForm]:
    """All versions of a duty's form, the newest first, with who made them."""
    return db.session.scalars(
        sa.select(ReportForm).where(ReportForm.duty_id == duty_id).order_by(ReportForm.number.desc()).options(_WHOLE)
    ).all()

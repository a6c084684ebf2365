"""When units were last reminded of their reports: from the trail."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.reports.models import Report
from tracker.reports.rules.chasing import NUDGES


class Reminders(NamedTuple):
    """How often a unit was reminded of one report, when last, and by whom."""

    times: int
    at: datetime
    by_name: str


def reminders_of(report_ids: Collection[int]) -> dict[int, Reminders]:
    """Of those of these reports of which somebody reminded a unit; in one question."""
    if not report_ids:
        return {}
    rows = db.session.execute(
        sa.select(AuditEvent.subject_id, AuditEvent.at, AuditEvent.by_name)
        .where(
            AuditEvent.subject_type == Report.__tablename__,
            AuditEvent.subject_id.in_(report_ids),
            AuditEvent.name.in_(NUDGES),
        )
        .order_by(AuditEvent.id)
    )
    found: dict[int, Reminders] = {}
    for number, at, by_name in rows:
        before = found[number].times if number in found else 0
        found[number] = Reminders(before + 1, at, by_name)
    return found

"""Reading the trail."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import Base, db


def story_of(record: Base) -> Sequence[AuditEvent]:
    """What happened to a record and its parts, newest first."""
    return db.session.scalars(
        sa.select(AuditEvent)
        .where(AuditEvent.story_type == record.__tablename__, AuditEvent.story_id == record.id)  # type: ignore[attr-defined]
        .order_by(AuditEvent.id.desc())
    ).all()

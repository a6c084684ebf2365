"""What is good to know: what others did since a person looked last."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import UtcDateTime, db
from tracker.core.paging import at_most
from tracker.office.models import Person, Unit
from tracker.reminders.models import BellLook
from tracker.reminders.queries.changes import KINDS, Change

AT_MOST = timedelta(days=14)  # back; older things stand on their own pages


def news(person: Person, programme_id: int, *, now: datetime, limit: int) -> list[Change]:
    """The newest first: what `changes` tells of the programme since they looked, but for what they did themselves."""
    earliest = sa.literal(now - AT_MOST, UtcDateTime)
    # A look ahead of the clock was noted while that was wrong: it would hide all that happens until then.
    looked = sa.select(BellLook.looked_at).where(BellLook.person_id == person.id, BellLook.looked_at <= now)
    by_others = (
        AuditEvent.at > earliest,
        AuditEvent.at > sa.func.coalesce(looked.scalar_subquery(), earliest),
        AuditEvent.by_id.is_distinct_from(person.id),
    )
    listed = sa.union_all(*(select(person, programme_id).where(*by_others) for select in KINDS.values())).subquery()
    rows = db.session.execute(
        sa.select(*listed.c, sa.func.coalesce(Unit.name, ""))
        .outerjoin(Unit, Unit.id == listed.c.unit_id)
        .order_by(listed.c.id.desc())
        .limit(at_most(limit))
    )
    return [Change._make(row) for row in rows]

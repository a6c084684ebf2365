"""When units end, whoever takes over replies to what is told of them in lists that are not locked."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import db
from tracker.office.models import Person
from tracker.office.services.handing_over import Takeover
from tracker.standing.models import ComplianceEntry, ComplianceList, ListState


def hand_over(takeover: Takeover, *, by: Person | None, at: datetime) -> int:
    """Give open entries to the main successor, under the names that the units had; how many went.

    Without a successor they stay: nobody replies, and staff decide once the day for it has passed.
    """
    if not takeover.successors:
        return 0
    wanted = (
        sa.select(ComplianceEntry)
        .join(ComplianceList, ComplianceList.id == ComplianceEntry.list_id)
        .where(ComplianceEntry.unit_id.in_(takeover.former_ids), ComplianceList.state != ListState.LOCKED)
        .order_by(ComplianceEntry.id)
    )
    entries = db.session.scalars(wanted).all()
    for entry in entries:
        entry.unit_id = takeover.main.id
        facts: dict[str, Any] = {"former": entry.unit_name, "unit": takeover.main.name, "day": takeover.on}
        audit.record("compliance_entry.moved", subject=entry, story=entry.compliance_list, by=by, at=at, **facts)
    db.session.flush()
    return len(entries)

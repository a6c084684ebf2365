"""Whether locked compliance lists are still what was locked: against the hash beside them, and the one in the trail."""

from collections.abc import Iterator
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.reports.rules.freezing import hash_of
from tracker.standing.models import ComplianceEntry, ComplianceFile, ComplianceList, ComplianceReply, ListState
from tracker.standing.rules.entries import content_of


class Flaw(Enum):
    """What is wrong with a locked list."""

    CHANGED = "is not what was locked: its entries do not make its hash"
    ANOTHER = "is not what was locked: the trail has another hash"
    UNTOLD = "is told of nowhere in the trail"
    REMOVED = "is gone or open again, and the trail tells that it was locked"


def check_locked() -> Iterator[tuple[int, Flaw | None]]:
    """All locked lists by number, each with what is wrong with it; those that are gone come last."""
    told = _told()
    replies = selectinload(ComplianceList.entries).selectinload(ComplianceEntry.replies)
    wanted = sa.select(ComplianceList).where(ComplianceList.state == ListState.LOCKED).order_by(ComplianceList.id)
    files = replies.selectinload(ComplianceReply.files).joinedload(ComplianceFile.file)
    for one in db.session.scalars(wanted.options(files)):
        in_trail = told.pop(one.id, None)
        flaw = None
        if hash_of(content_of(one)) != one.sha256:
            flaw = Flaw.CHANGED
        elif in_trail is None:
            flaw = Flaw.UNTOLD
        elif in_trail != one.sha256:
            flaw = Flaw.ANOTHER
        yield one.id, flaw
    for list_id in sorted(told):
        yield list_id, Flaw.REMOVED


def findings() -> Iterator[str]:
    """In words, what `tracker verify-kept` adds to its own: one line each list that is not what was locked."""
    for list_id, flaw in check_locked():
        if flaw is not None:
            yield f"Compliance list {list_id} {flaw.value}."


def _told() -> dict[int, str]:
    rows = db.session.execute(
        sa.select(AuditEvent.subject_id, AuditEvent.facts).where(
            AuditEvent.subject_type == ComplianceList.__tablename__, AuditEvent.name == "compliance_list.locked"
        )
    )
    return {list_id or 0: str(facts["sha256"]) for list_id, facts in rows}

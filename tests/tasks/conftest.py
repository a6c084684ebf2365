"""What tests of tasks look at."""

import re

import sqlalchemy as sa

from tests.databases import NOW
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.tasks import queries
from tracker.tasks.models import Assignment


def fresh(part: Assignment) -> Assignment:
    """The part as it is saved now."""
    db.session.expire_all()
    return db.session.get_one(Assignment, part.id)


def events_of(part: Assignment) -> list[str]:
    """The names of all that happened to a part."""
    of_part = sa.select(AuditEvent.name).where(
        AuditEvent.subject_type == "assignment", AuditEvent.subject_id == part.id
    )
    return list(db.session.scalars(of_part.order_by(AuditEvent.id)))


def root_of(html: str) -> str | None:
    """The id of the one root of a piece, None where there is another number of roots."""
    found = re.match(r"\s*<(\w+) id=\"([\w-]+)\"", html)
    return found[2] if found and re.search(rf"</{found[1]}>\s*(<hx-partial.*</hx-partial>\s*)?$", html, re.S) else None


def row_of(part: Assignment) -> queries.WorkRow:
    """The part as lists show it today."""
    return queries.work_row(part.id, queries.reckoning(NOW.date()))

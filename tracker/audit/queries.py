"""Reading the trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import Base, db


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One event as the story of a record tells it."""

    name: str
    at: datetime
    by_name: str
    for_name: str
    subject_type: str
    subject_id: int
    facts: dict[str, Any]


def story_of(record: Base) -> list[StoryRow]:
    """What happened to a record and its parts, newest first."""
    return _told(sa.and_(AuditEvent.story_type == record.__tablename__, AuditEvent.story_id == record.id))  # type: ignore[attr-defined]


def story_about(record: Base) -> list[StoryRow]:
    """The same with what is told on another record's page, but is about this one: that a plan got this target."""
    kind, number = record.__tablename__, record.id  # type: ignore[attr-defined]
    told = (AuditEvent.story_type == kind) & (AuditEvent.story_id == number)
    return _told(told | ((AuditEvent.subject_type == kind) & (AuditEvent.subject_id == number)))


def _told(wanted: sa.ColumnElement[bool]) -> list[StoryRow]:
    rows = db.session.execute(
        sa.select(
            AuditEvent.name,
            AuditEvent.at,
            AuditEvent.by_name,
            AuditEvent.for_name,
            AuditEvent.subject_type,
            AuditEvent.subject_id,
            AuditEvent.facts,
        )
        .where(wanted)
        .order_by(AuditEvent.id.desc())
    )
    return [StoryRow(*row) for row in rows]


def last_change_of(record: Base) -> AuditEvent | None:
    """What happened to the record itself last: who changed it, and when."""
    number: int = record.id  # type: ignore[attr-defined]  # every model has one
    return db.session.scalar(
        sa.select(AuditEvent)
        .where(AuditEvent.subject_type == record.__tablename__, AuditEvent.subject_id == number)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )

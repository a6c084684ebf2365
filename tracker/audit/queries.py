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


_EVENTS = sa.select(
    AuditEvent.name,
    AuditEvent.at,
    AuditEvent.by_name,
    AuditEvent.for_name,
    AuditEvent.subject_type,
    AuditEvent.subject_id,
    AuditEvent.facts,
).order_by(AuditEvent.id.desc())
_KIND, _NUMBER = sa.bindparam("kind", type_=sa.String), sa.bindparam("number", type_=sa.Integer)
_TOLD = (AuditEvent.story_type == _KIND) & (AuditEvent.story_id == _NUMBER)
_STORY = _EVENTS.where(_TOLD)
_STORY_AND_ABOUT = _EVENTS.where(_TOLD | ((AuditEvent.subject_type == _KIND) & (AuditEvent.subject_id == _NUMBER)))


def story_of(record: Base) -> list[StoryRow]:
    """What happened to a record and its parts, newest first."""
    kind, number = record.__tablename__, record.id  # type: ignore[attr-defined]
    return _told(_STORY, kind, number)


def story_about(record: Base) -> list[StoryRow]:
    """The same with what is told on another record's page, but is about this one: that a plan got this target."""
    kind, number = record.__tablename__, record.id  # type: ignore[attr-defined]
    return _told(_STORY_AND_ABOUT, kind, number)


def _told(asked: sa.Select[Any], kind: str, number: int) -> list[StoryRow]:
    return [StoryRow(*row) for row in db.session.execute(asked, {"kind": kind, "number": number})]


def last_change_of(record: Base) -> AuditEvent | None:
    """What happened to the record itself last: who changed it, and when."""
    number: int = record.id  # type: ignore[attr-defined]  # every model has one
    return db.session.scalar(
        sa.select(AuditEvent)
        .where(AuditEvent.subject_type == record.__tablename__, AuditEvent.subject_id == number)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )

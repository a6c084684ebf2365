"""Reading the whole trail, newest first: for its page and its exports."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tracker.audit import chain
from tracker.audit.models import AuditEvent, AuditSeal
from tracker.core.db import db

MOST_COUNTED = 1000  # of the events that wait for their seal


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None leaves a thing open. `people` selects ids; `record` is a type and a number."""

    people: sa.Select[int] | None = None
    names: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    record: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event as the trail lists it; `position` is that of its seal."""

    id: int
    at: datetime
    name: str
    by_name: str
    for_name: str
    origin: str
    story_type: str
    story_id: int
    facts: dict[str, Any]
    position: int | None


@dataclass(frozen=True, slots=True)
class ChainState:
    """Where the chain stands. `waiting` counts to MOST_COUNTED and no further."""

    sealed: int
    hash: str
    waiting: int


def events(wanted: Wanted, *, before: int | None = None, limit: int) -> list[TrailRow]:
    """The newest events that fit; those before event `before`, where it is given."""
    columns = (
        AuditEvent.id,
        AuditEvent.at,
        AuditEvent.name,
        AuditEvent.by_name,
        AuditEvent.for_name,
        AuditEvent.origin,
        AuditEvent.story_type,
        AuditEvent.story_id,
        AuditEvent.facts,
        AuditSeal.position,
    )
    asked = _newest_first(sa.select(*columns), wanted)
    if before is not None:
        moment = sa.select(AuditEvent.at).where(AuditEvent.id == before).scalar_subquery()
        asked = asked.where(sa.tuple_(AuditEvent.at, AuditEvent.id) < sa.tuple_(moment, before))
    return [TrailRow(*row) for row in db.session.execute(asked.limit(limit))]


def lines(wanted: Wanted, *, limit: int) -> Iterator[str]:
    """The same as lines of JSON, in the form that is hashed, each with the position and hash of its seal."""
    asked = _newest_first(sa.select(AuditSeal.position, AuditSeal.hash, *chain.COLUMNS), wanted).limit(limit)
    for position, hash_, *columns in db.session.execute(asked, execution_options={"yield_per": 500}):
        yield chain.line(dict(zip(chain.NAMES, columns, strict=True)), position, hash_) + "\n"


def state() -> ChainState:
    """How much is sealed, how much not yet, and the chain's head."""
    highest = sa.func.coalesce(sa.select(sa.func.max(AuditSeal.event_id)).scalar_subquery(), 0)
    waiting = sa.select(AuditEvent.id).where(AuditEvent.id > highest).limit(MOST_COUNTED).subquery()
    count = sa.select(sa.func.count()).select_from(waiting).scalar_subquery()
    last = sa.select(sa.func.max(AuditSeal.position)).scalar_subquery()
    row = db.session.execute(
        sa.select(AuditSeal.position, AuditSeal.hash, count)
        .select_from(sa.select(sa.literal(1)).subquery())
        .outerjoin(AuditSeal, AuditSeal.position == last)
    ).one()
    return ChainState(sealed=row[0] or 0, hash=row[1] or chain.GENESIS, waiting=row[2])


def _newest_first(asked: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
    asked = asked.outerjoin(AuditSeal, AuditSeal.event_id == AuditEvent.id)
    if wanted.people is not None:
        asked = asked.where(AuditEvent.by_id.in_(wanted.people) | AuditEvent.for_id.in_(wanted.people))
    if wanted.names is not None:
        asked = asked.where(AuditEvent.name.in_(wanted.names))
    if wanted.since is not None:
        asked = asked.where(AuditEvent.at >= wanted.since)
    if wanted.until is not None:
        asked = asked.where(AuditEvent.at < wanted.until)
    if wanted.record is not None:
        kind, number = wanted.record
        told = (AuditEvent.story_type == kind) & (AuditEvent.story_id == number)
        changed = (AuditEvent.subject_type == kind) & (AuditEvent.subject_id == number)
        asked = asked.where(told | changed)
    return asked.order_by(AuditEvent.at.desc(), AuditEvent.id.desc())

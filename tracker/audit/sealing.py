"""The single sealer: chains new events by hash, after their own transactions, so that writers never queue for it."""

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from tracker.audit import chain
from tracker.audit.models import AuditEvent, AuditSeal
from tracker.core.db import db, transaction

BATCH = 200  # events: on SQLite writers wait some milliseconds while one is written
PAUSE = 0.02  # seconds between batches, for writers who wait
LATE = 10_000  # places in the chain by which an event may come late, on PostgreSQL
LOCK = 0x747261696C  # its number among PostgreSQL's advisory locks


def seal_new(*, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Seal what no seal covers yet, in batches, each a transaction of its own. Returns how many were sealed.

    On PostgreSQL a second sealer goes away at once; on SQLite it waits its turn and finds nothing left. The chain's
    order is that of sealing: on PostgreSQL an event may be committed after one with a higher number.
    """
    sealed = 0
    while goes_on() and _is_any_new():
        with transaction():
            count = _seal_batch()
        sealed += count
        if count < BATCH:
            break
        time.sleep(PAUSE)
    return sealed


def settled(kind: str) -> sa.Select[int]:
    """The number up to which an event has its seal or never gets one, on that kind of database; none is before 1.

    On SQLite writers come one after another, so that only what is above all that is sealed can be new. On PostgreSQL
    one may come late, but not later than LATE others. What turns up lower was put in by no writer of ours: it is never
    sealed, and `tracker verify` tells of it.
    """
    if kind == "sqlite":
        return sa.select(sa.func.max(AuditSeal.event_id))
    last = sa.select(sa.func.max(AuditSeal.position)).scalar_subquery()
    return sa.select(AuditSeal.event_id).where(AuditSeal.position == last - LATE)


def _not_sealed(*columns: Any) -> sa.Select[Any]:
    """The events that wait for their seal, in the order of their numbers.

    The bound is fetched first, and stands on both sides: PostgreSQL would look through all seals for it.
    """
    lowest = db.session.scalar(settled(db.engine.dialect.name)) or 0
    sealed = sa.exists().where(AuditSeal.event_id == AuditEvent.id, AuditSeal.event_id > lowest)
    return sa.select(*columns).where(AuditEvent.id > lowest, ~sealed).order_by(AuditEvent.id)


def _is_any_new() -> bool:
    """Asked before a transaction of a writer is begun for nothing."""
    found = db.session.scalar(_not_sealed(AuditEvent.id).limit(1))
    db.session.rollback()  # nothing of what was read is held
    return found is not None


def _seal_batch() -> int:
    if db.engine.dialect.name == "postgresql" and not db.session.scalar(
        sa.select(sa.func.pg_try_advisory_xact_lock(LOCK))
    ):
        return 0
    last = sa.select(AuditSeal.position, AuditSeal.hash).order_by(AuditSeal.position.desc()).limit(1)
    position, hash_ = db.session.execute(last).first() or (0, chain.GENESIS)
    seals = []
    for event in db.session.execute(_not_sealed(*chain.COLUMNS).limit(BATCH)).mappings():
        position += 1
        hash_ = chain.link(hash_, dict(event), position)
        seals.append({"position": position, "event_id": event["id"], "hash": hash_})
    if seals:
        db.session.execute(sa.insert(AuditSeal), seals)
    return len(seals)

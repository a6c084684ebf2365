"""Checking the whole chain, one link after another: what was changed, taken away, put in or moved is told in words.

Each link is checked against the hash that is stored before it, so that one change breaks one link and not all that
follow. Who rewrites the chain from somewhere to its end, or cuts its end off, breaks no link: only a head that was kept
elsewhere finds that out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

import sqlalchemy as sa

from tracker.audit import chain, sealing
from tracker.audit.models import AuditEvent, AuditSeal

AT_ONCE = 1000  # rows in memory
MOST_TOLD = 20
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """A place in the chain and the hash that stands there."""

    position: int = 0
    hash: str = chain.GENESIS

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


@dataclass(slots=True)
class Report:
    """What was found: `broken` counts, `told` are the first findings in words."""

    sealed: int = 0
    head: Head = field(default_factory=Head)
    not_sealed: int = 0
    broken: int = 0
    told: list[str] = field(default_factory=list)

    def say(self, words: str, count: int = 1) -> None:
        """Note something that is broken."""
        self.broken += count
        if len(self.told) < MOST_TOLD:
            self.told.append(words)


def check(connection: sa.Connection, kept: Sequence[Head] = (), export: TextIO | None = None) -> Report:
    """Follow the chain from its first link to its last, in bounded memory; `export` takes each event as a line.

    Ask it of a connection that sees one state of the database all the time.
    """
    report = Report()
    try:
        _follow(connection, report, {head.position: head.hash for head in kept if head.position > 0}, export)
        _look_beside(connection, report, export)
    except sa.exc.DBAPIError as trouble:
        report.say(f"The trail cannot be read beyond position {report.head.position}: {trouble.orig}")
    for head in kept:
        if head.position > report.head.position:
            kept_at = f"the head that was kept is of position {head.position}"
            report.say(f"The chain ends at position {report.head.position}, {kept_at}: the end was cut off.")
    return report


def _follow(connection: sa.Connection, report: Report, kept: Mapping[int, str], export: TextIO | None) -> None:
    for (position, event_id, hash_), event in _links(connection):
        expected = report.head.position + 1
        if position != expected:
            gone = f"position {expected}" if position == expected + 1 else f"positions {expected} to {position - 1}"
            report.say(f"The seals at {gone} are gone.", abs(position - expected))
        if event is None:
            report.say(f"Position {position}: event {event_id} is gone.")
        elif chain.link(report.head.hash, event, position) != hash_:
            words = "does not fit its seal: the event, its seal or the seal before it was changed."
            report.say(f"Position {position}: {_named(event)} {words}")
        if kept.get(position, hash_) != hash_:
            report.say(f"Position {position}: the head that was kept is another: the chain was written anew.")
        if export is not None:
            export.write(chain.line(event or {"id": event_id}, position, hash_) + "\n")
        report.sealed += 1
        report.head = Head(position, str(hash_))


def _links(connection: sa.Connection) -> Iterator[tuple[Any, Event | None]]:
    """Each seal with its event."""
    seals = (AuditSeal.position, AuditSeal.event_id, AuditSeal.hash)
    rows = connection.execution_options(yield_per=AT_ONCE).execute(
        sa.select(*seals, *chain.COLUMNS)
        .outerjoin(AuditEvent, AuditEvent.id == AuditSeal.event_id)
        .order_by(AuditSeal.position)
    )
    for row in rows:
        seal, columns = row[: len(seals)], row[len(seals) :]
        event = dict(zip(chain.NAMES, columns, strict=True))
        yield seal, event if event["id"] is not None else None


def _look_beside(connection: sa.Connection, report: Report, export: TextIO | None) -> None:
    """What has no seal: new, or foreign where it can be new no more."""
    sealed = sa.exists().where(AuditSeal.event_id == AuditEvent.id)
    settled = connection.scalar(sealing.settled(connection.dialect.name)) or 0
    rows = connection.execution_options(yield_per=AT_ONCE).execute(
        sa.select(*chain.COLUMNS).where(~sealed).order_by(AuditEvent.id)
    )
    for row in rows:
        event = dict(zip(chain.NAMES, row, strict=True))
        if event["id"] <= settled:
            words = "has no seal, though later ones have: it was put in afterwards, or its seal is gone."
            report.say(f"An {_named(event)} {words}")
        else:
            report.not_sealed += 1
        if export is not None:
            export.write(chain.line(event, None, None) + "\n")


def _named(event: Event) -> str:
    return f"event {event['id']} ({event['name']}, {chain.plain(event)['at']})"

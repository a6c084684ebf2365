"""Whether what runs without anybody's asking still runs, and whether what must leave does leave."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tracker.core.db import db
from tracker.core.errors import N_, Message
from tracker.outbox.models import Channel, JobRun, OutboxMessage
from tracker.outbox.queries import is_held
from tracker.outbox.services import one_line

SILENT_AFTER = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)  # of what could leave
FAILING_AFTER = timedelta(hours=1)  # without one run that went well
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that somebody must look after: words, and what stands in them."""

    words: Message
    facts: Mapping[str, Any]

    def __str__(self) -> str:
        """In English, for machines and logs; moments in UTC."""
        told = {name: _plain(fact) for name, fact in self.facts.items()}
        return self.words % told if told else str(self.words)


@dataclass(frozen=True, slots=True)
class Run:
    """When a job last went well, when it last failed, and why."""

    name: str
    worker: str
    ended_at: datetime | None
    failed_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class Health:
    """How the worker and its queue stand at `at`.

    `oldest` is since when the first of what may leave has waited; `stuck` the same without messages that were tried
    and put off while others left: one address that is busy for days is no trouble of the office's.
    """

    at: datetime
    runs: list[Run]
    waiting: int
    held: int
    oldest: datetime | None
    stuck: datetime | None

    @property
    def last_run(self) -> datetime | None:
        """When any job last went well. What lies ahead was written by a clock that was wrong, and says nothing."""
        return max(
            (run.ended_at for run in self.runs if run.ended_at and not self._is_ahead(run.ended_at)), default=None
        )

    @property
    def troubles(self) -> list[Trouble]:
        """What is wrong; empty where all is well."""
        last, found = self.last_run, []
        if last is None:
            found.append(Trouble(N_("No worker has run yet."), {}))
        elif self.at - last > SILENT_AFTER:
            found.append(Trouble(N_("No worker has run since %(at)s."), {"at": last}))
        if self.stuck is not None and self.at - self.stuck > LONGEST_WAIT:
            found.append(Trouble(N_("Messages have been waiting to leave since %(at)s."), {"at": self.stuck}))
        return found + [
            Trouble(N_("A duty fails again and again: %(job)s."), {"job": run.name}) for run in self.failing
        ]

    @property
    def failing(self) -> list[Run]:
        """Jobs that keep failing; not those that nobody runs any more."""
        return [run for run in self.runs if self._fails(run)]

    def _fails(self, run: Run) -> bool:
        if run.failed_at is None or self._is_ahead(run.failed_at) or self.at - run.failed_at > FAILING_AFTER:
            return False
        return run.ended_at is None or (run.ended_at < run.failed_at and self.at - run.ended_at > FAILING_AFTER)

    def _is_ahead(self, moment: datetime) -> bool:
        return moment - self.at > SILENT_AFTER


def look(*, at: datetime, channels: Collection[Channel], is_quiet: bool = False) -> Health:
    """Two questions, whatever waits. What leaves by other than these channels is not waited for.

    While it `is_quiet`, what is patient is held, like what is held until a moment of its own.
    """
    runs = db.session.execute(
        sa.select(JobRun.name, JobRun.worker, JobRun.ended_at, JobRun.failed_at, JobRun.error).order_by(JobRun.name)
    )
    held = sa.or_(is_held(at), OutboxMessage.patient.is_(True)) if is_quiet else is_held(at)
    since = sa.func.coalesce(OutboxMessage.held_until, OutboxMessage.queued_at)
    last_sent = sa.select(sa.func.max(OutboxMessage.sent_at)).scalar_subquery()
    is_stuck = sa.or_(OutboxMessage.tries == 0, last_sent.is_(None), since > last_sent)
    waits = (OutboxMessage.sent_at.is_(None), OutboxMessage.given_up_at.is_(None), OutboxMessage.channel.in_(channels))
    counted = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.count(sa.case((held, 1))),
            sa.func.min(sa.case((~held, since))),
            sa.func.min(sa.case((sa.and_(~held, is_stuck), since))),
        ).where(*waits)
    ).one()
    return Health(at, [Run(*row) for row in runs], *counted)


def note_run(name: str, *, worker: str, at: datetime, error: str | None = None) -> None:
    """Write down that a job went well now, or failed with that `error`."""
    facts: dict[str, Any] = {"worker": one_line(worker, JobRun.worker.type.length)}
    if error is None:
        facts |= {"ended_at": at, "error": ""}
    else:
        facts |= {"failed_at": at, "error": one_line(error, JobRun.error.type.length)}
    insert = _INSERTS[db.session.get_bind().dialect.name]
    noted = insert(JobRun).values({"name": name, "error": ""} | facts)
    db.session.execute(noted.on_conflict_do_update(index_elements=["name"], set_=facts))


def _plain(fact: Any) -> str:
    return f"{fact.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if isinstance(fact, datetime) else str(fact)

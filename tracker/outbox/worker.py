"""Sending what waits. A message is claimed in one transaction, sent outside any, and marked in another.

Queued exactly once, sent at least once: a worker that dies between sending and marking leaves a message whose lease
runs out, and which the next worker sends again under the same Message-ID.
"""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.outbox import rules
from tracker.outbox.mail import Connection, MailSettings
from tracker.outbox.models import Channel, OutboxAttachment, OutboxMessage
from tracker.outbox.queries import attachments_of, is_held
from tracker.outbox.rules import Failed
from tracker.outbox.services import one_line

SPARE = timedelta(seconds=60)  # of a lease: sending ends that much before it
log = logging.getLogger(__name__)


class Way(Protocol):
    """Which way the messages of one channel leave."""

    def send(self, message: OutboxMessage, files: Sequence[OutboxAttachment], *, within: float) -> Failed | None:
        """Hand one message over, cut off after `within` seconds. None when it was taken; no trouble is raised."""
        ...

    def close(self) -> None:
        """Take leave."""
        ...


def send_due(
    settings: MailSettings | None,
    further: Mapping[Channel, Way] | None = None,
    *,
    lease: timedelta = rules.LEASE,
    goes_on: Callable[[], bool] = lambda: True,
    is_quiet: Callable[[datetime], bool] = lambda _at: False,
) -> int:
    """Send all that is due, until nothing is, its servers are gone, or `goes_on` says no. How many left.

    Mail goes by `settings`, other channels by the `further` ways; what has no way waits. So does what is patient, while
    `is_quiet`.
    """
    worker, sent = f"{here()} {secrets.token_hex(8)}", 0
    ways: dict[Channel, Way] = dict(further or {})
    if settings is not None:
        ways[Channel.MAIL] = Connection(settings)
    open_ways = set(ways)
    try:
        while goes_on() and (claimed := _claim(worker, lease, open_ways, is_quiet)) is not None:
            message, files = claimed
            outcome = ways[message.channel].send(message, files, within=(lease - min(SPARE, lease / 2)).total_seconds())
            _mark(message.id, worker, outcome)
            sent += outcome is None
            if outcome is not None and outcome.server_is_gone:
                open_ways.discard(message.channel)  # the others would learn the same
    finally:
        for way in ways.values():
            way.close()
    return sent


def here() -> str:
    """This process, as leases and the record of jobs name it."""
    return f"{socket.gethostname()[:40]} {os.getpid()}"


def give_up_old(channels: Collection[Channel]) -> None:
    """Where none is set up for these channels: nothing waits for a server longer than for one that is gone."""
    with transaction():
        now = clock.now()
        waits = (
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.given_up_at.is_(None),
            OutboxMessage.channel.in_(channels),
        )
        old = OutboxMessage.queued_at < now - rules.KEPT_WITHOUT_SERVER
        facts = {"given_up_at": now, "last_error": str(rules.NO_SERVER)}
        given_up = sa.update(OutboxMessage).where(*waits, old)
        db.session.execute(given_up.where(OutboxMessage.confidential).values(body="", html="", **facts))
        db.session.execute(given_up.values(**facts))


def _claim(
    worker: str, lease: timedelta, channels: set[Channel], is_quiet: Callable[[datetime], bool]
) -> tuple[OutboxMessage, Sequence[OutboxAttachment]] | None:
    """The next message that is due, with its files, which nobody else sends while the lease lasts."""
    now = clock.now()
    waiting = db.session.execute(_next(now, lease, channels).with_only_columns(OutboxMessage.patient)).first()
    is_quiet_now = waiting is not None and waiting.patient and is_quiet(now)
    db.session.rollback()
    if waiting is None or is_quiet_now:
        return None  # most looks find nothing: no writer is begun for them
    with transaction():
        now = clock.now()  # anew: on SQLite we may have waited for others
        message = db.session.scalar(_next(now, lease, channels).with_for_update(skip_locked=True))
        if message is None or (message.patient and is_quiet(now)):
            return None
        message.leased_by, message.leased_until, message.tries = worker, now + lease, message.tries + 1
        db.session.flush()
        db.session.refresh(message)
        files = attachments_of(message)
        for one in (message, *files):
            db.session.expunge(one)  # they are read while they are sent, outside any transaction
    return message, files


def _next(now: datetime, lease: timedelta, channels: set[Channel]) -> sa.Select[OutboxMessage]:
    return (
        sa.select(OutboxMessage)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.given_up_at.is_(None))
        .where(OutboxMessage.channel.in_(channels), _is_due(now), ~is_held(now), _is_free(now, lease))
        # A link to sign in with does not queue behind five thousand reminders.
        .order_by(OutboxMessage.patient, OutboxMessage.not_before, OutboxMessage.id)
        .limit(1)
    )


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    """Also what waits for a moment that no pause leads to: the clock was ahead when it was set."""
    no_pause = OutboxMessage.not_before > now + rules.MOST_WAITED + rules.APART
    return sa.or_(OutboxMessage.tries == 0, OutboxMessage.not_before <= now, no_pause)


def _is_free(now: datetime, lease: timedelta) -> sa.ColumnElement[bool]:
    """Also what is held for longer than any worker holds: the clock was ahead.

    Whoever took it may have looked at the clock a little later than we did, while we waited for them.
    """
    no_lease = OutboxMessage.leased_until > now + max(lease, rules.LEASE) + rules.APART
    return sa.or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now, no_lease)


def _mark(message_id: int, worker: str, outcome: Failed | None) -> None:
    """Write down what came of it. A failure counts only while the lease is still ours."""
    with transaction():
        now = clock.now()
        message = db.session.get_one(OutboxMessage, message_id, with_for_update=True)
        ours = message.leased_by == worker
        if message.sent_at is not None or (outcome is not None and not ours):
            return
        if outcome is None:
            message.sent_at, message.given_up_at, message.last_error = now, None, ""
        else:
            again = None if outcome.for_good else rules.next_try(message.tries, at=now)
            message.last_error = one_line(outcome.reason, 500)
            message.not_before, message.given_up_at = again or message.not_before, None if again else now
            log.warning("message %s: %s; next try: %s", message_id, message.last_error, again or "none, given up")
        message.leased_by, message.leased_until = "", None
        if message.confidential and (message.sent_at or message.given_up_at):
            message.body = message.html = ""

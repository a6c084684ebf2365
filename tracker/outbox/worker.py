"""Sending what waits. A message is claimed in one transaction, sent outside any, and marked in another.

Queued exactly once, sent at least once: a worker that dies between sending and marking leaves a message whose lease
runs out, and which the next worker sends again under the same Message-ID.
"""

import logging
import os
import secrets
import smtplib
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.outbox import rules
from tracker.outbox.mail import Connection, MailSettings
from tracker.outbox.models import OutboxAttachment, OutboxMessage
from tracker.outbox.queries import attachments_of
from tracker.outbox.services import one_line

SPARE = timedelta(seconds=60)  # of a lease: sending ends that much before it
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a message did not leave; `for_good` where no further try would help."""

    reason: str
    for_good: bool = False
    server_is_gone: bool = False


def send_due(
    settings: MailSettings, *, lease: timedelta = rules.LEASE, goes_on: Callable[[], bool] = lambda: True
) -> int:
    """Send all that is due, until nothing is, the server is gone, or `goes_on` says no. How many left."""
    worker = f"{socket.gethostname()[:40]} {os.getpid()} {secrets.token_hex(8)}"
    connection, sent = Connection(settings), 0
    try:
        while goes_on() and (claimed := _claim(worker, lease)) is not None:
            message, files = claimed
            outcome = _try(connection, message, files, within=(lease - min(SPARE, lease / 2)).total_seconds())
            _mark(message.id, worker, outcome)
            sent += outcome is None
            if outcome is not None and outcome.server_is_gone:
                break  # the others would learn the same
    finally:
        connection.close()
    return sent


def give_up_old() -> None:
    """Where no mail server is set up: nothing waits for one longer than for a server that is gone."""
    with transaction():
        now = clock.now()
        waits = (OutboxMessage.sent_at.is_(None), OutboxMessage.given_up_at.is_(None))
        old = OutboxMessage.queued_at < now - rules.KEPT_WITHOUT_SERVER
        facts = {"given_up_at": now, "last_error": str(rules.NO_SERVER)}
        given_up = sa.update(OutboxMessage).where(*waits, old)
        db.session.execute(given_up.where(OutboxMessage.confidential).values(body="", **facts))
        db.session.execute(given_up.values(**facts))


def _claim(worker: str, lease: timedelta) -> tuple[OutboxMessage, Sequence[OutboxAttachment]] | None:
    """The next message that is due, with its files, which nobody else sends while the lease lasts."""
    now = clock.now()
    due = (
        sa.select(OutboxMessage)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.given_up_at.is_(None), _is_due(now), _is_free(now, lease))
        .order_by(OutboxMessage.not_before, OutboxMessage.id)
        .limit(1)
    )
    waiting = db.session.scalar(due.with_only_columns(OutboxMessage.id))
    db.session.rollback()
    if waiting is None:
        return None  # most looks find nothing: no writer is begun for them
    with transaction():
        message = db.session.scalar(due.with_for_update(skip_locked=True))
        if message is None:
            return None
        message.leased_by, message.leased_until, message.tries = worker, now + lease, message.tries + 1
        db.session.flush()
        db.session.refresh(message)
        files = attachments_of(message)
        for one in (message, *files):
            db.session.expunge(one)  # they are read while they are sent, outside any transaction
    return message, files


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    """Also what waits for a moment that no pause leads to: the clock was ahead when it was set."""
    return sa.or_(
        OutboxMessage.tries == 0, OutboxMessage.not_before <= now, OutboxMessage.not_before > now + rules.MOST_WAITED
    )


def _is_free(now: datetime, lease: timedelta) -> sa.ColumnElement[bool]:
    return sa.or_(
        OutboxMessage.leased_until.is_(None),
        OutboxMessage.leased_until <= now,
        OutboxMessage.leased_until > now + max(lease, rules.LEASE),
    )


def _try(
    connection: Connection, message: OutboxMessage, files: Sequence[OutboxAttachment], *, within: float
) -> Failed | None:
    """None when the server has taken it."""
    try:
        connection.send(message, files, within=within)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        return _refused(code, words)
    except smtplib.SMTPDataError as refusal:
        return _refused(refusal.smtp_code, refusal.smtp_error)
    except smtplib.SMTPResponseException as refusal:  # the sender or the password: the settings, not the message
        connection.close()
        return Failed(_said(refusal.smtp_code, refusal.smtp_error), server_is_gone=True)
    except (OSError, smtplib.SMTPException) as trouble:
        connection.close()
        return Failed(f"{type(trouble).__name__}: {trouble}", server_is_gone=True)
    except Exception as trouble:
        log.exception("message %s cannot be written", message.id)
        connection.close()
        return Failed(f"{type(trouble).__name__}: {trouble}")
    return None


def _refused(code: int, words: bytes | str) -> Failed:
    """5xx is for good, but 5.7.x: that server lets us send nothing, until somebody sets it right."""
    said = _said(code, words)
    return Failed(said, for_good=code >= 500 and " 5.7." not in said)


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


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
            message.body = ""

"""Reading what waits to leave, what has left, and what was given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from tracker.core.db import db, word
from tracker.outbox.models import OutboxAttachment, OutboxMessage
from tracker.outbox.rules import Standing

_STANDING = sa.case(
    (OutboxMessage.sent_at.is_not(None), sa.literal(Standing.SENT, word(Standing))),
    (OutboxMessage.given_up_at.is_not(None), sa.literal(Standing.GIVEN_UP, word(Standing))),
    else_=sa.literal(Standing.WAITING, word(Standing)),
)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as the list shows it, without its text. `can_try` where it may be sent once more."""

    id: int
    to_name: str
    to_address: str
    subject: str
    queued_at: datetime
    not_before: datetime
    sent_at: datetime | None
    tries: int
    last_error: str
    standing: Standing
    can_try: bool


def get_message(message_id: int) -> OutboxMessage | None:
    """One message."""
    return db.session.get(OutboxMessage, message_id)


def attachments_of(message: OutboxMessage) -> Sequence[OutboxAttachment]:
    """The files that go with a message, with what is in them, in its order."""
    if not message.attachment_ids:
        return []
    wanted = sa.select(OutboxAttachment).where(OutboxAttachment.id.in_(message.attachment_ids))
    found = {one.id: one for one in db.session.scalars(wanted.options(undefer(OutboxAttachment.content)))}
    return [found[number] for number in message.attachment_ids]


def messages(standing: Standing | None, words: str, *, limit: int | None = None, offset: int = 0) -> list[MessageRow]:
    """The newest first; `words` are looked for in names, addresses and subjects as they stand there."""
    text_is_kept = sa.or_(OutboxMessage.confidential.is_(False), OutboxMessage.body != "")
    rows = db.session.execute(
        sa.select(
            OutboxMessage.id,
            OutboxMessage.to_name,
            OutboxMessage.to_address,
            OutboxMessage.subject,
            OutboxMessage.queued_at,
            OutboxMessage.not_before,
            OutboxMessage.sent_at,
            OutboxMessage.tries,
            OutboxMessage.last_error,
            _STANDING,
            sa.and_(OutboxMessage.sent_at.is_(None), OutboxMessage.tries > 0, text_is_kept),
        )
        .where(_fits(standing, words))
        .order_by(OutboxMessage.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [MessageRow(*row) for row in rows]


def how_many() -> dict[Standing, int]:
    """Of each standing."""
    counted = db.session.execute(sa.select(_STANDING, sa.func.count()).group_by(_STANDING))
    found: dict[Standing, int] = dict(counted.all())
    return {standing: found.get(standing, 0) for standing in Standing}


def _fits(standing: Standing | None, words: str) -> sa.ColumnElement[bool]:
    where = (OutboxMessage.to_name, OutboxMessage.to_address, OutboxMessage.subject)
    fits = [sa.or_(*(place.icontains(word, autoescape=True) for place in where)) for word in words.split()]
    conditions = {
        None: sa.true(),
        Standing.SENT: OutboxMessage.sent_at.is_not(None),
        Standing.GIVEN_UP: OutboxMessage.given_up_at.is_not(None),
        Standing.WAITING: sa.and_(OutboxMessage.sent_at.is_(None), OutboxMessage.given_up_at.is_(None)),
    }
    return sa.and_(conditions[standing], *fits)

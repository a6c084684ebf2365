"""Reading what waits to leave, what has left, and what was given up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from tracker.core.db import db, word
from tracker.outbox.models import OutboxAttachment, OutboxMessage
from tracker.outbox.rules import MOST_HELD, Standing

_STANDING = sa.case(
    (OutboxMessage.sent_at.is_not(None), sa.literal(Standing.SENT, word(Standing))),
    (OutboxMessage.given_up_at.is_not(None), sa.literal(Standing.GIVEN_UP, word(Standing))),
    else_=sa.literal(Standing.WAITING, word(Standing)),
)
_CAN_TRY = sa.and_(
    OutboxMessage.sent_at.is_(None),
    sa.or_(OutboxMessage.tries > 0, OutboxMessage.given_up_at.is_not(None)),
    sa.or_(OutboxMessage.confidential.is_(False), OutboxMessage.body != ""),
)
_COLUMNS = (
    OutboxMessage.id,
    OutboxMessage.to_name,
    OutboxMessage.to_address,
    OutboxMessage.subject,
    OutboxMessage.queued_at,
    OutboxMessage.held_until,
    OutboxMessage.not_before,
    OutboxMessage.sent_at,
    OutboxMessage.tries,
    OutboxMessage.last_error,
    _STANDING,
    _CAN_TRY,
)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as the list shows it, without its text. `can_try` where it may be sent once more."""

    id: int
    to_name: str
    to_address: str
    subject: str
    queued_at: datetime
    held_until: datetime | None
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


def is_held(now: datetime) -> sa.ColumnElement[bool]:
    """Whether a message is kept back for quiet hours; not for one that a clock which was ahead would hold for long."""
    until = OutboxMessage.held_until
    return sa.and_(until.is_not(None), until > now, until <= now + MOST_HELD)


def messages(standing: Standing | None, words: str, *, limit: int | None = None, offset: int = 0) -> list[MessageRow]:
    """The newest first; `words` are looked for in names, addresses and subjects as they stand there."""
    rows = db.session.execute(
        sa.select(*_COLUMNS).where(_fits(standing, words)).order_by(OutboxMessage.id.desc()).limit(limit).offset(offset)
    )
    return [MessageRow(*row) for row in rows]


def given_up(words: str, *, limit: int) -> list[int]:
    """The numbers of those given up that fit and can be tried again, the oldest first."""
    fits = sa.and_(_fits(Standing.GIVEN_UP, words), _CAN_TRY)
    return list(db.session.scalars(sa.select(OutboxMessage.id).where(fits).order_by(OutboxMessage.id).limit(limit)))


def can_be_tried(numbers: Collection[int]) -> Sequence[OutboxMessage]:
    """Of these messages those that may leave once more."""
    return db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.id.in_(numbers), _CAN_TRY)).all()


def queued_before(dedupe_keys: Collection[str]) -> set[str]:
    """Of these keys those under which something was queued, whatever became of it."""
    return set(db.session.scalars(sa.select(OutboxMessage.dedupe_key).where(OutboxMessage.dedupe_key.in_(dedupe_keys))))


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

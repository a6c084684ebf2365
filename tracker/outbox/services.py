"""Queueing mail: inside the transaction of what it tells of, so that both are saved or neither."""

import secrets
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tracker import audit
from tracker.audit.services import Actor
from tracker.core.db import db, hold, hold_all
from tracker.core.errors import N_, RuleBroken
from tracker.outbox.models import Channel, OutboxAttachment, OutboxMessage
from tracker.outbox.queries import can_be_tried
from tracker.outbox.rules import MOST_HELD, CannotBeTriedAgain

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class AddressMalformed(RuleBroken):
    """What was given is no e-mail address that mail could be sent to."""

    message = N_("“%(address)s” is not an e-mail address. Write it like ten@vi-du.vn, without spaces and marks.")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail. `media_type` may carry parameters: "text/calendar; method=PUBLISH"."""

    name: str
    media_type: str
    content: bytes


def queue_mail(
    *,
    to_name: str,
    to_address: str,
    subject: str,
    body: str,
    dedupe_key: str,
    at: datetime,
    person_id: int | None = None,
    confidential: bool = False,
    attachments: Sequence[Attachment] = (),
    html: str = "",
    held_until: datetime | None = None,
    patient: bool = False,
    channel: Channel = Channel.MAIL,
) -> OutboxMessage | None:
    """Let a mail leave once the transaction is saved. None where one with that `dedupe_key` was queued before.

    Each of its files is kept once, however many mails carry it. A `confidential` body is blanked once it was sent or
    given up. Line breaks in name and subject become spaces, and what is too long for them is cut. `html` says the same
    as `body`; `held_until` keeps the mail back, for fourteen days at most; a `patient` one leaves in no quiet hour,
    also when it is tried again. On another `channel` the `to_address` only says to whom it goes: where that is, the
    channel's own settings know. Raises AddressMalformed.
    """
    insert = _INSERTS[db.session.get_bind().dialect.name]
    # Two at once with one key: the second waits for the first, and then does nothing.
    queued: OutboxMessage | None = db.session.scalar(
        insert(OutboxMessage)
        .values(
            dedupe_key=dedupe_key,
            message_id=f"<{secrets.token_hex(16)}@giao-ban.local>",
            person_id=person_id,
            to_name=one_line(to_name, OutboxMessage.to_name.type.length),
            channel=channel,
            to_address=checked_address(to_address) if channel is Channel.MAIL else one_line(to_address, 200),
            subject=one_line(subject, OutboxMessage.subject.type.length),
            body=body,
            html=html,
            attachment_ids=[_kept(attachment) for attachment in attachments],
            confidential=confidential,
            queued_at=at,
            held_until=min(held_until, at + MOST_HELD) if held_until else None,
            patient=patient,
            not_before=at,
            tries=0,
            leased_by="",
            last_error="",
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(OutboxMessage)
    )
    return queued


def _kept(attachment: Attachment) -> int:
    """The number of the file, stored now or before. Two who store the same at once store it once."""
    sha, name = sha256(attachment.content).hexdigest(), one_line(attachment.name, OutboxAttachment.name.type.length)
    known = sa.select(OutboxAttachment.id).where(OutboxAttachment.sha256 == sha, OutboxAttachment.name == name)
    number = db.session.scalar(known)
    if number is None:
        insert = _INSERTS[db.session.get_bind().dialect.name]
        facts = {"sha256": sha, "name": name, "media_type": attachment.media_type, "content": attachment.content}
        stored = insert(OutboxAttachment).values(facts).on_conflict_do_nothing(index_elements=["sha256", "name"])
        number = db.session.scalar(stored.returning(OutboxAttachment.id))
    return number if number is not None else db.session.scalars(known).one()


def checked_address(address: str) -> str:
    """The address without spaces around it. Raises AddressMalformed unless mail can be sent to it by any server."""
    address = address.strip()
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):
        raise AddressMalformed(address=one_line(address, 80)) from None
    plain = address.isascii() and address.isprintable() and not any(sign in address for sign in ' ",:;<>()[]\\')
    if not (plain and parsed.username and "." in parsed.domain.strip(".") and len(address) <= 200):
        raise AddressMalformed(address=one_line(address, 80))
    return address


def takes_mail(address: str) -> bool:
    """Whether mail can be sent there. One that was taken over from elsewhere may be none: it holds up nobody else."""
    try:
        checked_address(address)
    except AddressMalformed:
        return False
    return True


def one_line(words: str, longest: int) -> str:
    """Words for a head of a mail: nothing in which more heads could hide: a line break, or what decodes to one."""
    spaced = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in words)
    line = " ".join(spaced.split()).replace("=?", "= ?")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def try_again(message: OutboxMessage, *, by: Actor, at: datetime) -> None:
    """Let a message that waits long, or was given up, leave as if it were new. Raises CannotBeTriedAgain."""
    hold(message)
    if message.sent_at is not None or (message.confidential and not message.body):
        raise CannotBeTriedAgain
    _release(message, by=by, at=at)


def try_again_together(numbers: Collection[int], *, by: Actor, at: datetime) -> int:
    """The same for all of these that can be tried again; the others stay as they are. How many."""
    hold_all(OutboxMessage, OutboxMessage.id.in_(numbers))
    found = can_be_tried(numbers)
    for message in found:
        _release(message, by=by, at=at)
    return len(found)


def _release(message: OutboxMessage, *, by: Actor, at: datetime) -> None:
    message.given_up_at, message.not_before, message.tries = None, at, 0
    audit.record("message.tried_again", subject=message, by=by, at=at, address=message.to_address)

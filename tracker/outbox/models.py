"""Messages waiting to leave, and the files that go with them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UtcDateTime, word

_WAITS = sa.text("sent_at IS NULL AND given_up_at IS NULL")
_WAITING: dict[str, Any] = {"sqlite_where": _WAITS, "postgresql_where": _WAITS}


class Channel(StrEnum):
    """Which way a message leaves."""

    MAIL = "mail"
    WEBHOOK = "webhook"  # posted to the address that whoever runs the machine has set up


class OutboxMessage(Base):
    """One message to one address. `dedupe_key` lets it be queued once only; a worker that sends it holds a lease.

    `message_id` is the same at every try, so that a mail that left twice is seen once. A `confidential` text (it
    carries a link that lets somebody in) is blanked when it was sent or given up. `person_id` is the addressee, where
    it is somebody of the office; the room knows no persons, so it is a plain number. `html` says the same to
    mail programs that show it. `held_until` keeps it back for quiet hours. What is `patient` leaves in no quiet
    hour and on no day off, however late its server comes back.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        sa.Index(None, "sent_at", "given_up_at", "not_before"),
        sa.Index(
            "ix_outbox_message_waiting", "patient", "not_before", "id", sqlite_where=_WAITS, postgresql_where=_WAITS
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(word(Channel), default=Channel.MAIL, server_default=Channel.MAIL.value)
    dedupe_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    message_id: Mapped[str] = mapped_column(sa.String(200))
    person_id: Mapped[int | None]
    to_name: Mapped[str] = mapped_column(sa.String(120))
    to_address: Mapped[str] = mapped_column(sa.String(200))
    subject: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    attachment_ids: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    confidential: Mapped[bool] = mapped_column(default=False)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    patient: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    leased_by: Mapped[str] = mapped_column(sa.String(80), default="")
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(sa.String(500), default="")


class OutboxAttachment(Base):
    """A file that goes with messages, kept once however many carry it."""

    __tablename__ = "outbox_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(255))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)

    __table_args__ = (sa.UniqueConstraint("sha256", "name"),)


class JobRun(Base):
    """When a job of the worker ran last, on whichever machine: the health line, and the word that it still lives."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    worker: Mapped[str] = mapped_column(sa.String(80))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(sa.String(500), default="")

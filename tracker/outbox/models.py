"""Messages waiting to leave, and the files that go with them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UtcDateTime


class OutboxMessage(Base):
    """One message to one address. `dedupe_key` lets it be queued once only; a worker that sends it holds a lease.

    `message_id` is the same at every try, so that a mail that left twice is seen once. A `confidential` text (it
    carries a link that lets somebody in) is blanked when it was sent or given up. `person_id` is the addressee, where
    it is somebody of the office; the room knows no persons, so it is a plain number.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (sa.Index(None, "sent_at", "given_up_at", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    message_id: Mapped[str] = mapped_column(sa.String(200))
    person_id: Mapped[int | None]
    to_name: Mapped[str] = mapped_column(sa.String(120))
    to_address: Mapped[str] = mapped_column(sa.String(200))
    subject: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    attachment_ids: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    confidential: Mapped[bool] = mapped_column(default=False)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
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

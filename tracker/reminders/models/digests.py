"""What each person was told each day."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UtcDateTime


class ReminderDigest(Base):
    """One person's reminders of one day: prepared once, however many workers there are. Only ever added to.

    `entries` say what it told of, and why: `{"kind", "record_id", "unit_id", "why", "due_on"}`, all of them, also those
    that the mail had no room for. `mailed` is false where the person has no address: they see it in the tracker alone.
    """

    __tablename__ = "reminder_digest"
    __table_args__ = (sa.UniqueConstraint("person_id", "day"), sa.Index(None, "day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    day: Mapped[date]
    prepared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entries: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    mailed: Mapped[bool]

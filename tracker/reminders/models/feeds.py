"""Addresses that a calendar program reads."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime
from tracker.office.models import Person, Unit


class CalendarFeed(Base):
    """What is due as a calendar: of one person (`unit` empty), or of one unit. Made and ended by `person`.

    Whoever has the address reads it: it holds a random token, this row its SHA-256. It tells no more than the person
    may see today, and nothing once they have left or do not act for the unit any more.
    """

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit | None] = relationship()

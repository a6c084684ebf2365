"""Who is invited to a meeting, what they answer, and who is there."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.meetings.models.meetings import Meeting
from tracker.office.models import Person, Unit


class Reply(StrEnum):
    """What a unit answers to an invitation."""

    WAITING = "waiting"
    COMING = "coming"
    DEPUTY = "deputy"
    ABSENT = "absent"


class Invitation(Base, Versioned):
    """One unit's seat at a meeting: asked, answered, taken. `ended` where it is not invited (any more).

    `words` name the deputy, or say why nobody comes. A unit that comes without being invited has one too, ended and
    never sent. `present_name` is who sits there, as they gave it or staff wrote it.
    """

    __tablename__ = "invitation"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply: Mapped[Reply] = mapped_column(word(Reply), default=Reply.WAITING)
    words: Mapped[str] = mapped_column(sa.String(500), default="")
    replied_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    present_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    present_name: Mapped[str] = mapped_column(sa.String(200), default="")
    present_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    ended: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship(back_populates="invitations")
    unit: Mapped[Unit] = relationship()
    replied_by: Mapped[Person | None] = relationship(foreign_keys=[replied_by_id])

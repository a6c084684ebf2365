"""What a meeting goes through, and the papers that lie on its table."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import StoredFile
from tracker.meetings.models.meetings import Meeting
from tracker.office.models import Person, Unit


class AgendaKind(StrEnum):
    """What an item is about; all but a topic bring their facts by themselves, anew each time they are shown."""

    PREVIOUS = "previous"  # conclusions of earlier meetings that are still open
    OVERDUE = "overdue"
    RETURNED = "returned"
    AWAITING = "awaiting"  # handed in, and nobody has accepted or returned it
    UNREPORTED = "unreported"
    TARGETS = "targets"  # behind what is demanded
    TOPIC = "topic"


class AgendaItem(Base, Versioned):
    """One item, in the order of `position`; `unit` is who speaks to it. `ended` where it was taken off."""

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(word(AgendaKind))
    title: Mapped[str] = mapped_column(sa.String(300))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    ended: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship(back_populates="agenda")
    unit: Mapped[Unit | None] = relationship()


class MeetingPaper(Base):
    """A file for the meeting or for one of its items. `ended` where it was taken back; the file stays."""

    __tablename__ = "meeting_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agenda_item.id"))
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship(back_populates="papers")
    file: Mapped[StoredFile] = relationship()
    by: Mapped[Person] = relationship()

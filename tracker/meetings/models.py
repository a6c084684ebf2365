"""Venues, meetings and conclusions."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, QuarterColumn, Versioned, word
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Programme, Unit, UnitGroup
from tracker.office.naming import called_on
from tracker.tasks.models import Part, Task


class MeetingState(StrEnum):
    """States of a meeting; moves in `rules.MEETING_MOVES`."""

    PLANNED = "planned"
    INVITED = "invited"
    IN_SESSION = "in_session"
    CONCLUDED = "concluded"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class ConclusionState(StrEnum):
    """States of a conclusion; moves in `rules.CONCLUSION_MOVES`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"


class Venue(Base):
    """A place where meetings are held, as plans name it."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(300), unique=True)


class Meeting(Base, Versioned):
    """A review meeting of a quarter. `plan_document` foresees it; `notice` issues its conclusions."""

    __tablename__ = "meeting"
    __table_args__ = (sa.Index(None, "programme_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    quarter: Mapped[Quarter] = mapped_column(QuarterColumn)
    title: Mapped[str] = mapped_column(sa.String(300))
    venue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("venue.id"))
    held_on: Mapped[date | None]
    state: Mapped[MeetingState] = mapped_column(word(MeetingState), default=MeetingState.PLANNED)
    plan_document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    clause_start: Mapped[int | None]
    clause_end: Mapped[int | None]
    notice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))

    programme: Mapped[Programme] = relationship()
    venue: Mapped[Venue | None] = relationship()
    plan_document: Mapped[Document | None] = relationship(foreign_keys=[plan_document_id])
    notice: Mapped[Document | None] = relationship(foreign_keys=[notice_id])
    conclusions: Mapped[list["Conclusion"]] = relationship(back_populates="meeting", order_by="Conclusion.position")


class Conclusion(Base, Versioned):
    """A point that the chair records: a draft that its addressees see, and a task once published."""

    __tablename__ = "conclusion"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(20), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    due_on: Mapped[date | None]
    due_words: Mapped[str] = mapped_column(sa.String(300), default="")
    state: Mapped[ConclusionState] = mapped_column(word(ConclusionState), default=ConclusionState.DRAFT)
    task_id: Mapped[int | None] = mapped_column(sa.ForeignKey("task.id"))

    meeting: Mapped[Meeting] = relationship(back_populates="conclusions")
    task: Mapped[Task | None] = relationship()
    addressees: Mapped[list["Addressee"]] = relationship(back_populates="conclusion", order_by="Addressee.id")

    @property
    def addressed(self) -> list["Addressee"]:
        """Whom its present wording addresses."""
        return [addressee for addressee in self.addressees if not addressee.ended]


class Addressee(Base):
    """A unit, or a group of them, that a conclusion addresses. `ended` when a later wording leaves it out."""

    __tablename__ = "addressee"

    id: Mapped[int] = mapped_column(primary_key=True)
    conclusion_id: Mapped[int] = mapped_column(sa.ForeignKey("conclusion.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_group.id"))
    part: Mapped[Part] = mapped_column(word(Part))
    ended: Mapped[bool] = mapped_column(default=False)

    conclusion: Mapped[Conclusion] = relationship(back_populates="addressees")
    unit: Mapped[Unit | None] = relationship()
    group: Mapped[UnitGroup | None] = relationship()

    @property
    def name(self) -> str:
        """What it is called: the group's name, or the unit's on the day of the meeting, where that is known."""
        if self.unit is None:
            return self.group.name if self.group is not None else ""
        held_on = self.conclusion.meeting.held_on
        return called_on(self.unit, held_on) if held_on is not None else self.unit.name

    @property
    def key(self) -> tuple[int | None, int | None, Part]:
        """What makes it the same as another: unit, group, part."""
        return (self.unit_id, self.group_id, self.part)

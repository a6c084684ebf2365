"""Meetings, whatever stands around them in rooms of its own here."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, QuarterColumn, UtcDateTime, Versioned, word
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.meetings.models.venues import MeetingSeries, Venue
from tracker.office.models import Person, Programme

if TYPE_CHECKING:  # they refer to their meeting
    from tracker.meetings.models.agenda import AgendaItem, MeetingPaper
    from tracker.meetings.models.conclusions import Conclusion
    from tracker.meetings.models.invitations import Invitation
    from tracker.meetings.models.notices import Notice


class MeetingState(StrEnum):
    """States of a meeting; moves in `rules.MEETING_MOVES`."""

    PLANNED = "planned"
    INVITED = "invited"
    IN_SESSION = "in_session"
    CONCLUDED = "concluded"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Meeting(Base, Versioned):
    """A review meeting of a quarter. `plan_document` foresees it; `notice` issues its conclusions.

    `guests` are lines: who is invited beside the units. `state_words` say why it was moved last, or cancelled.
    `revision` grows with each act of the room, for the screens that follow; `arrival_code` is what the code on the wall
    carries.
    `invitation_notation` and `invitation_on` are the number and the day of the invitation as a paper.
    """

    __tablename__ = "meeting"
    __table_args__ = (sa.Index(None, "programme_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    quarter: Mapped[Quarter] = mapped_column(QuarterColumn)
    title: Mapped[str] = mapped_column(sa.String(300))
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("meeting_series.id"), index=True)
    venue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("venue.id"))
    held_on: Mapped[date | None] = mapped_column(index=True)
    starts_at: Mapped[time | None]
    chair_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    guests: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[MeetingState] = mapped_column(word(MeetingState), default=MeetingState.PLANNED)
    state_words: Mapped[str] = mapped_column(sa.String(1000), default="")
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=0)
    arrival_code: Mapped[str] = mapped_column(sa.String(40), default="")
    invitation_notation: Mapped[str] = mapped_column(sa.String(60), default="")
    invitation_on: Mapped[date | None]
    plan_document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    clause_start: Mapped[int | None]
    clause_end: Mapped[int | None]
    notice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))

    programme: Mapped[Programme] = relationship()
    series: Mapped[MeetingSeries | None] = relationship()
    venue: Mapped[Venue | None] = relationship()
    chair: Mapped[Person | None] = relationship()
    plan_document: Mapped[Document | None] = relationship(foreign_keys=[plan_document_id])
    notice: Mapped[Document | None] = relationship(foreign_keys=[notice_id])
    conclusions: Mapped[list["Conclusion"]] = relationship(
        back_populates="meeting", order_by="Conclusion.position, Conclusion.id"
    )
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting", order_by="AgendaItem.position, AgendaItem.id"
    )
    papers: Mapped[list["MeetingPaper"]] = relationship(back_populates="meeting", order_by="MeetingPaper.id")
    invitations: Mapped[list["Invitation"]] = relationship(back_populates="meeting", order_by="Invitation.id")
    notices: Mapped[list["Notice"]] = relationship(back_populates="meeting", order_by="Notice.id")

"""What the chair concludes, whom it addresses, and what they say to it while the meeting lasts."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.core.folding import fold
from tracker.meetings.models.meetings import Meeting
from tracker.office.models import Person, Unit, UnitGroup
from tracker.office.naming import called_on
from tracker.plans.models import Amendment, Target
from tracker.reports.models import Frequency, ReportDuty
from tracker.tasks.models import Part, Task

if TYPE_CHECKING:  # its sections refer to conclusions
    from tracker.meetings.models.notices import Notice


class ConclusionState(StrEnum):
    """States of a conclusion; moves in `rules.CONCLUSION_MOVES`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"


class ConclusionKind(StrEnum):
    """What it becomes when it is published."""

    TASK = "task"
    DUTY = "duty"
    AMENDMENT = "amendment"


class Conclusion(Base, Versioned):
    """A point that the chair records: a draft that its addressees see, and once published what its kind says.

    `wording` grows when words, addressees or deadline change: who confirmed an earlier one has not confirmed this.
    A duty to report has a `frequency`, and a task that recurs; an amendment its target and what that demands from then
    on. `numbered`: a person gave the number, so it stays when others are put before it. `replaces` is the published
    point that it takes the place of, in a notice that corrects.
    """

    __tablename__ = "conclusion"
    __table_args__ = (sa.Index(None, "meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(20), default="")
    numbered: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[ConclusionKind] = mapped_column(word(ConclusionKind), default=ConclusionKind.TASK)
    agenda_item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agenda_item.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    folded: Mapped[str] = mapped_column(sa.Text, default="")  # the text without marks, to be looked for
    due_on: Mapped[date | None]
    due_words: Mapped[str] = mapped_column(sa.String(300), default="")
    state: Mapped[ConclusionState] = mapped_column(word(ConclusionState), default=ConclusionState.DRAFT)
    wording: Mapped[int] = mapped_column(default=1)
    through_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    frequency: Mapped[Frequency | None] = mapped_column(word(Frequency))
    target_id: Mapped[int | None] = mapped_column(sa.ForeignKey("target.id"))
    figure: Mapped[Decimal | None] = mapped_column(sa.Numeric(18, 4))
    allocations: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)  # unit id: figure
    task_id: Mapped[int | None] = mapped_column(sa.ForeignKey("task.id"), index=True)
    duty_id: Mapped[int | None] = mapped_column(sa.ForeignKey("report_duty.id"), index=True)
    amendment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("amendment.id"))
    notice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notice.id"))  # none: the meeting's own
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conclusion.id"))

    meeting: Mapped[Meeting] = relationship(back_populates="conclusions")
    task: Mapped[Task | None] = relationship()
    duty: Mapped[ReportDuty | None] = relationship()
    target: Mapped[Target | None] = relationship()
    amendment: Mapped[Amendment | None] = relationship()
    through: Mapped[Unit | None] = relationship()
    notice: Mapped["Notice | None"] = relationship()
    replaces: Mapped["Conclusion | None"] = relationship(remote_side=[id])
    confirmations: Mapped[list["Confirmation"]] = relationship(back_populates="conclusion", order_by="Confirmation.id")
    addressees: Mapped[list["Addressee"]] = relationship(back_populates="conclusion", order_by="Addressee.id")

    @validates("text")
    def _fold(self, _name: str, text: str) -> str:
        self.folded = fold(text)
        return text

    @property
    def withdraws(self) -> bool:
        """Whether all that it says is that the point which it replaces counts no more."""
        return self.replaces_id is not None and self.kind is ConclusionKind.TASK and not self.addressed

    @property
    def addressed(self) -> list["Addressee"]:
        """Whom its present wording addresses."""
        return [addressee for addressee in self.addressees if not addressee.ended]

    def units_on(self, day: date) -> list[Unit]:
        """The members of the programme that it addresses, by themselves or through a group, and that exist that day."""
        return [
            unit
            for unit in self.meeting.programme.members
            if unit.exists_on(day) and any(addressee.means(unit) for addressee in self.addressed)
        ]


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

    def means(self, unit: Unit) -> bool:
        """Whether it is that unit, or a group that has it."""
        if self.group is None:
            return self.unit_id == unit.id
        return unit.kind in self.group.kinds or unit in self.group.listed

    @property
    def key(self) -> tuple[int | None, int | None, Part]:
        """What makes it the same as another: unit, group, part."""
        return (self.unit_id, self.group_id, self.part)


class Said(StrEnum):
    """What an addressee says to a draft."""

    CONFIRMED = "confirmed"
    DISAGREED = "disagreed"


class Confirmation(Base):
    """What a unit's head said to one wording of a draft. Append-only: the last one counts."""

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    conclusion_id: Mapped[int] = mapped_column(sa.ForeignKey("conclusion.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    wording: Mapped[int]
    said: Mapped[Said] = mapped_column(word(Said))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    conclusion: Mapped[Conclusion] = relationship(back_populates="confirmations")
    unit: Mapped[Unit] = relationship()
    by: Mapped[Person] = relationship()

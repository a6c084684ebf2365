"""Duties to report: who owes what, how often, and when it is due."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import Document
from tracker.office.models import Programme, Unit, UnitGroup


class Frequency(StrEnum):
    """How often a duty is owed: one report for each unit and period."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    NINE_MONTHS = "nine_months"
    YEARLY = "yearly"


class Window(StrEnum):
    """Which days a period's figures are of."""

    DECREE = "decree"  # Decree 09/2019, Article 12: closed on the 14th
    CALENDAR = "calendar"


class DueRule(StrEnum):
    """From where the day is counted on which a report is due."""

    AFTER_WINDOW = "after_window"  # working days after the last day of its figures
    AFTER_PERIOD = "after_period"  # working days after the period's last day
    DAY = "day"  # a day of the period's last month, by its number
    FIXED = "fixed"  # a date, of what is owed once
    NONE = "none"


class ReportDuty(Base, Versioned):
    """What units report, how often, to whom, through whom. The clause is where a document lays it on them.

    `about` is what a report that is owed once tells of ("các quý còn thiếu"). The first and last period are written as
    `core.periods.Period` writes them; without a last one it goes on. `due_days` are working days, counted as `due_rule`
    says, or the number of that day. `due_inferred` marks a day that no document states, until a person confirms it.
    """

    __tablename__ = "report_duty"
    __table_args__ = (sa.Index(None, "programme_id", "ended_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    clause: Mapped[str] = mapped_column(sa.String(400), default="")
    clause_start: Mapped[int | None]
    clause_end: Mapped[int | None]
    name: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    folded: Mapped[str] = mapped_column(sa.Text, default="")
    about: Mapped[str] = mapped_column(sa.String(100), default="")
    frequency: Mapped[Frequency] = mapped_column(word(Frequency))
    window: Mapped[Window] = mapped_column(word(Window), default=Window.DECREE)
    first_period: Mapped[str] = mapped_column(sa.String(8))
    last_period: Mapped[str] = mapped_column(sa.String(8), default="")
    receiver: Mapped[str] = mapped_column(sa.String(200), default="")
    through_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    due_rule: Mapped[DueRule] = mapped_column(word(DueRule))
    due_days: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    due_inferred: Mapped[bool] = mapped_column(default=False)
    ended_on: Mapped[date | None]
    ended_words: Mapped[str] = mapped_column(sa.Text, default="")

    programme: Mapped[Programme] = relationship()
    document: Mapped[Document | None] = relationship()
    through: Mapped[Unit | None] = relationship()
    addressees: Mapped[list["DutyAddressee"]] = relationship(back_populates="duty", order_by="DutyAddressee.id")


class DutyAddressee(Base):
    """Who owes it: a unit, or a group as it stands on the day on which a period's reports are expected."""

    __tablename__ = "duty_addressee"
    __table_args__ = (sa.CheckConstraint("(unit_id IS NULL) <> (group_id IS NULL)", name="unit_or_group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("report_duty.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_group.id"))
    ended_on: Mapped[date | None]

    duty: Mapped[ReportDuty] = relationship(back_populates="addressees")
    unit: Mapped[Unit | None] = relationship()
    group: Mapped[UnitGroup | None] = relationship()


class Exemption(Base):
    """A unit that need not report: for one period, or (no period) for all to come. With a reason, until `ended_at`."""

    __tablename__ = "report_exemption"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("report_duty.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(sa.String(8), default="")
    words: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    duty: Mapped[ReportDuty] = relationship()
    unit: Mapped[Unit] = relationship()


class PeriodLock(Base):
    """A duty's period that is closed: nothing is handed in until it is opened again, on the record."""

    __tablename__ = "period_lock"
    __table_args__ = (
        sa.Index(
            "uq_period_lock_in_force",
            "duty_id",
            "period",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("report_duty.id"))
    period: Mapped[str] = mapped_column(sa.String(8))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    ended_words: Mapped[str] = mapped_column(sa.Text, default="")

    duty: Mapped[ReportDuty] = relationship()

"""The consolidated report."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned
from tracker.documents.models import RegisteredNumber
from tracker.reports.models.duties import ReportDuty


class Consolidation(Base, Versioned):
    """The consolidated report of a duty's period: what staff made of the units' words. Figures are added up anew.

    Once it has taken its number from the register, it keeps it, and the day of that.
    """

    __tablename__ = "consolidation"
    __table_args__ = (sa.UniqueConstraint("duty_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("report_duty.id"))
    period: Mapped[str] = mapped_column(sa.String(8))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    number_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registered_number.id"))
    issued_on: Mapped[date | None]

    number: Mapped[RegisteredNumber | None] = relationship()
    duty: Mapped[ReportDuty] = relationship()
    sections: Mapped[list["ConsolidatedSection"]] = relationship(back_populates="consolidation")


class ConsolidatedSection(Base, Versioned):
    """One section as staff wrote it. `gathered` is the hash of the units' words that it was made of.

    Once they differ, staff are told that something has come since.
    """

    __tablename__ = "consolidated_section"
    __table_args__ = (sa.UniqueConstraint("consolidation_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consolidation_id: Mapped[int] = mapped_column(sa.ForeignKey("consolidation.id"))
    key: Mapped[str] = mapped_column(sa.String(20))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    gathered: Mapped[str] = mapped_column(sa.String(64), default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    consolidation: Mapped[Consolidation] = relationship(back_populates="sections")

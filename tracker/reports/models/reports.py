"""The units' reports: what they write, what they handed in, and why it was late."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import StoredFile
from tracker.office.models import Person, Unit
from tracker.reports.models.duties import ReportDuty
from tracker.reports.models.forms import ReportForm


class ReportState(StrEnum):
    """States of a report; moves in `rules.MOVES`."""

    EXPECTED = "expected"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    FORWARDED = "forwarded"  # by the unit that it goes through
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EXCUSED = "excused"


class Report(Base, Versioned):
    """One unit's answer to a duty for one period. `due_on` is as the duty said when the report was expected.

    `submitted_at` is of the handing in that counts: whether it is late is told from it, until it is returned. What its
    unit hands in beyond that, as a supplement, leaves it as it is.
    """

    __tablename__ = "report"
    __table_args__ = (
        sa.UniqueConstraint("duty_id", "unit_id", "period"),
        sa.Index(None, "unit_id", "state", "due_on"),
        sa.Index(None, "duty_id", "period_end", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("report_duty.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(sa.String(8))
    period_end: Mapped[date]
    window_first: Mapped[date]
    window_last: Mapped[date]
    due_on: Mapped[date | None]
    state: Mapped[ReportState] = mapped_column(word(ReportState), default=ReportState.EXPECTED)
    form_id: Mapped[int | None] = mapped_column(sa.ForeignKey("report_form.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    forwarded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state_words: Mapped[str] = mapped_column(sa.Text, default="")  # why it was returned or excused

    duty: Mapped[ReportDuty] = relationship()
    unit: Mapped[Unit] = relationship()
    form: Mapped[ReportForm | None] = relationship()
    answers: Mapped[list["Answer"]] = relationship(back_populates="report")
    handed_in: Mapped[list["HandedIn"]] = relationship(back_populates="report", order_by="HandedIn.number")


class Answer(Base, Versioned):
    """What a unit writes under one item, saved field by field. `nothing_to_report`: it has nothing to report there.

    `returned_words` stand beside it where the report was returned because of it.
    """

    __tablename__ = "report_answer"
    __table_args__ = (sa.UniqueConstraint("report_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"))
    key: Mapped[str] = mapped_column(sa.String(20))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    figure: Mapped[Decimal | None] = mapped_column(sa.Numeric(18, 4))
    part: Mapped[int | None]
    whole: Mapped[int | None]
    nothing_to_report: Mapped[bool] = mapped_column(default=False)
    returned_words: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    report: Mapped[Report] = relationship(back_populates="answers")
    by: Mapped[Person] = relationship()


class Explanation(Base):
    """Why a report is late, in the unit's words. Only ever added to."""

    __tablename__ = "report_explanation"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class HandedIn(Base):
    """A report as it was handed in, frozen: its items with their titles and answers, and the hash of that.

    A supplement is a further one, with the next number.
    """

    __tablename__ = "handed_in"
    __table_args__ = (sa.UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    late_days: Mapped[int] = mapped_column(default=0)  # working days after it was due
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    report: Mapped[Report] = relationship(back_populates="handed_in")
    by: Mapped[Person] = relationship()


class ReportFile(Base):
    """A file that goes with a report, until it is taken away."""

    __tablename__ = "report_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    report: Mapped[Report] = relationship()
    file: Mapped[StoredFile] = relationship()

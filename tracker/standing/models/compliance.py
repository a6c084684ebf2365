"""The list of units that did not comply in a period, and what they say to it before it is closed."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import Document, RegisteredNumber, Signer, StoredFile
from tracker.office.models import Person, Programme, Unit


class ListState(StrEnum):
    """States of a compliance list; moves in `rules.LIST_MOVES`."""

    DRAFT = "draft"
    SENT = "sent"  # to the units named, each may reply
    LOCKED = "locked"


class Breach(StrEnum):
    """What is told of a unit."""

    REPORT_MISSING = "report_missing"
    REPORT_LATE = "report_late"
    REPORT_UNEXPLAINED = "report_unexplained"  # late, and no word why
    PART_OVERDUE = "part_overdue"
    PART_LATE = "part_late"


class Decision(StrEnum):
    """What becomes of an entry, once its unit has had its say."""

    OPEN = "open"
    KEPT = "kept"
    TAKEN_OFF = "taken_off"


class ComplianceList(Base, Versioned):
    """The list of one period (written as `core.periods.Period` writes it) of a programme.

    A correction is a further list with the next `edition` that `corrects` the one before. `sha256` is of the entries as
    they were locked; `number` is what it got from its register, `document` the paper that went out under it.
    """

    __tablename__ = "compliance_list"
    __table_args__ = (sa.UniqueConstraint("programme_id", "period", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    period: Mapped[str] = mapped_column(sa.String(8))
    edition: Mapped[int] = mapped_column(default=1)
    corrects_id: Mapped[int | None] = mapped_column(sa.ForeignKey("compliance_list.id"))
    words: Mapped[str] = mapped_column(sa.Text, default="")  # above the list; of a correction, why
    state: Mapped[ListState] = mapped_column(word(ListState), default=ListState.DRAFT)
    facts_of: Mapped[date]  # the day whose facts it tells
    reply_by: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    number_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registered_number.id"))
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("signer.id"))
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")

    programme: Mapped[Programme] = relationship()
    document: Mapped[Document | None] = relationship()
    corrects: Mapped["ComplianceList | None"] = relationship(remote_side=[id])
    number: Mapped[RegisteredNumber | None] = relationship()
    signer: Mapped[Signer | None] = relationship()
    entries: Mapped[list["ComplianceEntry"]] = relationship(
        back_populates="compliance_list", order_by="ComplianceEntry.id"
    )


class ComplianceEntry(Base, Versioned):
    """One thing told of one unit, as the facts were: they stay as they are written here.

    `unit_id` is whose people reply: the unit itself, or whoever took over; `unit_name` is what it was called then. It
    rests on the record `subject_type`/`subject_id` (a report or a part), or on what staff know where they put it there
    `by_hand`: then `subject_id` only counts.
    """

    __tablename__ = "compliance_entry"
    __table_args__ = (
        sa.UniqueConstraint("list_id", "unit_id", "breach", "subject_type", "subject_id"),
        sa.Index(None, "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(sa.ForeignKey("compliance_list.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    unit_name: Mapped[str] = mapped_column(sa.String(200))  # as it was called in the period
    breach: Mapped[Breach] = mapped_column(word(Breach))
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int]
    by_hand: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(sa.String(500))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    days_late: Mapped[int] = mapped_column(default=0)  # working days
    explanation: Mapped[str] = mapped_column(sa.Text, default="")  # the unit's, given when it handed in
    decision: Mapped[Decision] = mapped_column(word(Decision), default=Decision.OPEN)
    decided_words: Mapped[str] = mapped_column(sa.Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    compliance_list: Mapped[ComplianceList] = relationship(back_populates="entries")
    unit: Mapped[Unit] = relationship()
    replies: Mapped[list["ComplianceReply"]] = relationship(back_populates="entry", order_by="ComplianceReply.id")


class ComplianceReply(Base):
    """What a unit's head says to an entry, with what shows it. Only ever added to: the last one counts."""

    __tablename__ = "compliance_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("compliance_entry.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    entry: Mapped[ComplianceEntry] = relationship(back_populates="replies")
    by: Mapped[Person] = relationship()
    files: Mapped[list["ComplianceFile"]] = relationship(back_populates="reply", order_by="ComplianceFile.id")


class ComplianceFile(Base):
    """A file that shows what a reply says."""

    __tablename__ = "compliance_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("compliance_reply.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))

    reply: Mapped[ComplianceReply] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()

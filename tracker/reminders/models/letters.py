"""Letters in which a committee asks units for what they owe (công văn đôn đốc)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, word
from tracker.core.owed import OwedKind
from tracker.documents.models import RegisteredNumber, Signer
from tracker.office.models import Programme


class ChasingLetter(Base):
    """One letter to all units that owe something of a selection. Its number is taken when it is to be signed.

    `answer_by` is the day until which the units are asked to do it, `words` what the office says besides.
    """

    __tablename__ = "chasing_letter"
    __table_args__ = (sa.Index(None, "programme_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[date | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("signer.id"))
    number_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registered_number.id"))
    issued_on: Mapped[date | None]

    programme: Mapped[Programme] = relationship()
    signer: Mapped[Signer | None] = relationship()
    number: Mapped[RegisteredNumber | None] = relationship()
    items: Mapped[list["ChasedItem"]] = relationship(order_by="ChasedItem.id")


class ChasedItem(Base):
    """What one unit owed when the letter was written, as it was called and counted then.

    `days_left` are working days on that day, negative when the deadline had passed.
    """

    __tablename__ = "chased_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("chasing_letter.id"), index=True)
    kind: Mapped[OwedKind] = mapped_column(word(OwedKind))
    record_id: Mapped[int]
    page_id: Mapped[int]
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    unit_name: Mapped[str] = mapped_column(sa.String(200))
    title: Mapped[str] = mapped_column(sa.Text)
    detail: Mapped[str] = mapped_column(sa.Text, default="")
    due_on: Mapped[date | None]
    days_left: Mapped[int | None]

"""Reviews of a programme over chosen periods (sơ kết, tổng kết)."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import RegisteredNumber
from tracker.office.models import Person, Programme


class ReviewKind(StrEnum):
    """What is looked back on."""

    INTERIM = "interim"  # sơ kết
    FINAL = "final"  # tổng kết


class ProgrammeReview(Base, Versioned):
    """A programme looked back on, from a quarter to a quarter ("2026-Q1"). Its figures are counted anew each time."""

    __tablename__ = "programme_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    kind: Mapped[ReviewKind] = mapped_column(word(ReviewKind))
    title: Mapped[str] = mapped_column(sa.String(300))
    first_quarter: Mapped[str] = mapped_column(sa.String(8))
    last_quarter: Mapped[str] = mapped_column(sa.String(8))
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    number_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registered_number.id"))
    issued_on: Mapped[date | None]

    programme: Mapped[Programme] = relationship()
    number: Mapped[RegisteredNumber | None] = relationship()
    sections: Mapped[list["ReviewSection"]] = relationship(back_populates="review", order_by="ReviewSection.position")


class ReviewSection(Base, Versioned):
    """One section as staff wrote it. `figures` names what the tracker puts below the words, from `rules.reviews`.

    `gathered` is the hash of the units' words that it was made of, as for the quarter's report.
    """

    __tablename__ = "review_section"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("programme_review.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(300))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    figures: Mapped[str] = mapped_column(sa.String(20), default="")
    gathered: Mapped[str] = mapped_column(sa.String(64), default="")
    ended: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))  # who wrote last; nobody yet
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    by: Mapped[Person | None] = relationship()
    review: Mapped[ProgrammeReview] = relationship(back_populates="sections")

"""Year-end ratings, and the schemes that they go by."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import StoredFile
from tracker.office.models import Person, Programme, Unit


class RatingScheme(Base, Versioned):
    """By what units are rated, from a year on: dated data. A shipped one is `key`; the office may add its own.

    `content` holds levels and what each demands, as `rules.schemes.Scheme` reads it. It is never changed: mended, a
    scheme gets the next `edition`, and what was proposed by an earlier one says so.
    """

    __tablename__ = "rating_scheme"
    __table_args__ = (sa.UniqueConstraint("key", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40))
    edition: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(sa.String(300))
    source: Mapped[str] = mapped_column(sa.String(500), default="")  # the decrees that it follows
    first_year: Mapped[int]
    last_year: Mapped[int | None]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    ended_on: Mapped[date | None]


class RatingState(StrEnum):
    """States of a rating; moves in `rules.RATING_MOVES`."""

    PROPOSED = "proposed"  # staff look at it alone
    SENT = "sent"  # the unit may reply
    DECIDED = "decided"


class Rating(Base, Versioned):
    """One unit's rating of one year. `figures` and `evidence` are as they were when it was proposed, or proposed anew.

    `asked` are the figures that no scheme can know, as staff entered them, each with its words. `level` is a key of
    the scheme's; the decided one may differ, with a reason. `speakers` are the units whose heads speak for it, set by
    `queries.ratings.get_rating` for one day; they are not stored.
    """

    __tablename__ = "rating"
    __allow_unmapped__ = True  # for `speakers`
    __table_args__ = (sa.UniqueConstraint("programme_id", "year", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    year: Mapped[int]
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    unit_name: Mapped[str] = mapped_column(sa.String(200))  # as it was called at the year's end
    scheme_id: Mapped[int] = mapped_column(sa.ForeignKey("rating_scheme.id"))
    state: Mapped[RatingState] = mapped_column(word(RatingState), default=RatingState.PROPOSED)
    facts_of: Mapped[date]
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    evidence: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # figure: what it was counted of
    asked: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    proposed_level: Mapped[str] = mapped_column(sa.String(40), default="")
    reply_by: Mapped[date | None]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    level: Mapped[str] = mapped_column(sa.String(40), default="")
    decided_words: Mapped[str] = mapped_column(sa.Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    programme: Mapped[Programme] = relationship()
    unit: Mapped[Unit] = relationship()
    scheme: Mapped[RatingScheme] = relationship()
    speakers: frozenset[int] = frozenset()
    replies: Mapped[list["RatingReply"]] = relationship(back_populates="rating", order_by="RatingReply.id")


class RatingReply(Base):
    """What a unit's head says to the level proposed: `agrees`, or why not. Only ever added to."""

    __tablename__ = "rating_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    rating_id: Mapped[int] = mapped_column(sa.ForeignKey("rating.id"), index=True)
    agrees: Mapped[bool]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    rating: Mapped[Rating] = relationship(back_populates="replies")
    by: Mapped[Person] = relationship()
    files: Mapped[list["RatingFile"]] = relationship(back_populates="reply", order_by="RatingFile.id")


class RatingFile(Base):
    """A file that shows what a reply says."""

    __tablename__ = "rating_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("rating_reply.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))

    reply: Mapped[RatingReply] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()

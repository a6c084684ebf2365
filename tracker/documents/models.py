"""Official documents, what they cite, and stored files."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word


class PaperStyle(StrEnum):
    """By whose rules a paper is set."""

    STATE = "state"  # Decree 30/2020/NĐ-CP, Annex I
    PARTY = "party"  # Guideline 36-HD/VPTW


class RegisterReset(StrEnum):
    """When a register of numbers begins again with 01."""

    YEARLY = "yearly"
    TERM = "term"  # of the committee: staff begin a new term


class StoredFile(Base):
    """A file kept under `instance/files/`, named by its SHA-256; never changed, never sent out under its own type."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(255))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Document(Base, Versioned):
    """An official document. `notation` is number and signs as printed ("26-KH/HU"); `text` is what was read of it.

    `confirmed` is false while staff still review what was read of it: the units do not see it before.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    type_name: Mapped[str] = mapped_column(sa.String(100))
    notation: Mapped[str] = mapped_column(sa.String(60), default="")
    issued_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(sa.String(200), default="")
    subject: Mapped[str] = mapped_column(sa.String(1000), default="")
    signer: Mapped[str] = mapped_column(sa.String(200), default="")
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"))
    confirmed: Mapped[bool] = mapped_column(default=True)

    file: Mapped[StoredFile | None] = relationship()
    citations: Mapped[list["Citation"]] = relationship(order_by="Citation.position")

    @property
    def label(self) -> str:
        """How people speak of it: "Kế hoạch 118-KH/BCĐ"."""
        return f"{self.type_name} {self.notation}".strip()


class Citation(Base):
    """A legal basis of a document: the paragraph, and the notations that it cites."""

    __tablename__ = "citation"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    notations: Mapped[list[str]] = mapped_column(sa.JSON, default=list)


class Letterhead(Base, Versioned):
    """How a programme's committee writes: its style, the body above it, its own name, its place, its sign ("BCĐ").

    `superior` and `issuer` are lines as they stand in the head, in capitals there; `drafter` is who drafts ("VP").
    """

    __tablename__ = "letterhead"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), unique=True)
    style: Mapped[PaperStyle] = mapped_column(word(PaperStyle))
    superior: Mapped[str] = mapped_column(sa.String(200), default="")
    issuer: Mapped[str] = mapped_column(sa.String(200))
    place: Mapped[str] = mapped_column(sa.String(100))
    sign: Mapped[str] = mapped_column(sa.String(30))
    drafter: Mapped[str] = mapped_column(sa.String(60), default="")


class Signer(Base, Versioned):
    """Who signs for a programme's committee: with what authority ("TM. BAN CHỈ ĐẠO"), in which office, by name."""

    __tablename__ = "signer"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    authority: Mapped[str] = mapped_column(sa.String(300))  # lines, the first of them first
    position: Mapped[str] = mapped_column(sa.String(200))
    full_name: Mapped[str] = mapped_column(sa.String(120))
    ended_on: Mapped[date | None]


class NumberRegister(Base, Versioned):
    """A run of numbers for some types of documents ("BC", "TB"), or (none) for all that have no register of their own.

    `term` is the year of a yearly one, else the number of the committee's term.
    """

    __tablename__ = "number_register"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    types: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    reset: Mapped[RegisterReset] = mapped_column(word(RegisterReset))
    term: Mapped[int]
    ended_on: Mapped[date | None]


class RegisteredNumber(Base):
    """A number that was taken: no other paper of the register's term can have it."""

    __tablename__ = "registered_number"
    __table_args__ = (sa.UniqueConstraint("register_id", "term", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[int] = mapped_column(sa.ForeignKey("number_register.id"))
    term: Mapped[int]
    number: Mapped[int]
    notation: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(300), default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

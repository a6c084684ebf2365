"""Official documents, what they cite, and stored files."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned


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

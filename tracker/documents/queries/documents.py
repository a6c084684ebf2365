"""Reading the register of documents."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload, undefer

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.documents.models import Document
from tracker.documents.policy import visible_to
from tracker.office.models import Person


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as the register lists it."""

    id: int
    type_name: str
    notation: str
    issued_on: date | None
    issuer: str
    subject: str

    @property
    def label(self) -> str:
        """How people speak of it: "Kế hoạch 118-KH/BCĐ"."""
        return f"{self.type_name} {self.notation}".strip()


def get_document(document_id: int) -> Document | None:
    """A document with its text, its file and what it cites."""
    return db.session.scalar(
        sa.select(Document)
        .where(Document.id == document_id)
        .options(undefer(Document.text), joinedload(Document.file), selectinload(Document.citations))
    )


def documents_seen_by(person: Person, *, programme_id: int, words: str = "") -> list[DocumentRow]:
    """The register of a programme as a person may see it, newest first; words are found with or without marks.

    A programme has some hundreds of documents at most, so that the words are looked for here.
    """
    rows = db.session.execute(
        sa.select(
            Document.id, Document.type_name, Document.notation, Document.issued_on, Document.issuer, Document.subject
        )
        .where(Document.programme_id == programme_id, visible_to(person))
        .order_by(Document.issued_on.is_(None).desc(), Document.issued_on.desc(), Document.id.desc())
    )
    wanted = fold(words).split()
    found = [DocumentRow(*row) for row in rows]
    return [row for row in found if all(word in _said(row) for word in wanted)]


def _said(row: DocumentRow) -> str:
    return fold(f"{row.type_name} {row.notation} {row.issuer} {row.subject}")

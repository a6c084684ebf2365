"""What is done to documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker import audit
from tracker.core.db import db
from tracker.core.errors import ChangedMeanwhile
from tracker.documents import files
from tracker.documents.models import Citation, Document, StoredFile
from tracker.office.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What stands at the head and the foot of an official document; what it does not say is empty."""

    type_name: str
    notation: str = ""
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""
    signer: str = ""


def store_file(data: bytes, name: str, *, by: Person | None, at: datetime) -> StoredFile:
    """Keep a file: its bytes are on the disk before its row can be saved. `name` is what people called it."""
    stored = StoredFile(name=files.plain_name(name), sha256=files.keep(data), size=len(data), stored_at=at)
    db.session.add(stored)
    audit.record("file.stored", subject=stored, by=by, at=at, file=stored.name, size=stored.size, sha256=stored.sha256)
    return stored


def register_document(
    facts: DocumentFacts,
    *,
    programme_id: int,
    by: Person | None,
    at: datetime,
    text: str = "",
    file: StoredFile | None = None,
    confirmed: bool = True,
) -> Document:
    """Enter a document in the register. Until it is `confirmed`, only those who run the programme see it."""
    document = Document(programme_id=programme_id, text=text, file=file, confirmed=confirmed)
    _write(document, facts)
    db.session.add(document)
    audit.record("document.registered", subject=document, by=by, at=at, document=document.label)
    return document


def edit_document(document: Document, facts: DocumentFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend what stands at its head; `seen` is the version that the person had before them. Raises ChangedMeanwhile."""
    if document.version != seen:
        raise ChangedMeanwhile
    before = document.label
    _write(document, facts)
    audit.record(
        "document.edited", subject=document, by=by, at=at, document=document.label, old=before, date=document.issued_on
    )


def confirm_document(document: Document, *, by: Person, at: datetime) -> None:
    """Let the units see it: something of it has been accepted."""
    if not document.confirmed:
        document.confirmed = True
        audit.record("document.confirmed", subject=document, by=by, at=at, document=document.label)


def add_citation(document: Document, text: str, *, notations: Sequence[str], by: Person, at: datetime) -> Citation:
    """Note a legal basis: its paragraph, and the numbers of the documents that it cites."""
    citation = Citation(position=len(document.citations) + 1, text=text, notations=list(notations))
    document.citations.append(citation)
    audit.record("document.cited", subject=citation, story=document, by=by, at=at, notations=citation.notations)
    return citation


def _write(document: Document, facts: DocumentFacts) -> None:
    document.type_name, document.notation = facts.type_name, facts.notation
    document.issued_on, document.issuer = facts.issued_on, facts.issuer
    document.subject, document.signer = facts.subject, facts.signer

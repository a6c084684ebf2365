"""Taking a file in: its text is read, its proposals are laid before staff."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import db
from tracker.documents import services as documents
from tracker.documents.services import DocumentFacts
from tracker.intake import queries
from tracker.intake.models import Intake, IntakeItem, IntakeState, ItemKind, ItemState
from tracker.intake.proposals import Proposed, propose, year_of
from tracker.intake.rules import NothingToTakeIn
from tracker.office.models import Person, Programme
from tracker.reading import Draft, read_document
from tracker.reading.files import extract_text

NAMELESS = "Văn bản"  # a document whose type was not read


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file and what was read of it; nothing is stored yet."""

    data: bytes
    name: str
    sha256: str
    text: str
    draft: Draft
    proposals: tuple[Proposed, ...]


def take_in(data: bytes, file_name: str, *, programme: Programme, by: Person, at: datetime) -> Intake:
    """Read a file and propose what it says. The same file again gives the intake that is there.

    Raises FileRefused and NothingToTakeIn; then nothing is stored.
    """
    return enter(read_file(data, file_name), programme=programme, by=by, at=at)


def read_file(data: bytes, file_name: str) -> FileRead:
    """The first half: needs no database, so that nobody waits for it. Raises FileRefused and NothingToTakeIn."""
    text = extract_text(data, file_name)
    draft = read_document(text)
    proposals = propose(draft)
    if not draft.tasks and not draft.targets and not draft.meetings:
        raise NothingToTakeIn
    return FileRead(data, file_name, hashlib.sha256(data).hexdigest(), text, draft, tuple(proposals))


def enter(read: FileRead, *, programme: Programme, by: Person, at: datetime) -> Intake:
    """The second half: keep the file, enter the document, lay its proposals before staff."""
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme.id).with_for_update())
    known = queries.same_file(read.sha256, programme_id=programme.id)
    if known is not None:
        return known
    stored = documents.store_file(read.data, read.name, by=by, at=at)
    document = documents.register_document(
        _head(read.draft),
        programme_id=programme.id,
        text=read.text,
        file=stored,
        confirmed=False,
        by=by,
        at=at,
    )
    intake = Intake(
        programme_id=programme.id,
        document=document,
        sha256=read.sha256,
        kind=read.draft.kind,
        year=year_of(read.draft),
        doubts=list(read.draft.doubts),
        state=IntakeState.OPEN,
        at=at,
    )
    intake.items = [_item(position, proposed) for position, proposed in enumerate(read.proposals, start=1)]
    db.session.add(intake)
    audit.record("intake.opened", subject=intake, by=by, at=at, file=stored.name, items=len(intake.items))
    return intake


def _head(draft: Draft) -> DocumentFacts:
    return DocumentFacts(
        type_name=(draft.doc_type or NAMELESS)[:100],
        notation=(draft.number or "")[:60],
        issued_on=draft.date,
        issuer=(draft.issuer or "")[:200],
        subject=(draft.title or "")[:1000],
        signer=(draft.signer or "")[:200],
    )


def _item(position: int, proposed: Proposed) -> IntakeItem:
    return IntakeItem(
        position=position,
        kind=ItemKind(proposed.kind),
        proposal=proposed.facts,
        start=proposed.span[0],
        end=proposed.span[1],
        sure=proposed.sure,
        doubts=list(proposed.doubts),
        state=ItemState.PROPOSED,
    )

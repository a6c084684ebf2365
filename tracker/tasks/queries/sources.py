"""Which documents a task can come from."""

from dataclasses import dataclass

from tracker.core.db import db
from tracker.documents.models import Document
from tracker.documents.queries import DocumentRow, documents_seen_by
from tracker.office.models import Person
from tracker.plans.models import Plan
from tracker.plans.queries import plan_of_document

MOST_OF_SUBJECT = 80  # signs, in a line to choose from


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and the plan that it issues, if it issues one."""

    document: Document | None
    plan: Plan | None

    @property
    def plan_id(self) -> int | None:
        """The plan's number."""
        return self.plan.id if self.plan is not None else None


def source_choices(person: Person, *, programme_id: int) -> list[tuple[str, str]]:
    """The documents of a programme as a form offers them, newest first: number and label."""
    rows = documents_seen_by(person, programme_id=programme_id)
    return [(str(row.id), ", ".join(filter(None, _parts_of_label(row)))) for row in rows]


def _parts_of_label(row: DocumentRow) -> tuple[str, ...]:
    issued = f"{row.issued_on:%d/%m/%Y}" if row.issued_on is not None else ""
    return row.label, issued, row.subject[:MOST_OF_SUBJECT]


def source_of(document_id: int | None) -> Source:
    """The document of that number."""
    if document_id is None:
        return Source(None, None)
    return Source(db.session.get(Document, document_id), plan_of_document(document_id))

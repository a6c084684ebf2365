"""Reading plans."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.core.db import db
from tracker.documents.models import Document
from tracker.office.models import Person, Programme
from tracker.plans.models import Plan, Target
from tracker.plans.policy import visible_to


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan as the list shows it."""

    id: int
    year: int
    type_name: str
    notation: str
    issued_on: date | None
    issuer: str
    subject: str
    targets: int

    @property
    def label(self) -> str:
        """How people speak of its document."""
        return f"{self.type_name} {self.notation}".strip()


def get_plan(plan_id: int) -> Plan | None:
    """A plan with its document, what that cites, and its programme's members."""
    return db.session.scalar(
        sa.select(Plan)
        .where(Plan.id == plan_id)
        .options(
            joinedload(Plan.document).selectinload(Document.citations),
            joinedload(Plan.programme).selectinload(Programme.members),
        )
    )


def plan_of_document(document_id: int) -> Plan | None:
    """The plan that a document issues."""
    return db.session.scalar(sa.select(Plan).where(Plan.document_id == document_id))


def plans_seen_by(person: Person, *, programme_id: int) -> list[PlanRow]:
    """The plans of a programme, newest year first, with how many targets each sets."""
    targets = sa.select(Target.plan_id, sa.func.count().label("count")).group_by(Target.plan_id).subquery()
    rows = db.session.execute(
        sa.select(
            Plan.id,
            Plan.year,
            Document.type_name,
            Document.notation,
            Document.issued_on,
            Document.issuer,
            Document.subject,
            sa.func.coalesce(targets.c.count, 0),
        )
        .join(Document, Document.id == Plan.document_id)
        .outerjoin(targets, targets.c.plan_id == Plan.id)
        .where(Plan.programme_id == programme_id, visible_to(person))
        .order_by(Plan.year.desc(), Plan.id.desc())
    )
    return [PlanRow(*row) for row in rows]

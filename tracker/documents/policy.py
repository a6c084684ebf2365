"""Who may see documents."""

import sqlalchemy as sa

from tracker.core.db import db
from tracker.documents.models import Document
from tracker.office.models import Person, ProgrammeMember


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme; the list itself holds only what they may see."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """Documents of the programmes that a person observes or their unit is a member of.

    One that is still being taken in, only for those who run the programme.
    """
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    concerned = Document.programme_id.in_(person.observed_programme_ids) | Document.programme_id.in_(member_of)
    run = [programme_id for programme_id in person.observed_programme_ids if person.runs(programme_id)]
    return concerned & (Document.confirmed | Document.programme_id.in_(run))


def can_view(person: Person, document: Document) -> bool:
    """The same for one document."""
    return bool(db.session.scalar(sa.select(Document.id).where(Document.id == document.id, visible_to(person))))

"""Who may see documents, and say how the office's papers look."""

import sqlalchemy as sa

from tracker.core.db import db
from tracker.documents.models import Document, NumberRegister, Signer
from tracker.office.models import Person, Programme, ProgrammeMember


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


def can_see_papers(person: Person) -> bool:
    """Admin, and whoever observes or runs some programme: how its papers look is no secret to them."""
    return person.is_admin or bool(person.observed_programme_ids)


def can_view_papers(person: Person, programme: Programme) -> bool:
    """The same of one programme."""
    return person.is_admin or person.observes(programme.id)


def can_set_papers(person: Person, programme: Programme) -> bool:
    """Admin, staff and chair, while the programme runs."""
    return programme.ended_on is None and (person.is_admin or person.runs(programme.id))


def can_view_signer(person: Person, signer: Signer) -> bool:
    """As the papers of their programme."""
    return can_view_papers(person, db.session.get_one(Programme, signer.programme_id))


def can_set_signer(person: Person, signer: Signer) -> bool:
    """As the papers of their programme."""
    return can_set_papers(person, db.session.get_one(Programme, signer.programme_id))


def can_view_register(person: Person, register: NumberRegister) -> bool:
    """As the papers of its programme."""
    return can_view_papers(person, db.session.get_one(Programme, register.programme_id))


def can_set_register(person: Person, register: NumberRegister) -> bool:
    """As the papers of its programme."""
    return can_set_papers(person, db.session.get_one(Programme, register.programme_id))

"""Reading people."""

from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.office.models import Person, Power, Programme, Role, RoleKind
from tracker.office.queries.roles import in_force
from tracker.office.rules import PROGRAMME_ROLES

_TODAY = sa.bindparam("today", type_=sa.Date)
_IS_OVER = sa.func.coalesce(Programme.ended_on <= _TODAY, sa.false())
_POWERS = (
    sa.select(Role.kind, Role.unit_id, Role.programme_id, Role.auditor, _IS_OVER)
    .outerjoin(Programme, Programme.id == Role.programme_id)
    .where(Role.person_id == sa.bindparam("person_id"), in_force(_TODAY))
)


def get_person(person_id: int, today: date) -> Person | None:
    """A person who has not left, with the powers of that day. Who ran a programme that has ended may read it."""
    person = db.session.get(Person, person_id)
    if person is None or (person.ended_on is not None and person.ended_on <= today):
        return None
    held = db.session.execute(_POWERS, {"person_id": person_id, "today": today})
    person.powers = tuple(
        Power(_left(kind, over=over), unit_id, programme_id, auditor)
        for kind, unit_id, programme_id, auditor, over in held
    )
    return person


def _left(kind: RoleKind, *, over: bool) -> RoleKind:
    """What is left of a role in a programme when that is over: to read it."""
    return RoleKind.OBSERVER if over and kind in PROGRAMME_ROLES else kind


def find_person(person_id: int) -> Person | None:
    """The person of that number, whether they have left or not; without powers."""
    return db.session.get(Person, person_id)


def person_with_email(email: str, *, on: date) -> Person | None:
    """Whoever has that address, of those who are here."""
    here = sa.or_(Person.ended_on.is_(None), Person.ended_on > on)
    return db.session.scalar(sa.select(Person).where(Person.email == email, here).limit(1))

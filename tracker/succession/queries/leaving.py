"""What a person who leaves passes on, and what stays under their name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.office.models import Person, Role, RoleKind, Unit
from tracker.office.queries import RoleRow, roles_by_person
from tracker.tasks.models import Assignment, ProgressUpdate
from tracker.tasks.rules import UNFINISHED


@dataclass(frozen=True, slots=True)
class Leaves:
    """Roles that can pass on; how many parts of their units are open; how much stays under their name."""

    roles: Sequence[RoleRow]
    open_parts: int
    updates: int
    acts: int


def what_leaves(person: Person, *, on: date) -> Leaves:
    """Everything that handing over concerns, from that day on."""
    units = sa.select(Role.unit_id).where(
        Role.person_id == person.id,
        Role.kind.in_((RoleKind.OFFICER, RoleKind.HEAD)),
        sa.or_(Role.valid_to.is_(None), Role.valid_to >= on),
    )

    def count(query: sa.Select[int]) -> int:
        return db.session.scalar(query) or 0

    return Leaves(
        roles=roles_by_person([person.id], on=on, over=False).get(person.id, []),
        open_parts=count(
            sa.select(sa.func.count(Assignment.id)).where(
                Assignment.unit_id.in_(units), Assignment.state.in_(UNFINISHED)
            )
        ),
        updates=count(sa.select(sa.func.count(ProgressUpdate.id)).where(ProgressUpdate.by_id == person.id)),
        acts=count(sa.select(sa.func.count(AuditEvent.id)).where(AuditEvent.by_id == person.id)),
    )


def people_who_stay(leaver: Person, *, on: date) -> list[tuple[int, str]]:
    """Whoever could take over: all who are here on that day, with their unit, by given name."""
    rows = db.session.execute(
        sa.select(Person.id, Person.full_name, Unit.name)
        .join(Unit, Unit.id == Person.unit_id)
        .where(Person.id != leaver.id, sa.or_(Person.ended_on.is_(None), Person.ended_on > on))
        .order_by(Person.sort_key, Person.id)
    )
    return [(person_id, f"{name} – {unit}") for person_id, name, unit in rows]

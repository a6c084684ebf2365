"""Reading what people may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from tracker.core.db import db
from tracker.office.models import Person, Programme, Role, RoleKind, Unit


def find_role(role_id: int) -> Role | None:
    """The role of that number."""
    return db.session.get(Role, role_id)


def roles_held(person: Person) -> Sequence[Role]:
    """All roles that a person has, had and will have, the first begun first."""
    began = Role.valid_from.is_not(None), Role.valid_from, Role.id
    return db.session.scalars(sa.select(Role).where(Role.person_id == person.id).order_by(*began)).all()


def scope_of(role: Role) -> tuple[Unit | None, Programme | None]:
    """What a role is a role in."""
    unit = db.session.get_one(Unit, role.unit_id) if role.unit_id is not None else None
    programme = db.session.get_one(Programme, role.programme_id) if role.programme_id is not None else None
    return unit, programme


def in_force(on: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """As a condition on Role: it counts on that day."""
    begun = sa.or_(Role.valid_from.is_(None), Role.valid_from <= on)
    return begun & sa.or_(Role.valid_to.is_(None), Role.valid_to >= on)


class RoleStanding(StrEnum):
    """Whether a role counts."""

    PRESENT = "present"
    COMING = "coming"
    PAST = "past"
    TAKEN_BACK = "taken_back"  # before it began, or on its first day


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role as lists show it. `scope` is what its unit or programme is called; empty for admins."""

    id: int
    person_id: int
    kind: RoleKind
    auditor: bool
    valid_from: date | None
    valid_to: date | None
    scope: str
    standing: RoleStanding


def roles_by_person(people: Sequence[int] | sa.Select[int], *, on: date, over: bool) -> dict[int, list[RoleRow]]:
    """The roles of many people, in the order in which RoleKind lists them; those that are over only where asked for."""
    wanted: sa.ColumnElement[bool] = Role.person_id.in_(people)
    if not over:
        wanted &= sa.or_(Role.valid_to.is_(None), Role.valid_to >= on)
    found: dict[int, list[RoleRow]] = {}
    for row in _rows(wanted, on):
        if over or row.standing in (RoleStanding.PRESENT, RoleStanding.COMING):
            found.setdefault(row.person_id, []).append(row)
    return found


def role_row(role: Role, *, on: date) -> RoleRow:
    """One role as lists show it."""
    return _rows(Role.id == role.id, on)[0]


def holder_of(role: Role) -> Person:
    """Whose it is."""
    return db.session.get_one(Person, role.person_id)


def _rows(wanted: sa.ColumnElement[bool], on: date) -> list[RoleRow]:
    places = sa.case({kind.value: place for place, kind in enumerate(RoleKind)}, value=sa.cast(Role.kind, sa.String))
    scope = sa.func.coalesce(Unit.name, Programme.short_name, "")
    columns = (Role.id, Role.person_id, Role.kind, Role.auditor, Role.valid_from, Role.valid_to, scope)
    query = (
        sa.select(*columns)
        .outerjoin(Unit, Unit.id == Role.unit_id)
        .outerjoin(Programme, Programme.id == Role.programme_id)
        .where(wanted)
        .order_by(places, scope, Role.id)
    )
    return [RoleRow(*row, _standing(row.valid_from, row.valid_to, on)) for row in db.session.execute(query)]


def _standing(first: date | None, last: date | None, on: date) -> RoleStanding:
    if first is not None and last is not None and last < first:
        return RoleStanding.TAKEN_BACK
    if first is not None and first > on:
        return RoleStanding.COMING
    return RoleStanding.PAST if last is not None and last < on else RoleStanding.PRESENT

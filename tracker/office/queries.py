"""Reading the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.core.db import db
from tracker.office.models import (
    Person,
    Power,
    Programme,
    ProgrammeMember,
    Role,
    Unit,
    UnitGroup,
    UnitKind,
    UnitName,
)
from tracker.office.naming import NameBook


def get_unit(unit_id: int) -> Unit | None:
    """The unit of that number."""
    return db.session.get(Unit, unit_id)


def get_programme(programme_id: int) -> Programme | None:
    """The programme of that number."""
    return db.session.get(Programme, programme_id)


def first_programme() -> Programme | None:
    """The programme that the office has had for longest, of those that go on."""
    return db.session.scalar(sa.select(Programme).where(Programme.ended_on.is_(None)).order_by(Programme.id).limit(1))


def get_person(person_id: int, today: date) -> Person | None:
    """A person who has not left, with the powers of that day."""
    person = db.session.get(Person, person_id)
    if person is None or (person.ended_on is not None and person.ended_on <= today):
        return None
    rows = db.session.execute(
        sa.select(Role.kind, Role.unit_id, Role.programme_id, Role.auditor).where(
            Role.person_id == person_id,
            sa.or_(Role.valid_from.is_(None), Role.valid_from <= today),
            sa.or_(Role.valid_to.is_(None), Role.valid_to >= today),
        )
    )
    person.powers = tuple(Power(*row) for row in rows)
    return person


def programmes_of(person: Person) -> Sequence[Programme]:
    """The programmes that concern a person: observed, or with their unit as a member."""
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    everything: sa.ColumnElement[bool] = Programme.ended_on.is_(None)
    if not person.is_admin:
        everything = everything & (Programme.id.in_(person.observed_programme_ids) | Programme.id.in_(member_of))
    return db.session.scalars(sa.select(Programme).where(everything).order_by(Programme.id)).all()


def members_of(programme_id: int, *, on: date) -> Sequence[Unit]:
    """The units of a programme that exist on that day, by kind and name."""
    return db.session.scalars(
        sa.select(Unit)
        .join(ProgrammeMember, ProgrammeMember.unit_id == Unit.id)
        .where(ProgrammeMember.programme_id == programme_id, _exists(on))
        .order_by(by_kind(), Unit.sort_key)
    ).all()


def groups() -> Sequence[UnitGroup]:
    """All groups, by name."""
    return db.session.scalars(
        sa.select(UnitGroup).options(selectinload(UnitGroup.listed)).order_by(UnitGroup.name)
    ).all()


def expand(group: UnitGroup, *, programme_id: int, on: date) -> list[Unit]:
    """The units that a group means in a programme on a day."""
    listed = {unit.id for unit in group.listed}
    return [unit for unit in members_of(programme_id, on=on) if unit.kind in group.kinds or unit.id in listed]


def name_book(*, on: date, programme_id: int | None = None) -> NameBook:
    """All names by which units that exist on a day, and groups, are called; of a programme, its members alone."""
    exists = sa.select(Unit.id).where(_exists(on))
    if programme_id is not None:
        members = sa.select(ProgrammeMember.unit_id).where(ProgrammeMember.programme_id == programme_id)
        exists = exists.where(Unit.id.in_(members))
    names = db.session.execute(
        sa.select(Unit.id, Unit.name)
        .where(Unit.id.in_(exists))
        .union_all(
            sa.select(Unit.id, Unit.short_name).where(Unit.id.in_(exists)),
            sa.select(UnitName.unit_id, UnitName.name).where(UnitName.unit_id.in_(exists)),
        )
    ).all()
    called = [(group.id, name) for group in groups() for name in (group.name, *group.other_names)]
    return NameBook([(unit_id, name) for unit_id, name in names if name], called)


def by_kind() -> sa.Case[int]:
    """Units in the order in which an office lists them: committees, departments, communes, and so on."""
    return sa.case({kind.value: place for place, kind in enumerate(UnitKind)}, value=sa.cast(Unit.kind, sa.String))


def _exists(on: date) -> sa.ColumnElement[bool]:
    begun = sa.or_(Unit.began_on.is_(None), Unit.began_on <= on)
    return begun & sa.or_(Unit.ended_on.is_(None), Unit.ended_on > on)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the list of units shows it."""

    id: int
    name: str
    short_name: str
    kind: UnitKind
    people: int


def units(*, on: date) -> list[UnitRow]:
    """All units that exist on a day, by kind and name, with how many people act for each."""
    people = (
        sa.select(Person.unit_id, sa.func.count().label("people"))
        .where(Person.ended_on.is_(None))
        .group_by(Person.unit_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name, Unit.short_name, Unit.kind, sa.func.coalesce(people.c.people, 0))
        .outerjoin(people, people.c.unit_id == Unit.id)
        .where(_exists(on))
        .order_by(by_kind(), Unit.sort_key)
    )
    return [UnitRow(*row) for row in rows]

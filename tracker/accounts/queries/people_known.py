"""All that rows about people are judged by, in a few queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.accounts.models import Account
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.office import queries as office
from tracker.office.models import Person, Programme, Role, RoleKind, Unit, UnitName
from tracker.office.naming import NameBook

Held = tuple[RoleKind, int | None, int | None]  # kind, unit, programme


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is here."""

    id: int
    full_name: str
    position: str
    unit_id: int
    phone: str
    email: str
    sign_in_name: str

    @property
    def looks(self) -> tuple[str, int]:
        """What tells somebody without an address apart."""
        return fold(self.full_name), self.unit_id


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Who is here, by what tells them apart; the office's units and programmes by their names."""

    by_email: Mapping[str, KnownPerson]
    by_sign_in_name: Mapping[str, KnownPerson]
    by_looks: Mapping[tuple[str, int], list[KnownPerson]]
    names_taken: Collection[str]  # to sign in with, of those who have left too
    held: Mapping[int, set[Held]]
    units: NameBook
    ended_units: NameBook
    unit_names: Mapping[int, str]
    programmes: Mapping[str, tuple[int, str]]  # folded: number, short name


def known_people(*, on: date) -> KnownPeople:
    """As things stand on a day."""
    columns = (Person.id, Person.full_name, Person.position, Person.unit_id, Person.phone, Person.email)
    named = sa.func.coalesce(Account.sign_in_name, "")
    here = sa.or_(Person.ended_on.is_(None), Person.ended_on > on)
    found = db.session.execute(
        sa.select(*columns, named).outerjoin(Account, Account.person_id == Person.id).where(here)
    )
    people = [KnownPerson(*row) for row in found]
    by_looks: dict[tuple[str, int], list[KnownPerson]] = {}
    for person in people:
        by_looks.setdefault(person.looks, []).append(person)
    return KnownPeople(
        by_email={person.email: person for person in people if person.email},
        by_sign_in_name={person.sign_in_name: person for person in people if person.sign_in_name},
        by_looks=by_looks,
        names_taken=set(db.session.scalars(sa.select(Account.sign_in_name))),
        held=_held(on),
        units=office.name_book(on=on),
        ended_units=_gone(on),
        unit_names=dict(db.session.execute(sa.select(Unit.id, Unit.name)).all()),
        programmes=_programmes(),
    )


def _gone(on: date) -> NameBook:
    """The official names of units that do not exist on that day."""
    names = sa.select(UnitName.unit_id, UnitName.name).join(Unit, Unit.id == UnitName.unit_id)
    gone = db.session.execute(names.where(UnitName.official, sa.not_(office.exists_on(on))))
    return NameBook([(unit_id, name) for unit_id, name in gone], [])


def _held(on: date) -> dict[int, set[Held]]:
    """The roles that have not ended."""
    columns = (Role.person_id, Role.kind, Role.unit_id, Role.programme_id)
    held: dict[int, set[Held]] = {}
    rows = db.session.execute(sa.select(*columns).where(sa.or_(Role.valid_to.is_(None), Role.valid_to >= on)))
    for person_id, kind, unit_id, programme_id in rows:
        held.setdefault(person_id, set()).add((kind, unit_id, programme_id))
    return held


def _programmes() -> dict[str, tuple[int, str]]:
    going = db.session.scalars(sa.select(Programme).where(Programme.ended_on.is_(None)).order_by(Programme.id)).all()
    return {fold(name): (one.id, one.short_name) for one in going for name in (one.name, one.short_name)}

"""Setting up the office."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tracker import audit
from tracker.core.db import db
from tracker.core.folding import person_key, vietnamese_key
from tracker.office.models import (
    Person,
    Programme,
    Role,
    RoleKind,
    Unit,
    UnitGroup,
    UnitKind,
    UnitName,
)


def add_unit(
    name: str,
    *,
    short_name: str,
    kind: UnitKind,
    by: Person | None,
    at: datetime,
    parent: Unit | None = None,
    other_names: Iterable[str] = (),
    valid_from: date | None = None,
) -> Unit:
    """Enter a unit under its official name; `other_names` are further ways that documents write it."""
    unit = Unit(name=name, short_name=short_name, kind=kind, sort_key=vietnamese_key(name))
    unit.parent_id = parent.id if parent is not None else None
    unit.names = [
        UnitName(name=name, short_name=short_name, official=True, valid_from=valid_from),
        *(UnitName(name=other, official=False) for other in other_names),
    ]
    db.session.add(unit)
    audit.record("unit.added", subject=unit, by=by, at=at, unit=name)
    return unit


def add_group(
    name: str,
    *,
    kinds: Sequence[UnitKind] = (),
    listed: Sequence[Unit] = (),
    other_names: Sequence[str] = (),
    by: Person | None,
    at: datetime,
) -> UnitGroup:
    """Enter a group of units: by kind, by list, or both."""
    group = UnitGroup(name=name, kinds=[kind.value for kind in kinds], other_names=list(other_names))
    group.listed = list(listed)
    db.session.add(group)
    audit.record("group.added", subject=group, by=by, at=at, group=name)
    return group


def add_programme(
    name: str, *, short_name: str, standing_unit: Unit, members: Sequence[Unit], by: Person | None, at: datetime
) -> Programme:
    """Start a programme with its standing unit and members."""
    programme = Programme(name=name, short_name=short_name, standing_unit=standing_unit)
    programme.members = list(members)
    db.session.add(programme)
    audit.record("programme.added", subject=programme, by=by, at=at, programme=name)
    return programme


def add_person(full_name: str, *, position: str, unit: Unit, by: Person | None, at: datetime) -> Person:
    """Enter a person of a unit; what they may do comes with `give_role`."""
    person = Person(full_name=full_name, sort_key=person_key(full_name), position=position, unit=unit)
    db.session.add(person)
    audit.record("person.added", subject=person, by=by, at=at, person=full_name, unit=unit.name)
    return person


def give_role(
    person: Person,
    kind: RoleKind,
    *,
    by: Person | None,
    at: datetime,
    unit: Unit | None = None,
    programme: Programme | None = None,
    valid_from: date | None = None,
) -> Role:
    """Let a person act in a unit (officer, head), a programme (staff, chair, observer) or the office (admin)."""
    role = Role(
        person_id=person.id,
        kind=kind,
        unit_id=unit.id if unit is not None else None,
        programme_id=programme.id if programme is not None else None,
        valid_from=valid_from,
    )
    db.session.add(role)
    scope = unit.name if unit is not None else programme.short_name if programme is not None else None
    audit.record(
        "role.given", subject=role, story=person, by=by, at=at, person=person.full_name, role=kind, scope=scope
    )
    return role

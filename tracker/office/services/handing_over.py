"""Units take over from units: names, roles, people, membership. What is past keeps its unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import db
from tracker.core.folding import vietnamese_key
from tracker.office.models import (
    Person,
    Programme,
    ProgrammeMember,
    Role,
    RoleKind,
    Unit,
    UnitGroup,
    UnitGroupMember,
    UnitName,
    UnitSuccession,
)


@dataclass(frozen=True, slots=True)
class Takeover:
    """Which units end on a day (they exist until the day before), and which take over: the main one first, if any."""

    former: tuple[Unit, ...]
    successors: tuple[Unit, ...]
    on: date

    @property
    def main(self) -> Unit:
        """Whoever takes what is not given to another."""
        return self.successors[0]

    @property
    def divides(self) -> bool:
        """One became many."""
        return len(self.successors) > 1

    @property
    def former_ids(self) -> list[int]:
        """The numbers of the units that end."""
        return [unit.id for unit in self.former]

    @property
    def eve(self) -> date:
        """The last day of the units that end."""
        return self.on - timedelta(days=1)


def hand_over(
    takeover: Takeover,
    *,
    people: Mapping[int, Unit],
    heads: Mapping[int, int],
    by: Person | None,
    at: datetime,
) -> None:
    """Give what units that have ended (`end_units`) held to those who take over.

    `people`: who goes to another successor than the main one; `heads`: who stays head, by successor; other heads of
    it become officers. Roles that were in force end the day before and begin anew, so that the past keeps its own.
    Without a successor roles end, and people stay where they were until an admin moves them. The former units stay
    in the lists of programmes and groups, for pages of the past.
    """
    _pass_roles_on(takeover, people, heads, by=by, at=at)
    if takeover.successors:
        _move_people(takeover, people, by=by, at=at)
        _join_programmes(takeover, by=by, at=at)
        _join_groups(takeover, by=by, at=at)
    _move_children(takeover, by=by, at=at)
    db.session.add_all(
        UnitSuccession(former_id=old.id, successor_id=new.id, since=takeover.on)
        for old in takeover.former
        for new in takeover.successors
    )
    heirs = _names(takeover.successors)
    for unit in takeover.former:
        name = "unit.succeeded" if heirs else "unit.ended"
        audit.record(name, subject=unit, by=by, at=at, unit=unit.name, day=takeover.on, successors=heirs or None)


def end_units(units: Iterable[Unit], *, on: date) -> None:
    """They exist until the day before; their names are free from then on, for those who take over."""
    for unit in units:
        unit.ended_on = on
        _close_names(unit, on)


def rename_unit(unit: Unit, name: str, *, short_name: str, on: date, by: Person | None, at: datetime) -> None:
    """Let a unit be called otherwise from a day on, which has come."""
    _close_names(unit, on)
    unit.names.append(UnitName(name=name, short_name=short_name, official=True, valid_from=on))
    former = unit.name
    unit.name, unit.short_name, unit.sort_key = name, short_name, vietnamese_key(name)
    audit.record("unit.renamed", subject=unit, by=by, at=at, former=former, unit=name, day=on)


def _close_names(unit: Unit, on: date) -> None:
    for name in unit.names:
        if name.official and name.valid_to is None:
            name.valid_to = on - timedelta(days=1)


def _pass_roles_on(
    takeover: Takeover, people: Mapping[int, Unit], heads: Mapping[int, int], *, by: Person | None, at: datetime
) -> None:
    units = {unit.id: unit for unit in (*takeover.former, *takeover.successors)}
    found = db.session.execute(
        sa.select(Role, Person)
        .join(Person, Person.id == Role.person_id)
        .where(Role.unit_id.in_(units), sa.or_(Role.valid_to.is_(None), Role.valid_to >= takeover.on))
        .order_by(Role.id)
    ).all()
    heirs = [(role, person, _heir(takeover, role, people)) for role, person in found]
    stays_head = _heads(takeover, heirs, heads)
    held = {(role.person_id, role.kind, role.unit_id) for role, _, heir in heirs if heir is None}
    for role, person, heir in heirs:
        before = units[role.unit_id or 0]
        if heir is None and not takeover.successors:
            role.valid_to = takeover.eve
            audit.record(
                "role.ended_with_unit", subject=role, story=person, by=by, at=at,
                person=person.full_name, role=role.kind, scope=before.name, day=takeover.on,
            )  # fmt: skip
            continue
        to = heir or before
        kind = role.kind
        if kind is RoleKind.HEAD and stays_head.get(to.id, person.id) != person.id:
            kind = RoleKind.OFFICER
        if heir is None and kind is role.kind:
            continue  # a role in the unit that takes over goes on
        _begin_anew(role, to, kind, takeover, held)
        audit.record(
            "role.passed_on", subject=role, story=person, by=by, at=at,
            person=person.full_name, role=kind, former=before.name, scope=to.name, day=takeover.on,
        )  # fmt: skip


def _heir(takeover: Takeover, role: Role, people: Mapping[int, Unit]) -> Unit | None:
    """Where a role goes; None for one in a unit that goes on, and where nobody takes over."""
    if role.unit_id not in takeover.former_ids or not takeover.successors:
        return None
    return people.get(role.person_id, takeover.main)


def _heads(
    takeover: Takeover, heirs: Iterable[tuple[Role, Person, Unit | None]], chosen: Mapping[int, int]
) -> dict[int, int]:
    """Who is head of each successor: whoever was chosen, else the first who was head before."""
    heads: dict[int, list[int]] = {}
    for role, person, heir in heirs:
        if role.kind is RoleKind.HEAD:
            heads.setdefault(heir.id if heir is not None else role.unit_id or 0, []).append(person.id)
    return {
        unit_id: chosen[unit_id] if chosen.get(unit_id) in candidates else candidates[0]
        for unit_id, candidates in heads.items()
    }


def _begin_anew(
    role: Role, unit: Unit, kind: RoleKind, takeover: Takeover, held: set[tuple[int, RoleKind, int | None]]
) -> None:
    if role.valid_from is not None and role.valid_from >= takeover.on:  # never in force before the day
        role.unit_id, role.kind = unit.id, kind
        return
    last, role.valid_to = role.valid_to, takeover.eve
    if (role.person_id, kind, unit.id) not in held:
        held.add((role.person_id, kind, unit.id))
        db.session.add(
            Role(person_id=role.person_id, kind=kind, unit_id=unit.id, valid_from=takeover.on, valid_to=last)
        )


def _move_people(takeover: Takeover, people: Mapping[int, Unit], *, by: Person | None, at: datetime) -> None:
    former = {unit.id: unit.name for unit in takeover.former}
    for person in _staying(takeover):
        before, person.unit = former[person.unit_id], people.get(person.id, takeover.main)
        facts: dict[str, Any] = {
            "person": person.full_name,
            "before": before,
            "after": person.unit.name,
            "day": takeover.on,
        }
        audit.record("person.moved", subject=person, by=by, at=at, **facts)


def _staying(takeover: Takeover) -> Sequence[Person]:
    here = sa.or_(Person.ended_on.is_(None), Person.ended_on > takeover.on)
    wanted = sa.select(Person).where(Person.unit_id.in_(takeover.former_ids), here)
    return db.session.scalars(wanted.order_by(Person.id)).all()


def _join_programmes(takeover: Takeover, *, by: Person | None, at: datetime) -> None:
    """The successors take part where a former unit did; the main one gathers the reports where one did that."""
    goes_on = sa.or_(Programme.ended_on.is_(None), Programme.ended_on > takeover.on)
    rows = db.session.execute(
        sa.select(Programme, ProgrammeMember.unit_id)
        .outerjoin(ProgrammeMember, ProgrammeMember.programme_id == Programme.id)
        .where(goes_on)
        .order_by(Programme.id)
    ).all()
    members: dict[Programme, set[int | None]] = {}
    for programme, unit_id in rows:
        members.setdefault(programme, set()).add(unit_id)
    for programme, known in members.items():
        former = [unit for unit in takeover.former if unit.id in known]
        joining = [unit for unit in takeover.successors if former and unit.id not in known]
        if joining:
            db.session.execute(
                sa.insert(ProgrammeMember), [{"programme_id": programme.id, "unit_id": unit.id} for unit in joining]
            )
            audit.record(
                "programme.joined", subject=programme, by=by, at=at,
                units=_names(joining), former=_names(former), day=takeover.on,
            )  # fmt: skip
        if programme.standing_unit_id in takeover.former_ids:
            programme.standing_unit = takeover.main
            audit.record(
                "programme.standing_unit_changed", subject=programme, by=by, at=at,
                programme=programme.short_name, unit=takeover.main.name, day=takeover.on,
            )  # fmt: skip


def _join_groups(takeover: Takeover, *, by: Person | None, at: datetime) -> None:
    rows = db.session.execute(
        sa.select(UnitGroup, UnitGroupMember.unit_id)
        .join(UnitGroupMember, UnitGroupMember.group_id == UnitGroup.id)
        .order_by(UnitGroup.id)
    ).all()
    listed: dict[UnitGroup, set[int]] = {}
    for group, unit_id in rows:
        listed.setdefault(group, set()).add(unit_id)
    for group, known in listed.items():
        former = [unit for unit in takeover.former if unit.id in known]
        joining = [unit for unit in takeover.successors if former and unit.id not in known]
        if joining:
            db.session.execute(
                sa.insert(UnitGroupMember), [{"group_id": group.id, "unit_id": unit.id} for unit in joining]
            )
            audit.record(
                "group.joined", subject=group, by=by, at=at,
                units=_names(joining), former=_names(former), day=takeover.on,
            )  # fmt: skip


def _move_children(takeover: Takeover, *, by: Person | None, at: datetime) -> None:
    """Units below one that ends belong to who takes over, or else to what it belonged to."""
    former = {unit.id: unit for unit in takeover.former}
    below = sa.select(Unit).where(Unit.parent_id.in_(former), Unit.id.not_in(former), Unit.ended_on.is_(None))
    for child in db.session.scalars(below.order_by(Unit.id)).all():
        before = former[child.parent_id or 0]
        child.parent_id = takeover.main.id if takeover.successors else before.parent_id
        audit.record("unit.moved", subject=child, by=by, at=at, unit=child.name, former=before.name, day=takeover.on)


def _names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]

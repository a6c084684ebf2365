"""Reading groups of units, and all names that documents use."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.core.db import db
from tracker.office.models import Programme, ProgrammeMember, Unit, UnitGroup, UnitName
from tracker.office.naming import NameBook
from tracker.office.queries.programmes import members_of
from tracker.office.queries.units import by_kind, exists_on


def get_group(group_id: int) -> UnitGroup | None:
    """The group of that number, with the units listed in it."""
    return db.session.scalar(
        sa.select(UnitGroup).where(UnitGroup.id == group_id).options(selectinload(UnitGroup.listed))
    )


def groups(*, ended: bool = False) -> Sequence[UnitGroup]:
    """The groups that documents may address, by name; those that have `ended` come last, and only where asked for."""
    found = sa.select(UnitGroup).options(selectinload(UnitGroup.listed))
    if not ended:
        found = found.where(UnitGroup.ended_on.is_(None))
    return db.session.scalars(found.order_by(UnitGroup.ended_on.is_not(None), UnitGroup.name)).all()


def meant_by(group: UnitGroup, *, on: date) -> dict[str, list[str]]:
    """The units that a group means on a day, by the programmes that go on; under "", those that take part in none."""
    listed = [unit.id for unit in group.listed]
    rows = db.session.execute(
        sa.select(sa.func.coalesce(Programme.short_name, ""), Unit.name)
        .select_from(Unit)
        .outerjoin(ProgrammeMember, ProgrammeMember.unit_id == Unit.id)
        .outerjoin(Programme, sa.and_(Programme.id == ProgrammeMember.programme_id, Programme.ended_on.is_(None)))
        .where(exists_on(on), Unit.kind.in_(group.kinds) | Unit.id.in_(listed))
        .order_by(Programme.id.is_(None), Programme.id, by_kind(), Unit.sort_key)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for programme, unit in rows:
        found[programme].append(unit)
    in_some = {unit for programme, units in found.items() if programme for unit in units}
    found[""] = [unit for unit in dict.fromkeys(found[""]) if unit not in in_some]
    return {programme: units for programme, units in found.items() if units}


def expand(group: UnitGroup, *, programme_id: int, on: date) -> list[Unit]:
    """The units that a group means in a programme on a day."""
    listed = {unit.id for unit in group.listed}
    return [unit for unit in members_of(programme_id, on=on) if unit.kind in group.kinds or unit.id in listed]


def name_book(*, on: date, programme_id: int | None = None) -> NameBook:
    """All names by which units that exist on a day, and groups, are called; of a programme, its members alone."""
    exists = sa.select(Unit.id).where(exists_on(on))
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

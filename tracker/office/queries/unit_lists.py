"""The list of units, and what stands around one of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.office.models import (
    Person,
    Programme,
    ProgrammeMember,
    Unit,
    UnitGroup,
    UnitGroupMember,
    UnitKind,
    UnitName,
    UnitSuccession,
)
from tracker.office.queries.units import by_kind, exists_on, name_on, short_name_on


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit as the list of units shows it, called as on the day asked for. `depth` is how deep in the tree it is."""

    id: int
    name: str
    short_name: str
    sort_key: str
    kind: UnitKind
    parent_id: int | None
    began_on: date | None
    ended_on: date | None
    people: int
    parent: str = ""
    programmes: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    depth: int = 0


_SORTS: Mapping[str, Callable[[UnitRow], Any]] = {
    "name": lambda row: row.sort_key,
    "kind": lambda row: list(UnitKind).index(row.kind),
    "people": lambda row: row.people,
}


def units(
    *, on: date, words: str = "", kind: UnitKind | None = None, ended: bool = False, sort: str = ""
) -> list[UnitRow]:
    """The units that exist on a day (`ended`: those that had ended before, too).

    As a tree, each under the one that it belongs to; narrowed or sorted (`name`, `-people`), as a plain list.
    """
    rows = [*_called(_rows(on, ended=ended))]
    if not (words or kind or sort):
        return list(_as_tree(rows))
    wanted = fold(words)
    found = [row for row in rows if kind in (None, row.kind) and any(wanted in fold(name) for name in _names(row))]
    key = _SORTS.get(sort.removeprefix("-"))
    return found if key is None else sorted(found, key=key, reverse=sort.startswith("-"))


def _rows(on: date, *, ended: bool) -> Iterable[UnitRow]:
    people = (
        sa.select(Person.unit_id, sa.func.count().label("people"))
        .where(sa.or_(Person.ended_on.is_(None), Person.ended_on > on))
        .group_by(Person.unit_id)
        .subquery()
    )
    begun = sa.or_(Unit.began_on.is_(None), Unit.began_on <= on)
    query = (
        sa.select(
            Unit.id,
            name_on(on).label("name"),
            short_name_on(on).label("short_name"),
            Unit.sort_key,
            Unit.kind,
            Unit.parent_id,
            Unit.began_on,
            Unit.ended_on,
            sa.func.coalesce(people.c.people, 0).label("people"),
        )
        .outerjoin(people, people.c.unit_id == Unit.id)
        .where(begun if ended else exists_on(on))
        .order_by(by_kind(), Unit.sort_key)
    )
    return [UnitRow(**row._asdict()) for row in db.session.execute(query)]


def _called(rows: Iterable[UnitRow]) -> Iterable[UnitRow]:
    """With the names of their parents and programmes, and all names that they are found by."""
    rows = list(rows)
    names = {row.id: row.name for row in rows}
    programmes, others = _programmes(), _other_names()
    for row in rows:
        yield replace(
            row,
            parent=names.get(row.parent_id or 0, ""),
            programmes=tuple(programmes[row.id]),
            other_names=tuple(others[row.id]),
        )


def _programmes() -> Mapping[int, list[str]]:
    rows = db.session.execute(
        sa.select(ProgrammeMember.unit_id, Programme.short_name)
        .join(Programme, Programme.id == ProgrammeMember.programme_id)
        .where(Programme.ended_on.is_(None))
        .order_by(Programme.id)
    )
    return _gathered(rows)


def _other_names() -> Mapping[int, list[str]]:
    query = sa.select(UnitName.unit_id, UnitName.name).where(UnitName.official.is_(False)).order_by(UnitName.id)
    return _gathered(db.session.execute(query))


def _gathered(pairs: Iterable[tuple[int, str]]) -> Mapping[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for unit_id, name in pairs:
        found[unit_id].append(name)
    return found


def _names(row: UnitRow) -> tuple[str, ...]:
    return (row.name, row.short_name, *row.other_names)


def _as_tree(rows: Sequence[UnitRow]) -> Iterable[UnitRow]:
    """Each unit, then those under it. One whose own parent is not among them stands at the top."""
    below: defaultdict[int | None, list[UnitRow]] = defaultdict(list)
    there = {row.id for row in rows}
    for row in rows:
        below[row.parent_id if row.parent_id in there else None].append(row)
    waiting = [(row, 0) for row in reversed(below[None])]
    while waiting:
        row, depth = waiting.pop()
        yield replace(row, depth=depth)
        waiting.extend((inner, depth + 1) for inner in reversed(below[row.id]))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a unit. Pairs are (id, name); successions (id, name, since)."""

    parent: tuple[int, str] | None
    below: Sequence[tuple[int, str]]
    groups: Sequence[tuple[int, str]]
    programmes: Sequence[tuple[int, str]]
    former: Sequence[tuple[int, str, date]]
    successors: Sequence[tuple[int, str, date]]
    people: Sequence[tuple[int, str, str]]


def around(unit: Unit, *, on: date) -> Around:
    """What it belongs to, what belongs to it, what it was and became, and who is there."""
    pairs = sa.select(Unit.id, Unit.name).order_by(by_kind(), Unit.sort_key)
    listed = sa.exists().where(UnitGroupMember.group_id == UnitGroup.id, UnitGroupMember.unit_id == unit.id)
    groups = db.session.execute(
        sa.select(UnitGroup.id, UnitGroup.name, UnitGroup.kinds, listed)
        .where(UnitGroup.ended_on.is_(None))
        .order_by(UnitGroup.name)
    )
    programmes = (
        sa.select(Programme.id, Programme.name)
        .join(ProgrammeMember, ProgrammeMember.programme_id == Programme.id)
        .where(ProgrammeMember.unit_id == unit.id, Programme.ended_on.is_(None))
        .order_by(Programme.id)
    )
    people = (
        sa.select(Person.id, Person.full_name, Person.position)
        .where(Person.unit_id == unit.id, sa.or_(Person.ended_on.is_(None), Person.ended_on > on))
        .order_by(Person.sort_key)
    )
    return Around(
        parent=db.session.execute(pairs.where(Unit.id == unit.parent_id)).first(),
        below=db.session.execute(pairs.where(Unit.parent_id == unit.id, exists_on(on))).all(),
        groups=[(id_, name) for id_, name, kinds, is_listed in groups if is_listed or unit.kind in kinds],
        programmes=db.session.execute(programmes).all(),
        former=_succession(UnitSuccession.former_id, UnitSuccession.successor_id == unit.id),
        successors=_succession(UnitSuccession.successor_id, UnitSuccession.former_id == unit.id),
        people=db.session.execute(people).all(),
    )


def _succession(other: Any, which: sa.ColumnElement[bool]) -> Sequence[tuple[int, str, date]]:
    query = (
        sa.select(Unit.id, Unit.name, UnitSuccession.since)
        .select_from(UnitSuccession)
        .join(Unit, Unit.id == other)
        .where(which)
        .order_by(UnitSuccession.since, Unit.sort_key)
    )
    return db.session.execute(query).all()

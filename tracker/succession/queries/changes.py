"""Planned and done changes of units, and what the office holds on the day of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.office.models import Programme, Unit, UnitName, UnitSuccession
from tracker.office.naming import called_on
from tracker.office.queries import by_kind, exists_on
from tracker.succession.decisions import Decision
from tracker.succession.models import ChangedUnit, ChangeKind, ChangeState, UnitChange
from tracker.succession.rules import Known, KnownUnit


def get_change(change_id: int) -> UnitChange | None:
    """A change with its units and whoever decided it."""
    return db.session.scalar(
        sa.select(UnitChange)
        .where(UnitChange.id == change_id)
        .options(selectinload(UnitChange.units), joinedload(UnitChange.decided_by))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change as the list shows it: what the units were called then, and what became of them."""

    id: int
    kind: ChangeKind
    state: ChangeState
    on: date
    units: tuple[str, ...]
    successors: tuple[str, ...]
    legal_basis: str
    refused: bool


def changes(*, kind: ChangeKind | None = None, state: ChangeState | None = None) -> list[ChangeRow]:
    """All changes: planned ones first, by their day, then the others, latest first. In two queries."""
    query = sa.select(UnitChange).options(selectinload(UnitChange.units).selectinload(Unit.names))
    if kind is not None:
        query = query.where(UnitChange.kind == kind)
    if state is not None:
        query = query.where(UnitChange.state == state)
    found = db.session.scalars(query.order_by(UnitChange.takes_effect_on.desc(), UnitChange.id.desc())).all()
    rows = [_row(change) for change in found]
    planned = [row for row in rows if row.state is ChangeState.PLANNED]
    return [*reversed(planned), *(row for row in rows if row.state is not ChangeState.PLANNED)]


def called_before(change: UnitChange) -> tuple[str, ...]:
    """What the units of a change were called on its eve."""
    eve = change.takes_effect_on - timedelta(days=1)
    return tuple(called_on(unit, eve) for unit in change.units)


def units_to_choose(on: date, *, ended: bool = False) -> Sequence[Unit]:
    """The units that exist on a day, as an office lists them; those that have `ended` too."""
    wanted = sa.true() if ended else exists_on(on)
    return db.session.scalars(sa.select(Unit).where(wanted).order_by(by_kind(), Unit.sort_key)).all()


def ahead_for(unit_id: int) -> Sequence[UnitChange]:
    """What is planned for a unit."""
    of_unit = sa.select(ChangedUnit.change_id).where(ChangedUnit.unit_id == unit_id)
    return db.session.scalars(
        sa.select(UnitChange)
        .where(UnitChange.state == ChangeState.PLANNED, UnitChange.id.in_(of_unit))
        .order_by(UnitChange.takes_effect_on)
    ).all()


def due_ids(today: date) -> Sequence[int]:
    """Planned changes whose day has come and that were not refused before, in the order of their days."""
    return db.session.scalars(
        sa.select(UnitChange.id)
        .where(
            UnitChange.state == ChangeState.PLANNED,
            UnitChange.takes_effect_on <= today,
            UnitChange.refused_at.is_(None),
        )
        .order_by(UnitChange.takes_effect_on, UnitChange.id)
    ).all()


def known_for(decision: Decision, *, but: UnitChange | None = None) -> Known:
    """What the rules need of the office; `but` is the planned change itself, which does not stand in its own way."""
    parents = {new.parent_id for new in decision.successors if new.parent_id is not None}
    planned, heirs, planned_names = _planned(but)
    return Known(
        units=_units({*decision.unit_ids, *decision.taken_over_by, *parents}),
        names=(*_names(decision.on), *planned_names),
        planned=planned,
        planned_heirs=heirs,
        standing=_standing(decision.on),
    )


def _units(ids: set[int]) -> dict[int, KnownUnit]:
    named = sa.select(UnitName.unit_id, sa.func.max(UnitName.valid_from)).where(UnitName.official)
    taken = sa.select(UnitSuccession.successor_id, sa.func.max(UnitSuccession.since))
    last: dict[int, list[date]] = {}
    for query, unit_id in ((named, UnitName.unit_id), (taken, UnitSuccession.successor_id)):
        for number, day in db.session.execute(query.where(unit_id.in_(ids)).group_by(unit_id)):
            last.setdefault(number, []).extend([day] if day is not None else [])
    return {
        unit.id: KnownUnit(
            unit.id,
            unit.name,
            unit.short_name,
            since=max([*last.get(unit.id, []), *([unit.began_on] if unit.began_on else [])], default=None),
            ended_on=unit.ended_on,
        )
        for unit in db.session.scalars(sa.select(Unit).where(Unit.id.in_(ids)))
    }


def _names(on: date) -> list[tuple[int, str]]:
    """Official names of units that exist on that day or come later."""
    rows = db.session.execute(
        sa.select(UnitName.unit_id, UnitName.name)
        .join(Unit, Unit.id == UnitName.unit_id)
        .where(
            UnitName.official,
            sa.or_(UnitName.valid_to.is_(None), UnitName.valid_to >= on),
            sa.or_(Unit.ended_on.is_(None), Unit.ended_on > on),
        )
    )
    return [(unit_id, name) for unit_id, name in rows]


def _planned(but: UnitChange | None) -> tuple[dict[int, date], dict[int, date], list[tuple[int, str]]]:
    """Units that other planned changes end or change, units that take over by them, and names that they give."""
    query = sa.select(UnitChange).where(UnitChange.state == ChangeState.PLANNED).options(selectinload(UnitChange.units))
    changing: dict[int, date] = {}
    heirs: dict[int, date] = {}
    names: list[tuple[int, str]] = []
    for change in db.session.scalars(query):
        if but is not None and change.id == but.id:
            continue
        changing |= {unit.id: change.takes_effect_on for unit in change.units}
        for new in change.new_units:
            if new.get("id") is not None:
                heirs[new["id"]] = change.takes_effect_on
            else:
                names.append((0, new["name"]))
    return changing, heirs, names


def _standing(on: date) -> dict[int, str]:
    goes_on = sa.or_(Programme.ended_on.is_(None), Programme.ended_on > on)
    rows = db.session.execute(sa.select(Programme.standing_unit_id, Programme.short_name).where(goes_on))
    return {row.standing_unit_id: row.short_name for row in rows}


def _row(change: UnitChange) -> ChangeRow:
    return ChangeRow(
        id=change.id,
        kind=change.kind,
        state=change.state,
        on=change.takes_effect_on,
        units=called_before(change),
        successors=tuple(new["name"] for new in change.new_units),
        legal_basis=change.legal_basis,
        refused=change.refused_at is not None,
    )

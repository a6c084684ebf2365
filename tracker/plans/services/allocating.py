"""Sharing a target out to units: cell by cell in a grid, or all at once as a document has it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import db, hold
from tracker.core.errors import RuleBroken
from tracker.office.models import Person, Unit
from tracker.plans.models import Allocation, Amendment, Plan, Target
from tracker.plans.queries import grid
from tracker.plans.queries.grid import ALLOCATED, Layer
from tracker.plans.rules import AmendmentWasWithdrawn, TargetHasEnded
from tracker.plans.rules.checks import Share
from tracker.plans.rules.shares import Cell, CellsChanged, CellsRefused, UnitHasEnded

Saved = Mapping[tuple[int, int | None], Mapping[int, Share]]  # by set of allocations, by unit


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: what the person had before them, and what it is to be."""

    target_id: int
    unit_id: int
    seen: Share
    wanted: Share


def save_grid(plan: Plan, changes: Sequence[CellChange], *, on: date, by: Person, at: datetime) -> None:
    """Save the cells of a plan's grid that were changed, in whatever is in force on the day `on`.

    Raises CellsRefused and CellsChanged; then nothing is saved.
    """
    hold(plan)
    fresh = grid.plan_of_grid(plan.id)  # with all that the rules need, in a few questions
    assert fresh is not None
    wanted = {change.target_id for change in changes}
    layers = grid.layers_of(fresh, on=on, but_also=wanted)
    _save([layer for layer in layers if layer.target.id in wanted], changes, on=on, by=by, at=at)


def save_amended_grid(
    amendment: Amendment, changes: Sequence[CellChange], *, on: date, by: Person, at: datetime
) -> None:
    """The same for the allocations of one amendment, whenever it is in force. Raises AmendmentWasWithdrawn too."""
    hold(amendment.target.plan)
    if amendment.ended_at is not None:
        raise AmendmentWasWithdrawn
    _save([Layer(amendment.target, amendment, amendment)], changes, on=on, by=by, at=at)


def allocate(
    target: Target,
    shares: Mapping[Unit, Share],
    *,
    amendment: Amendment | None = None,
    by: Person | None,
    at: datetime,
) -> None:
    """Share a target out as a document has it: as it was set, or as an amendment does from its day on.

    Raises UnitHasEnded where a unit had ended by then.
    """
    layer = Layer(target, amendment, amendment or target)
    for unit in shares:
        if unit.ended_on is not None and unit.ended_on <= layer.began_on:
            raise UnitHasEnded(day=_day(unit.ended_on))
    saved = grid.saved_shares([layer])
    before = saved.get(grid.key_of(layer), {})
    changed = {unit.id: share for unit, share in shares.items() if before.get(unit.id, Share()) != share}
    _write([(layer, changed)] if changed else [], saved, by=by, at=at)


def shares_of(amendment: Amendment) -> dict[Unit, Share]:
    """How an amendment shares its target out now."""
    layer = Layer(amendment.target, amendment, amendment)
    saved = grid.saved_shares([layer]).get(grid.key_of(layer), {})
    return {db.session.get_one(Unit, unit_id): share for unit_id, share in saved.items()}


def _save(layers: Sequence[Layer], changes: Sequence[CellChange], *, on: date, by: Person, at: datetime) -> None:
    ended = _ended({change.unit_id for change in changes}, on)
    saved = grid.saved_shares(layers)
    by_target = {layer.target.id: layer for layer in layers}
    refused: dict[Cell, RuleBroken] = {}
    clashing: list[Cell] = []
    wanted: dict[int, dict[int, Share]] = {}
    for change in changes:
        layer, cell = by_target[change.target_id], (change.target_id, change.unit_id)
        now = saved.get(grid.key_of(layer), {}).get(change.unit_id, Share())
        if layer.target.ended_on is not None and layer.target.ended_on <= on:
            refused[cell] = TargetHasEnded(day=_day(layer.target.ended_on))
        elif change.unit_id in ended:
            refused[cell] = UnitHasEnded(day=_day(ended[change.unit_id]))
        elif now not in (change.seen, change.wanted):
            clashing.append(cell)
        elif now != change.wanted:
            wanted.setdefault(change.target_id, {})[change.unit_id] = change.wanted
    if refused:
        raise CellsRefused(refused)
    if clashing:
        raise CellsChanged(clashing)
    _write([(by_target[target_id], shares) for target_id, shares in wanted.items()], saved, by=by, at=at)


def _ended(unit_ids: Collection[int], on: date) -> dict[int, date]:
    rows = db.session.execute(sa.select(Unit.id, Unit.ended_on).where(Unit.id.in_(unit_ids), Unit.ended_on <= on))
    return {unit_id: day for unit_id, day in rows if day is not None}


def _write(
    wanted: Sequence[tuple[Layer, Mapping[int, Share]]], saved: Saved, *, by: Person | None, at: datetime
) -> None:
    """Write cells of sets of allocations, and for each target its line in the trail."""
    if not wanted:
        return
    for layer, _ in wanted:
        if layer.amendment is not None:
            layer.amendment.reallocated = True
    db.session.flush()
    _store(wanted)
    concerned = {unit_id for _, shares in wanted for unit_id in shares}
    names = dict(db.session.execute(sa.select(Unit.id, Unit.short_name).where(Unit.id.in_(concerned))).all())
    for layer, shares in wanted:
        before = saved.get(grid.key_of(layer), {})
        changes = [f"{names[unit]} {_change(before.get(unit, Share()), share)}" for unit, share in shares.items()]
        audit.record(
            ALLOCATED,
            subject=layer.target,
            by=by,
            at=at,
            target=layer.terms.text,
            changes="; ".join(changes),
            unit_ids=list(shares),
            amendment=grid.key_of(layer)[1],
        )


def _store(wanted: Sequence[tuple[Layer, Mapping[int, Share]]]) -> None:
    """The cells that are there already are changed, the others added: two statements, however many they are."""
    known = grid.allocation_ids([layer for layer, _ in wanted])
    there, new = [], []
    for layer, shares in wanted:
        target_id, amendment_id = grid.key_of(layer)
        for unit_id, share in shares.items():
            figures = {"value": share.value, "count": share.count}
            allocation_id = known.get((target_id, amendment_id, unit_id))
            if allocation_id is not None:
                there.append({"id": allocation_id, **figures})
            else:
                new.append({"target_id": target_id, "amendment_id": amendment_id, "unit_id": unit_id, **figures})
    if there:
        db.session.execute(sa.update(Allocation), there)
    if new:
        db.session.execute(sa.insert(Allocation), new)


def _change(before: Share, now: Share) -> str:
    """ "22" where there was nothing before, else "22 → 24"."""
    return _told(now) if before == Share() else f"{_told(before)} → {_told(now)}"


def _told(share: Share) -> str:
    """ "16.5", with its count "16.5 (320)", and a dash where there is nothing."""
    value = "–" if share.value is None else plain(share.value)
    return value if share.count is None else f"{value} ({share.count})"


def plain(value: Decimal) -> str:
    """A figure without zeros that say nothing, with a point."""
    return f"{value.normalize():f}"


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")

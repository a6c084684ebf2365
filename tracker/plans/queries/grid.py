"""Reading a grid of allocations: targets by units, of the terms that are in force on a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.office.models import Programme, Unit, UnitKind
from tracker.plans.models import Allocation, Amendment, Plan, Target
from tracker.plans.rules import allocations_of, in_force
from tracker.plans.rules.checks import Check, Share, checks_of
from tracker.plans.rules.shares import Cell

ALLOCATED = "target.allocated"  # the event of the trail
_WITH_AMENDMENTS = selectinload(Target.amendments).joinedload(Amendment.document)
_OF_PLAN = (joinedload(Plan.document), joinedload(Plan.programme).selectinload(Programme.members))


@dataclass(frozen=True, slots=True)
class Layer:
    """Whose allocations they are: the target's as it was set, or an amendment's; and the terms to compare them with."""

    target: Target
    amendment: Amendment | None
    terms: Target | Amendment

    @property
    def began_on(self) -> date:
        """From which day on they count."""
        return self.amendment.since if self.amendment is not None else self.target.began_on


@dataclass(frozen=True, slots=True)
class GridRow:
    """One target with the shares of all units. A row `before` is shown to compare with, and not changed."""

    layer: Layer
    shares: Mapping[int, Share]
    before: bool = False

    @property
    def id(self) -> int:
        """The target's number."""
        return self.layer.target.id

    @property
    def checks(self) -> list[Check]:
        """How the shares of all units agree with the target."""
        terms = self.layer.terms
        return checks_of(terms.value, terms.comparator, terms.measure, self.shares.values())

    @property
    def given(self) -> int:
        """How many units have a share."""
        return sum(share.value is not None for share in self.shares.values())


@dataclass(frozen=True, slots=True)
class Grid:
    """What a grid shows. `units` are those that exist on the day, and those that have ended but had a share."""

    plan: Plan
    amendment: Amendment | None
    on: date
    units: Sequence[Unit]
    rows: Sequence[GridRow] = field(default_factory=tuple)

    def has_ended(self, unit: Unit) -> bool:
        """Whether a unit takes nothing on any more."""
        return unit.ended_on is not None and unit.ended_on <= self.on

    def is_over(self, row: GridRow) -> bool:
        """Whether the target of a row counts no more."""
        ended_on = row.layer.target.ended_on
        return ended_on is not None and ended_on <= self.on

    @property
    def open_units(self) -> int:
        """How many units a target can be shared out to."""
        return sum(not self.has_ended(unit) for unit in self.units)


def plan_of_grid(plan_id: int) -> Plan | None:
    """A plan with its programme's members, its targets and their amendments."""
    options = (*_OF_PLAN, selectinload(Plan.targets).options(_WITH_AMENDMENTS))
    return db.session.scalar(sa.select(Plan).where(Plan.id == plan_id).options(*options))


def amendment_of_grid(amendment_id: int) -> Amendment | None:
    """An amendment with its target, that one's other amendments, and its plan."""
    target = joinedload(Amendment.target)
    options = (target.options(_WITH_AMENDMENTS), target.joinedload(Target.plan).options(*_OF_PLAN))
    return db.session.scalar(sa.select(Amendment).where(Amendment.id == amendment_id).options(*options))


def layers_of(plan: Plan, *, on: date, but_also: Collection[int] = ()) -> list[Layer]:
    """The targets of a plan that have not ended by that day, each with the allocations that are in force.

    `but_also`: targets that are wanted though they have ended.
    """
    wanted = [one for one in plan.targets if one.ended_on is None or on < one.ended_on or one.id in but_also]
    return [Layer(target, allocations_of(target, on), in_force(target, on)) for target in wanted]


def layer_before(amendment: Amendment) -> Layer:
    """What an amendment changes: the allocations that stood before it."""
    target = amendment.target
    earlier = [one for one in target.amendments if one.ended_at is None and one.since < amendment.since]
    shared = [one for one in earlier if one.reallocated]
    return Layer(target, shared[-1] if shared else None, earlier[-1] if earlier else target)


def grid_of_plan(plan: Plan, *, on: date, typed: Collection[Cell] = ()) -> Grid:
    """What is in force on a day; with `typed` also the targets and units for which somebody has typed a figure."""
    layers = layers_of(plan, on=on, but_also={target for target, _ in typed})
    return _grid(Grid(plan, None, on, ()), layers, typed)


def grid_of_amendment(amendment: Amendment, *, on: date, typed: Collection[Cell] = ()) -> Grid:
    """The allocations of one amendment, under those that it replaces."""
    layers = [layer_before(amendment), Layer(amendment.target, amendment, amendment)]
    return _grid(Grid(amendment.target.plan, amendment, on, ()), layers, typed)


def _grid(empty: Grid, layers: Sequence[Layer], typed: Collection[Cell]) -> Grid:
    saved = saved_shares(layers)
    rows = [
        GridRow(layer, saved.get(key_of(layer), {}), before=empty.amendment is not None and place == 0)
        for place, layer in enumerate(layers)
    ]
    wanted = {unit_id for row in rows for unit_id in row.shares} | {unit_id for _, unit_id in typed}
    units = _units(empty, wanted, {unit_id for row in rows for unit_id in row.shares})
    return Grid(empty.plan, empty.amendment, empty.on, units, rows)


def _units(grid: Grid, wanted: Collection[int], allocated: Collection[int]) -> list[Unit]:
    """The members of the programme that exist, and whoever else is wanted; by kind and name."""
    members = {unit.id: unit for unit in grid.plan.programme.members}
    units = [unit for unit in members.values() if not grid.has_ended(unit) or unit.id in wanted]
    if strangers := [unit_id for unit_id in allocated if unit_id not in members]:
        units += db.session.scalars(sa.select(Unit).where(Unit.id.in_(strangers)))
    order = list(UnitKind)
    return sorted(units, key=lambda unit: (order.index(unit.kind), unit.sort_key, unit.id))


def key_of(layer: Layer) -> tuple[int, int | None]:
    """Target and amendment: what tells one set of allocations from another."""
    return layer.target.id, layer.amendment.id if layer.amendment is not None else None


def saved_shares(layers: Iterable[Layer]) -> dict[tuple[int, int | None], dict[int, Share]]:
    """The shares of each set of allocations by unit; cells that were cleared are left out."""
    rows = db.session.execute(
        sa.select(
            Allocation.target_id, Allocation.amendment_id, Allocation.unit_id, Allocation.value, Allocation.count
        ).where(_of(layers))
    )
    found: dict[tuple[int, int | None], dict[int, Share]] = {}
    for target_id, amendment_id, unit_id, value, count in rows:
        if value is not None or count is not None:
            found.setdefault((target_id, amendment_id), {})[unit_id] = Share(value, count)
    return found


def allocation_ids(layers: Iterable[Layer]) -> dict[tuple[int, int | None, int], int]:
    """The number of each cell that was ever saved, by target, amendment and unit."""
    columns = Allocation.target_id, Allocation.amendment_id, Allocation.unit_id, Allocation.id
    rows = db.session.execute(sa.select(*columns).where(_of(layers)))
    return {(target_id, amendment_id, unit_id): number for target_id, amendment_id, unit_id, number in rows}


def _of(layers: Iterable[Layer]) -> sa.ColumnElement[bool]:
    """Cells of these sets of allocations."""
    keys = [key_of(layer) for layer in layers]
    own = [target_id for target_id, amendment_id in keys if amendment_id is None]
    amended = [amendment_id for _, amendment_id in keys if amendment_id is not None]
    as_set = Allocation.amendment_id.is_(None) & Allocation.target_id.in_(own)
    return as_set | Allocation.amendment_id.in_(amended)


def who_saved(cells: Collection[Cell]) -> dict[Cell, str]:
    """Who saved a cell last, as the trail has it; asked only where two people meant different things."""
    events = db.session.execute(
        sa.select(AuditEvent.subject_id, AuditEvent.by_name, AuditEvent.facts)
        .where(
            AuditEvent.name == ALLOCATED,
            AuditEvent.subject_type == Target.__tablename__,
            AuditEvent.subject_id.in_({target_id for target_id, _ in cells}),
        )
        .order_by(AuditEvent.id.desc())
        .limit(200)
    )
    found: dict[Cell, str] = {}
    for target_id, name, facts in events:
        for unit_id in facts.get("unit_ids", ()):
            found.setdefault((target_id, unit_id), name)
    return {cell: found[cell] for cell in cells if cell in found}

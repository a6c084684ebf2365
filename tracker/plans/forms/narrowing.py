"""Which targets and units of a grid are shown: chosen in the address, so that a phone shows few of many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext

from tracker.core.folding import fold
from tracker.office.labels import UNIT_KIND
from tracker.office.models import Unit, UnitGroup
from tracker.plans.queries.grid import Grid

ALLOCATED = "allocated"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What was chosen. `units` is "allocated", "kind-commune", "group-3" or "unit-5"; `q` words of targets."""

    units: str
    q: str
    counts: bool

    @classmethod
    def chosen(cls, args: Mapping[str, str]) -> "Narrowed":
        """As the address says."""
        return cls(args.get("units", ""), args.get("q", ""), args.get("counts") == "1")


def narrow(grid: Grid, chosen: Narrowed, groups: Collection[UnitGroup]) -> Grid:
    """The part of a grid that was chosen; a choice that means nothing chooses all."""
    kind, _, value = chosen.units.partition("-")
    units: Sequence[Unit] = grid.units
    if kind == ALLOCATED:
        given = {unit_id for row in grid.rows for unit_id in row.shares}
        units = [unit for unit in units if unit.id in given]
    elif kind == "kind":
        units = [unit for unit in units if unit.kind == value]
    elif kind == "unit":
        units = [unit for unit in units if str(unit.id) == value]
    elif group := next((group for group in groups if kind == "group" and str(group.id) == value), None):
        listed = {unit.id for unit in group.listed}
        units = [unit for unit in units if unit.kind in group.kinds or unit.id in listed]
    words = fold(chosen.q)
    rows = [row for row in grid.rows if words in fold(row.layer.terms.text)]
    return replace(grid, units=units, rows=rows)


def choices_of(grid: Grid, groups: Collection[UnitGroup]) -> list[tuple[str, str]]:
    """What the units can be narrowed to: kinds and groups that are there, and each unit."""
    kinds = {unit.kind for unit in grid.units}
    found = [("", gettext("All")), (ALLOCATED, gettext("Those with a share"))]
    if len(kinds) > 1:
        found += [(f"kind-{kind}", gettext(label)) for kind, label in UNIT_KIND.items() if kind in kinds]
    found += [(f"group-{group.id}", group.name) for group in groups if kinds.intersection(group.kinds) or group.listed]
    return found + [(f"unit-{unit.id}", unit.short_name) for unit in grid.units]

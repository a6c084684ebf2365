"""How much each unit owes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.office.models import Unit
from tracker.office.queries import by_kind
from tracker.reminders.queries.owed import OwedFilter, rows_of, standing_case
from tracker.tasks.rules import Reckoning, Standing


@dataclass(frozen=True, slots=True)
class UnitOwes:
    """How many things of each kind and standing a unit owes."""

    unit_id: int
    unit_name: str
    counts: Counter[tuple[OwedKind, Standing]] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        """How many there are."""
        return self.counts.total()

    def of(self, kind: OwedKind) -> int:
        """How many of one kind."""
        return sum(number for (which, _), number in self.counts.items() if which is kind)

    def overdue(self, kind: OwedKind | None = None) -> int:
        """How many of one kind, or of all, are overdue."""
        late = {which: number for (which, standing), number in self.counts.items() if standing is Standing.OVERDUE}
        return sum(late.values()) if kind is None else late.get(kind, 0)


def count_by_unit(chosen: OwedFilter, reckoning: Reckoning) -> list[UnitOwes]:
    """The units that owe anything of what is chosen, by kind and name."""
    listed, fits = rows_of(chosen, reckoning)
    standing = standing_case(listed.c, reckoning)
    counted = (
        sa.select(listed.c.unit_id, listed.c.kind, standing.label("standing"), sa.func.count().label("number"))
        .where(*fits)
        .group_by(listed.c.unit_id, listed.c.kind, standing)
        .subquery()
    )
    rows: Any = db.session.execute(
        sa.select(*counted.c, Unit.name)
        .join(Unit, Unit.id == counted.c.unit_id)
        .order_by(by_kind(), Unit.sort_key, Unit.id)
    )
    found: dict[int, UnitOwes] = {}
    for unit_id, kind, stands, number, name in rows:
        unit = found.setdefault(unit_id, UnitOwes(unit_id, name))
        unit.counts[OwedKind(kind), Standing(stands)] = number
    return list(found.values())


def counted_by_standing(units: Iterable[UnitOwes]) -> Counter[Standing]:
    """All of them together."""
    found: Counter[Standing] = Counter()
    for unit in units:
        for (_, standing), number in unit.counts.items():
            found[standing] += number
    return found

"""What came from what: pilots under the one that they were replicated or converted from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.office.models import Person, Unit
from tracker.pilots.models import Pilot, PilotState, PilotYear, Registration
from tracker.pilots.policy import visible_to


@dataclass(slots=True)
class TreeRow:
    """A pilot in its place. `opens`: a list begins with it; `closes`: how many end after it; `last` of its family.

    `replicated` from the one above; else it was made of that one, which is over.
    """

    id: int
    origin_id: int | None
    name: str
    unit: str
    state: PilotState
    year: int
    replicated: bool
    folded: str
    opens: bool = False
    closes: int = 0
    below: int = 0
    last: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """Families of pilots, row by row; `alone` counts the pilots that came from none and have none below."""

    rows: Sequence[TreeRow]
    families: int
    alone: int


def tree_of(person: Person, *, programme_id: int, words: str = "") -> Tree:
    """All families of a programme; with `words`, those in which one pilot has them all, with or without marks."""
    rows = _rows((Pilot.programme_id == programme_id) & visible_to(person))
    wanted = fold(words).split()
    families = list(_families(rows))
    shown = [family for family in families if len(family) > 1 and any(_has(row, wanted) for row in family)]
    alone = sum(len(family) == 1 for family in families)
    return Tree([row for family in shown for row in family], len(shown), alone)


def family_of(pilot: Pilot) -> Sequence[TreeRow]:
    """The family of one pilot, from the first of them on; empty where it is alone."""
    above = sa.select(Pilot.id, Pilot.origin_id).where(Pilot.id == pilot.id).cte("above", recursive=True)
    parent, child = aliased(Pilot), aliased(Pilot)
    above = above.union_all(sa.select(parent.id, parent.origin_id).join(above, parent.id == above.c.origin_id))
    below = sa.select(above.c.id).where(above.c.origin_id.is_(None)).cte("below", recursive=True)
    below = below.union_all(sa.select(child.id).join(below, child.origin_id == below.c.id))
    rows = _rows(Pilot.id.in_(sa.select(below.c.id)))
    return [row for family in _families(rows) for row in family] if len(rows) > 1 else []


def _rows(which: sa.ColumnElement[bool]) -> list[TreeRow]:
    first = (
        sa.select(sa.func.min(PilotYear.year)).where(PilotYear.pilot_id == Pilot.id).correlate(Pilot).scalar_subquery()
    )
    replicated = sa.exists().where(PilotYear.pilot_id == Pilot.id, PilotYear.kind == Registration.REPLICATED)
    found = db.session.execute(
        sa.select(Pilot.id, Pilot.origin_id, Pilot.name, Unit.name, Pilot.state, first, replicated, Pilot.folded)
        .join(Unit, Unit.id == Pilot.unit_id)
        .where(which)
        .order_by(Pilot.folded, Pilot.id)
    )
    return [TreeRow(*row) for row in found]


def _families(rows: Sequence[TreeRow]) -> Iterable[list[TreeRow]]:
    """Each first pilot with all that came from it, in the order in which a nested list is written."""
    there = {row.id for row in rows}
    below: defaultdict[int | None, list[TreeRow]] = defaultdict(list)
    for row in rows:
        below[row.origin_id if row.origin_id in there else None].append(row)
    for root in below[None]:
        family: list[TreeRow] = []
        waiting = [(root, 0)]
        depths: list[int] = []
        while waiting:
            row, depth = waiting.pop()
            row.opens = not family or depth > depths[-1]
            row.below = len(below[row.id])
            family.append(row)
            depths.append(depth)
            waiting.extend((inner, depth + 1) for inner in reversed(below[row.id]))
        for row, depth, following in zip(family, depths, [*depths[1:], 0], strict=True):
            row.closes = max(depth - following, 0)
        family[-1].last = True
        yield family


def _has(row: TreeRow, wanted: Sequence[str]) -> bool:
    return all(word in row.folded for word in wanted)

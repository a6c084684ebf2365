"""How units' parts stand, counted by the database: without what was done in earlier quarters, which grows for ever."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.office.models import Unit
from tracker.office.queries import by_kind, name_on
from tracker.tasks.models import SET_ASIDE, WORKING, Assignment, State, Task
from tracker.tasks.queries.narrowing import aside
from tracker.tasks.queries.official import handed_in_on
from tracker.tasks.rules import Figures, Reckoning, Standing, punctuality

HANDED_IN = (Standing.SUBMITTED, Standing.DONE)


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many parts a unit has in each standing, and how it kept its terms."""

    unit_id: int
    unit_name: str
    counts: dict[Standing, int]
    on_time: int
    late: int

    def of(self, standing: Standing) -> int:
        """How many; none is 0."""
        return self.counts.get(standing, 0)

    @property
    def punctuality(self) -> float | None:
        """Percent done on time of what was due."""
        return punctuality(self.on_time, self.late, self.of(Standing.OVERDUE))


def owed_by_unit(programme_id: int, *, quarter: Quarter, reckoning: Reckoning) -> list[UnitCount]:
    """Per unit, how its parts of a quarter and what is left of earlier ones stand; in the order of unit names."""
    units: dict[int, UnitCount] = {}
    for unit_id, name, stands, count, on_time in _counted(programme_id, quarter, reckoning, None):
        known = units.get(unit_id) or UnitCount(unit_id, name, {}, 0, 0)
        standing = Standing(stands)
        late = count - on_time if standing in HANDED_IN else 0
        counts = {**known.counts, standing: known.of(standing) + count}
        units[unit_id] = UnitCount(unit_id, name, counts, known.on_time + on_time, known.late + late)
    return list(units.values())


def figures_of(unit_ids: Collection[int], *, programme_id: int, quarter: Quarter, reckoning: Reckoning) -> Figures:
    """The same for some units together. Handed in counts as done."""
    stand = dict.fromkeys(Standing, 0)
    on_time = 0
    for _, _, stands, count, in_time in _counted(programme_id, quarter, reckoning, sorted(unit_ids)):
        stand[Standing(stands)] += count
        on_time += in_time
    done = sum(stand[standing] for standing in HANDED_IN)
    return Figures(
        overdue=stand[Standing.OVERDUE],
        returned=stand[Standing.RETURNED],
        due_soon=stand[Standing.DUE_SOON],
        open=stand[Standing.OPEN] + stand[Standing.UNDATED],
        done=done,
        punctuality=punctuality(on_time, done - on_time, stand[Standing.OVERDUE]),
    )


def _counted(
    programme_id: int, quarter: Quarter, reckoning: Reckoning, units: list[int] | None
) -> list[tuple[int, str, str, int, int]]:
    """Unit, its name, standing, how many, how many of them handed in on time."""
    facts = {
        "programme_id": programme_id,
        "quarter": quarter,
        "last_day": quarter.last_day,
        "today": reckoning.today,
        "soon_by": reckoning.soon_by,
        "units": units,
    }
    past, named = quarter.last_day < reckoning.today, units is not None
    rows: Any = db.session.execute(_statement(db.engine.dialect.name, past=past, named=named), facts)
    return [(unit_id, name, stands, count, on_time) for unit_id, name, stands, count, on_time in rows]


@cache
def _statement(dialect: str, *, past: bool, named: bool) -> sa.Select[Any]:
    """Each by an index of its own: what is left to do, what waits for a reply, and what is settled in this quarter."""
    today, soon_by = (sa.bindparam(name, type_=sa.Date) for name in ("today", "soon_by"))
    quarter = sa.bindparam("quarter", type_=Assignment.quarter.type)
    due = Assignment.due_on
    working = sa.case(
        (due < today, Standing.OVERDUE.value),
        (Assignment.state == State.RETURNED, Standing.RETURNED.value),
        (due.is_(None), Standing.UNDATED.value),
        (due <= soon_by, Standing.DUE_SOON.value),
        else_=Standing.OPEN.value,
    )
    in_time = sa.case((due.is_(None), 1), (handed_in_on() <= due, 1), else_=0)
    waiting = sa.text("assignment.state IN ('submitted', 'returned', 'declined') AND assignment.state = 'submitted'")
    stretches = [
        (working, sa.literal_column("0"), (sa.text(f"assignment.{WORKING}"), aside(Assignment.quarter) <= quarter)),
        (sa.literal(Standing.SUBMITTED.value), in_time, (waiting, aside(Assignment.quarter) <= quarter)),
        (
            sa.literal(Standing.DONE.value),
            in_time,
            (Assignment.state == State.ACCEPTED, Assignment.quarter == quarter),
        ),
    ]
    counted = sa.union_all(*(_stretch(*stretch, named=named) for stretch in stretches)).subquery()
    called = name_on(sa.bindparam("last_day", type_=sa.Date)) if past else Unit.name
    return (
        sa.select(Unit.id, called, counted.c.standing, counted.c.parts, counted.c.on_time)
        .join(counted, counted.c.unit_id == Unit.id)
        .order_by(by_kind(), Unit.sort_key, Unit.id)
    )


def _stretch(standing: sa.ColumnElement[str], in_time: Any, chosen: tuple[Any, ...], *, named: bool) -> sa.Select[Any]:
    stands = standing.label("standing")
    set_aside = sa.select(Task.id).where(sa.text(f"task.{SET_ASIDE}"))
    programme_id = sa.bindparam("programme_id", type_=sa.Integer)
    query = sa.select(
        Assignment.unit_id, stands, sa.func.count().label("parts"), sa.func.sum(in_time).label("on_time")
    ).where(
        (aside(Assignment.programme_id) if named else Assignment.programme_id) == programme_id,
        *chosen,
        Assignment.task_id.not_in(set_aside),  # read once, where `is_in_force` would look at each task
    )
    if named:
        query = query.where(Assignment.unit_id.in_(sa.bindparam("units", expanding=True)))
    return query.group_by(Assignment.unit_id, stands)

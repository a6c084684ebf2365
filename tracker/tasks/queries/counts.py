"""How units' parts stand, counted by the database: without what was done in earlier quarters, which grows for ever."""

from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.office.models import Unit
from tracker.office.queries import by_kind, name_on
from tracker.tasks.models import SET_ASIDE, WAITING, WORKING, Assignment, State, Task
from tracker.tasks.queries.narrowing import aside
from tracker.tasks.queries.official import handed_in_on
from tracker.tasks.rules import Figures, Reckoning, Standing, punctuality

STANDINGS, ON_TIME = tuple(Standing), "on_time"


class UnitCount(NamedTuple):
    """How many parts a unit has in each standing, and how many were handed in on time or late."""

    unit_id: int
    unit_name: str
    counts: dict[Standing, int]
    on_time: int
    late: int

    def of(self, standing: Standing) -> int:
        """How many."""
        return self.counts[standing]

    @property
    def punctuality(self) -> float | None:
        """Percent done on time of what was due."""
        return punctuality(self.on_time, self.late, self.counts[Standing.OVERDUE])


def owed_by_unit(
    programme_id: int, *, quarter: Quarter, reckoning: Reckoning, unit_ids: Collection[int] | None = None
) -> list[UnitCount]:
    """Per unit, how its parts of a quarter and what is left of earlier ones stand; in the order of unit names.

    Of some units, or of all that have any (None).
    """
    facts = {
        "programme_id": programme_id,
        "quarter": quarter,
        "last_day": quarter.last_day,
        "today": reckoning.today,
        "soon_by": reckoning.soon_by,
        "units": None if unit_ids is None else sorted(unit_ids),
    }
    past, named = quarter.last_day < reckoning.today, unit_ids is not None
    rows: Any = db.session.execute(_statement(db.engine.dialect.name, past=past, named=named), facts)
    found = []
    for unit_id, name, *counted, on_time in rows:
        counts = dict(zip(STANDINGS, counted, strict=True))
        done = counts[Standing.SUBMITTED] + counts[Standing.DONE]
        found.append(UnitCount(unit_id, name, counts, on_time, done - on_time))
    return found


def figures_of(unit_ids: Collection[int], *, programme_id: int, quarter: Quarter, reckoning: Reckoning) -> Figures:
    """The same for some units together. Handed in counts as done."""
    units = owed_by_unit(programme_id, quarter=quarter, reckoning=reckoning, unit_ids=unit_ids)
    stand = {standing: sum(unit.counts[standing] for unit in units) for standing in STANDINGS}
    on_time, late = sum(unit.on_time for unit in units), sum(unit.late for unit in units)
    return Figures(
        overdue=stand[Standing.OVERDUE],
        returned=stand[Standing.RETURNED],
        due_soon=stand[Standing.DUE_SOON],
        open=stand[Standing.OPEN] + stand[Standing.UNDATED],
        done=stand[Standing.SUBMITTED] + stand[Standing.DONE],
        punctuality=punctuality(on_time, late, stand[Standing.OVERDUE]),
    )


@cache
def _statement(_dialect: str, *, past: bool, named: bool) -> sa.Select[Any]:
    """A row for each unit: its number and name, how many in each of STANDINGS, how many of them handed in on time.

    Each stretch by an index of its own: what is left to do, what waits for a reply, what is settled in this quarter.
    """
    today, soon_by, last_day = (sa.bindparam(name, type_=sa.Date) for name in ("today", "soon_by", "last_day"))
    programme_id = sa.bindparam("programme_id", type_=sa.Integer)
    quarter = sa.bindparam("quarter", type_=Assignment.quarter.type)
    due, returned = Assignment.due_on, Assignment.state == State.RETURNED
    in_time = due.is_(None) | (handed_in_on() <= due)
    of_programme = (aside(Assignment.programme_id) if named else Assignment.programme_id) == programme_id
    until_now = aside(Assignment.quarter) <= quarter
    left = _stretch(
        {
            Standing.OVERDUE: due < today,
            Standing.RETURNED: returned & (due.is_(None) | (due >= today)),
            Standing.DUE_SOON: ~returned & (due >= today) & (due <= soon_by),
            Standing.OPEN: ~returned & (due > soon_by),
            Standing.UNDATED: ~returned & due.is_(None),
        },
        # The index of units holds all that is asked here, and those of every programme are few.
        [aside(Assignment.programme_id) == programme_id, sa.text(f"assignment.{WORKING}"), until_now],
        named=named,
    )
    waiting = _stretch(
        {Standing.SUBMITTED: sa.true(), ON_TIME: in_time},
        [of_programme, sa.text(f"assignment.{WAITING} AND assignment.state = 'submitted'"), until_now],
        named=named,
    )
    settled = _stretch(
        {Standing.DONE: sa.true(), ON_TIME: in_time},
        [of_programme, Assignment.state == State.ACCEPTED, Assignment.quarter == quarter],
        named=named,
    )
    counted = sa.union_all(left, waiting, settled).subquery()
    # PostgreSQL adds counts up as decimals.
    sums: list[Any] = [sa.cast(sa.func.sum(counted.c[name]), sa.Integer) for name in (*STANDINGS, ON_TIME)]
    return (
        sa.select(Unit.id, name_on(last_day) if past else Unit.name, *sums)
        .join(counted, counted.c.unit_id == Unit.id)
        .group_by(Unit.id)
        .order_by(by_kind(), Unit.sort_key, Unit.id)
    )


def _stretch(counts: dict[str, sa.ColumnElement[bool]], chosen: list[Any], *, named: bool) -> sa.Select[Any]:
    """Per unit, how many of the chosen parts each condition of `counts` holds for; 0 under the other names."""
    columns: list[Any] = [
        (sa.func.count().filter(counts[name]) if name in counts else sa.literal_column("0")).label(name)
        for name in (*STANDINGS, ON_TIME)
    ]
    set_aside = sa.select(Task.id).where(sa.text(f"task.{SET_ASIDE}"))
    query = sa.select(Assignment.unit_id, *columns).where(
        *chosen,
        Assignment.task_id.not_in(set_aside),  # read once, where `is_in_force` would look at each task
    )
    if named:
        query = query.where(Assignment.unit_id.in_(sa.bindparam("units", expanding=True)))
    return query.group_by(Assignment.unit_id)

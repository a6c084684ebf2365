"""What is due day by day: one line for what many units owe alike, and of a full day the first lines alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.office.models import Unit
from tracker.reminders.queries.owed import OwedFilter, rows_of
from tracker.tasks.rules import Reckoning


class DueLine(NamedTuple):
    """What `units` units owe on one day under one name. The numbers and the unit are those of the first of them."""

    due_on: date
    kind: OwedKind
    title: str
    detail: str
    units: int
    record_id: int
    page_id: int
    unit_id: int
    unit_name: str


@dataclass(slots=True)
class DueDay:
    """The lines of one day, and how many things it holds with those that are left out."""

    lines: list[DueLine] = field(default_factory=list)
    all: int = 0

    @property
    def more(self) -> int:
        """How many things are in no line."""
        return self.all - sum(line.units for line in self.lines)


def due_by_day(chosen: OwedFilter, reckoning: Reckoning, *, most: int) -> Mapping[date, DueDay]:
    """The days of the stretch that is chosen on which anything is due, with at most so many lines each."""
    listed, fits = rows_of(chosen, reckoning)
    column = listed.c
    together = (
        sa.select(
            *(column.due_on, column.kind, column.title, column.detail),
            sa.func.count().label("units"),
            sa.func.min(column.record_id).label("record_id"),
            sa.func.min(column.page_id).label("page_id"),
            sa.func.min(column.unit_id).label("unit_id"),
        )
        .where(*fits, column.due_on.is_not(None))
        .group_by(column.due_on, column.kind, column.title, column.detail)
        .subquery()
    )
    of = together.c
    in_order = (of.units.desc(), of.kind, of.title, of.detail)
    ranked = sa.select(
        *of,
        sa.func.row_number().over(partition_by=of.due_on, order_by=in_order).label("place"),
        sa.cast(sa.func.sum(of.units).over(partition_by=of.due_on), sa.Integer).label("all"),
    ).subquery()
    rows = db.session.execute(
        sa.select(*(ranked.c[name] for name in DueLine._fields[:-1]), Unit.name, ranked.c["all"])
        .join(Unit, Unit.id == ranked.c.unit_id)
        .where(ranked.c.place <= most)
        .order_by(ranked.c.due_on, ranked.c.place)
    )
    days: dict[date, DueDay] = {}
    for row in rows:
        day = days.setdefault(row.due_on, DueDay(all=row[-1]))
        day.lines.append(_read(row))
    return days


def _read(row: Any) -> DueLine:
    line = DueLine._make(row[:-1])
    return line._replace(kind=OwedKind(line.kind))

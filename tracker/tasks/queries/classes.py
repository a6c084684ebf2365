"""How units did what they were given, in the official classes, summed in the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Quarter, Stretch
from tracker.office.models import Unit
from tracker.office.queries import by_kind
from tracker.tasks.models import Assignment, State, Task, TaskKind, TaskState
from tracker.tasks.queries.official import class_conditions
from tracker.tasks.queries.work import called_in
from tracker.tasks.rules import Classes, OfficialClass


@dataclass(frozen=True, slots=True)
class Results:
    """A unit's parts of a period, against the deadline that counts and against the one that was given at first."""

    unit_id: int
    unit_name: str
    counts: Classes
    first: Classes


def results_by_unit(
    programme_id: int,
    *,
    period: Stretch,
    today: date,
    unit_ids: Collection[int] | None = None,
    without_regular: bool = False,
) -> list[Results]:
    """Per unit, how the parts of a period's quarters stand today; of some units, or of all that have any (None).

    A part counts in its own quarter alone, so that quarters add up to their year. `without_regular` leaves out what
    recurs through the year: Decision 42/2014 counts no regular functional work.
    """
    first, last = Quarter.of(period.first_day), Quarter.of(period.last_day)
    both = [class_conditions(today, due) for due in (Assignment.due_on, Assignment.first_due_on)]
    sums = [sa.func.count().filter(classes[name]) for classes in both for name in OfficialClass]
    query = (
        sa.select(Unit.id, called_in(last, today=today), *sums)
        .select_from(Assignment)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Assignment.programme_id == programme_id,
            Assignment.quarter.between(first, last),
            Assignment.state != State.ENDED,
            Task.state.in_((TaskState.ACTIVE, TaskState.DONE)),
        )
        .group_by(Unit.id, Unit.name, Unit.kind, Unit.sort_key)
        .order_by(by_kind(), Unit.sort_key)
    )
    if unit_ids is not None:
        query = query.where(Assignment.unit_id.in_(unit_ids))
    if without_regular:
        query = query.where(Task.kind != TaskKind.REGULAR)
    kinds = len(OfficialClass)
    return [
        Results(unit_id, name, Classes(*counted[:kinds]), Classes(*counted[kinds:]))
        for unit_id, name, *counted in db.session.execute(query)
    ]

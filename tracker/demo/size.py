"""A demo town of real size: more units, people and tasks than anybody would type, to try the tracker on."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.office import services as office
from tracker.office.models import Person, Programme, RoleKind, Unit, UnitKind
from tracker.tasks.models import Assignment, DueKind, Part, State, Task, TaskKind, TaskMode, TaskState

QUARTERS = 20  # the tasks lie in this quarter and those before it
UNITS = 40
PEOPLE = 5  # of each unit that is added
LEFT = 50  # of past quarters, one part in so many was left undone
AT_ONCE = 10_000
STATES = (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.ACCEPTED)


def grow(count: int, *, at: datetime) -> None:
    """Bring the town to forty units, and add so many tasks, each with a lead and one that joins.

    The tasks are written past the services, without a story: a million of them would else take a day.
    """
    programme = db.session.scalars(sa.select(Programme).order_by(Programme.id).limit(1)).one()
    _add_units(programme, at)
    wanted = sa.select(Unit.id).where(Unit.kind.in_((UnitKind.DEPARTMENT, UnitKind.COMMUNE))).order_by(Unit.id)
    units = db.session.scalars(wanted).all()
    quarters = [Quarter.of(clock.local(at).date())]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].previous)
    for start in range(1, count + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count + 1))
        tasks = [_task(n, programme.id, quarters[n % QUARTERS]) for n in numbers]
        made = sa.insert(Task).returning(Task.id, sort_by_parameter_order=True)
        parts = [
            _part(n, place, task_id, programme.id, quarters, units, at)
            for n, task_id in zip(numbers, db.session.scalars(made, tasks).all(), strict=True)
            for place in range(2)
        ]
        db.session.execute(sa.insert(Assignment), parts)


def _add_units(programme: Programme, at: datetime) -> None:
    for n in range(len(programme.members) + 1, UNITS + 1):
        name = f"Xã Làng Mới {n}"
        unit = office.add_unit(name, short_name=name, kind=UnitKind.COMMUNE, by=None, at=at)
        programme.members.append(unit)
        for place in range(1, PEOPLE + 1):
            person: Person = office.add_person(
                f"Người Thứ {n}.{place}", position="Công chức", unit=unit, by=None, at=at
            )
            kind = RoleKind.HEAD if place == 1 else RoleKind.OFFICER
            office.give_role(person, kind, unit=unit, by=None, at=at)


def _task(n: int, programme_id: int, quarter: Quarter) -> dict[str, object]:
    title = f"Việc số {n} trong quý {quarter.label}"
    return {
        "programme_id": programme_id,
        "title": title,
        "text": "",
        "folded": fold(title),
        "kind": TaskKind.QUARTERLY,
        "mode": TaskMode.JOINT,
        "state": TaskState.ACTIVE,
        "quarter": quarter,
        "due_kind": DueKind.PERIOD_END,
        "due_on": quarter.last_day,
        "due_inferred": True,
        "inspection": False,
        "version": 1,
    }


def _part(
    n: int, place: int, task_id: int, programme_id: int, quarters: list[Quarter], units: Sequence[int], at: datetime
) -> dict[str, object]:
    quarter = quarters[n % QUARTERS]
    past = quarter < quarters[0] and n % LEFT
    state = State.ACCEPTED if past else STATES[n % len(STATES)]
    return {
        "task_id": task_id,
        "programme_id": programme_id,
        "unit_id": units[(n * 7 + place) % len(units)],
        "part": (Part.LEAD, Part.COORDINATE)[place],
        "quarter": quarter,
        "period_end": quarter.last_day,
        "due_on": quarter.last_day,
        "first_due_on": quarter.last_day,
        "state": state,
        "percent": n % 100,
        "words": "",
        "settled_words": "",
        "submitted_at": at if state in (State.SUBMITTED, State.ACCEPTED) else None,
        "changed_at": at,
        "version": 1,
    }

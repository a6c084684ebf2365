"""Demo towns of real size: more units, people and tasks than anybody would type, spread as in life."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.demo import invented
from tracker.office import services as office
from tracker.office.models import Person, Programme, RoleKind, Unit, UnitKind
from tracker.tasks.models import (
    Assignment,
    DueKind,
    Extension,
    ExtensionState,
    Part,
    State,
    Task,
    TaskKind,
    TaskMode,
    TaskState,
)

AT_ONCE = 10_000
DOING = (UnitKind.DEPARTMENT, UnitKind.COMMUNE, UnitKind.MASS)
# Of a hundred parts: those of past quarters are nearly all settled, those of this one are under way.
PAST = {State.ACCEPTED: 965, State.IN_PROGRESS: 10, State.SUBMITTED: 8, State.RETURNED: 5, State.ENDED: 12}
NOW = {
    State.ASSIGNED: 270,
    State.IN_PROGRESS: 380,
    State.SUBMITTED: 110,
    State.ACCEPTED: 190,
    State.RETURNED: 35,
    State.DECLINED: 15,
}
AHEAD = {State.ASSIGNED: 1000}
EXTENDED, UNDATED, LATE = 0.07, 0.03, 0.15  # shares of parts; late ones of those handed in


@dataclass(frozen=True, slots=True)
class Size:
    """How many units there are in all, how many tasks are added, and in how many quarters up to the present one."""

    units: int
    tasks: int
    quarters: int


SIZES = {
    "small": None,  # the demo town as it is
    "office": Size(units=60, tasks=10_000, quarters=20),
    "province": Size(units=320, tasks=60_000, quarters=20),
}


def grow(size: Size, *, at: datetime) -> None:
    """Bring the town to that size.

    Units and people come through the services; tasks are written past them, without a story: so many would else take
    hours.
    """
    chance = Random(size.tasks)  # noqa: S311  # the same town each time
    programme = db.session.scalars(sa.select(Programme).order_by(Programme.id).limit(1)).one()
    _add_units(programme, size.units, at)
    staff = db.session.scalars(sa.select(Person.id).order_by(Person.id).limit(1)).one()
    wanted = sa.select(Unit.id).where(Unit.kind.in_(DOING), Unit.id.in_(unit.id for unit in programme.members))
    town = _Town(programme.id, db.session.scalars(wanted.order_by(Unit.id)).all(), staff, at, chance)
    quarters = [Quarter.of(clock.local(at).date()).next]
    while len(quarters) <= size.quarters:
        quarters.append(quarters[-1].previous)
    numbers = iter(range(1, size.tasks + 1))
    while some := list(islice(numbers, AT_ONCE)):
        tasks = [town.task(n, chance.choice(quarters[1:]) if n % 40 else quarters[0]) for n in some]
        made = sa.insert(Task).returning(Task.id, sort_by_parameter_order=True)
        numbered = zip(db.session.scalars(made, tasks).all(), tasks, strict=True)
        parts = [part for task_id, task in numbered for part in town.parts(task_id, task)]
        _insert(Assignment, parts)
    _add_extensions(town)
    _close_tasks(programme.id)


@dataclass(slots=True)
class _Town:
    programme_id: int
    units: Sequence[int]
    person_id: int
    at: datetime
    chance: Random

    def task(self, number: int, quarter: Quarter) -> dict[str, Any]:
        """A task of the quarter, as it is inserted."""
        chance = self.chance
        title = (
            f"{chance.choice(invented.DO)} {chance.choice(invented.WHAT)} {chance.choice(invented.WHERE)}, đợt {number}"
        )
        undated = chance.random() < UNDATED
        due = (
            None
            if undated
            else quarter.last_day - timedelta(days=chance.choice((0, 0, 0, 15, 30, chance.randrange(80))))
        )
        kind = chance.choices((TaskKind.QUARTERLY, TaskKind.AD_HOC, TaskKind.CONCLUSION), (70, 20, 10))[0]
        return {
            "programme_id": self.programme_id,
            "title": title,
            "text": "",
            "folded": fold(title),
            "kind": kind,
            "mode": chance.choices((TaskMode.JOINT, TaskMode.EACH), (70, 30))[0],
            "state": TaskState.ACTIVE,
            "quarter": quarter,
            "due_kind": DueKind.NONE if undated else DueKind.FIXED,
            "due_on": due,
            "due_inferred": due == quarter.last_day,
            "inspection": False,
            "version": 1,
        }

    def parts(self, task_id: int, task: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Of a lead and up to three that join it; or of as many units as a group would name, each with its own."""
        each = task["mode"] is TaskMode.EACH
        count = self.chance.randint(3, 9) if each else self.chance.randint(1, 4)
        for place, unit_id in enumerate(self.chance.sample(self.units, min(count, len(self.units)))):
            duty = Part.IMPLEMENT if each else Part.COORDINATE if place else Part.LEAD
            yield self._part(task_id, unit_id, duty, task["quarter"], task["due_on"])

    def _part(self, task_id: int, unit_id: int, duty: Part, quarter: Quarter, due: date | None) -> dict[str, Any]:
        chance, today = self.chance, clock.local(self.at).date()
        spread = NOW if quarter == Quarter.of(today) else PAST if quarter.last_day < today else AHEAD
        state = chance.choices(list(spread), list(spread.values()))[0]
        extended = due is not None and chance.random() < EXTENDED
        counts = due + timedelta(days=14) if due is not None and extended else due
        done = state in (State.SUBMITTED, State.ACCEPTED)
        handed_in = min(self.at, _noon(counts or quarter.last_day) + self._sooner_or_later()) if done else None
        percent = 100 if done else 0 if state is State.ASSIGNED else chance.randrange(5, 100, 5)
        return {
            "task_id": task_id,
            "programme_id": self.programme_id,
            "unit_id": unit_id,
            "part": duty,
            "quarter": quarter,
            "period_end": quarter.last_day,
            "due_on": counts,
            "first_due_on": due,
            "state": state,
            "percent": percent,
            "words": chance.choice(invented.SAID) if percent and chance.random() < 0.4 else "",
            "settled_words": chance.choice(invented.MISSING) if state is State.RETURNED else "",
            "declined_words": chance.choice(invented.CANNOT) if state is State.DECLINED else "",
            "submitted_at": handed_in,
            "changed_at": handed_in or self.at,
            "version": 1,
        }

    def _sooner_or_later(self) -> timedelta:
        late = self.chance.random() < LATE
        return timedelta(days=self.chance.randint(1, 12) if late else -self.chance.randint(0, 20))


def _add_extensions(town: _Town) -> None:
    """What gave the extended parts their new day."""
    extended: Any = sa.select(Assignment.id, Assignment.first_due_on, Assignment.due_on).where(
        Assignment.programme_id == town.programme_id,
        Assignment.due_on > Assignment.first_due_on,
        ~sa.exists().where(Extension.assignment_id == Assignment.id),
    )
    given = [
        {
            "assignment_id": part_id,
            "state": ExtensionState.GRANTED,
            "old_due_on": first,
            "wanted_on": due,
            "granted_on": due,
            "words": town.chance.choice(invented.CANNOT),
            "asked_by_id": town.person_id,
            "asked_at": _noon(first) - timedelta(days=5),
            "decided_words": "",
            "decided_by_id": town.person_id,
            "decided_at": _noon(first) - timedelta(days=3),
            "version": 1,
        }
        for part_id, first, due in db.session.execute(extended)
    ]
    _insert(Extension, given)


def _close_tasks(programme_id: int) -> None:
    """Done is a task whose lead's part is accepted, or all parts where each unit owes its own (`rules.is_done`)."""
    counts = (Task.mode == TaskMode.EACH) | (Assignment.part == Part.LEAD)
    parts = sa.exists().where(Assignment.task_id == Task.id, Assignment.state != State.ENDED, counts)
    open_parts = parts.where(Assignment.state != State.ACCEPTED)
    active = (Task.programme_id == programme_id) & (Task.state == TaskState.ACTIVE)
    closing = sa.update(Task).where(active, parts.correlate(Task), ~open_parts.correlate(Task))
    db.session.execute(closing.values(state=TaskState.DONE), execution_options={"synchronize_session": False})


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(sa.insert(model), rows[start : start + AT_ONCE])


def _add_units(programme: Programme, count: int, at: datetime) -> None:
    names, people = invented.commune_names(), invented.person_names()
    known = set(db.session.scalars(sa.select(Unit.name)))
    met = set(db.session.scalars(sa.select(Person.full_name)))
    while len(programme.members) < count:
        name = next(name for name in names if name not in known)
        unit = office.add_unit(name, short_name=name, kind=UnitKind.COMMUNE, by=None, at=at)
        programme.members.append(unit)
        for kind, position in ((RoleKind.HEAD, "Chủ tịch Ủy ban nhân dân"), (RoleKind.OFFICER, "Công chức")):
            called = next(name for name in people if name not in met)
            person = office.add_person(called, position=position, unit=unit, by=None, at=at)
            office.give_role(person, kind, unit=unit, by=None, at=at)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(5), UTC)  # of Vietnam

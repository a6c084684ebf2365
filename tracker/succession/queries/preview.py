"""What a decision would move, and what stays under the old name: figures and lists, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.meetings.models import Addressee, Conclusion, ConclusionState
from tracker.office.models import (
    Person,
    Programme,
    ProgrammeMember,
    Role,
    RoleKind,
    Unit,
    UnitGroup,
    UnitGroupMember,
)
from tracker.pilots.models import Pilot
from tracker.pilots.rules import OPEN
from tracker.reports.models import Report
from tracker.reports.rules.moves import HANDED_IN, OWED
from tracker.succession.decisions import Decision
from tracker.succession.rules import MOST_PARTS_SHOWN
from tracker.tasks.models import Assignment, Part, ProgressUpdate, State, Task
from tracker.tasks.rules import UNFINISHED


@dataclass(frozen=True, slots=True)
class PartRow:
    """An open part of a unit that ends."""

    id: int
    title: str
    unit_id: int
    quarter: Quarter
    part: Part
    state: State
    percent: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role that is in force on the day, in a unit that ends or in one that takes over."""

    person_id: int
    name: str
    kind: RoleKind
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of a unit that ends."""

    id: int
    name: str
    position: str
    unit_id: int


@dataclass(slots=True)
class UnitFigures:
    """How much of each a unit holds: what moves, then what stays."""

    id: int
    name: str
    open: int = 0
    roles: int = 0
    people: int = 0
    drafts: int = 0
    pilots: int = 0
    reports: int = 0
    accepted: int = 0
    updates: int = 0
    published: int = 0
    past_pilots: int = 0
    handed_in: int = 0
    past_roles: int = 0
    documents: int = 0


@dataclass(slots=True, kw_only=True)
class Preview:
    """What would come of a decision. `joined` counts parts that another one carries on."""

    units: list[UnitFigures]
    parts: list[PartRow] = field(default_factory=list)
    joined: int = 0
    people: list[PersonRow] = field(default_factory=list)
    roles: list[RoleRow] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def total(self, what: str) -> int:
        """Of all units together."""
        return sum(getattr(unit, what) for unit in self.units)

    def name_of(self, unit_id: int) -> str:
        """What a unit that ends is called."""
        return next(unit.name for unit in self.units if unit.id == unit_id)

    @property
    def heads(self) -> list[tuple[int, str]]:
        """Everybody who is head of a unit that ends or takes over: more than one is one too many."""
        return list(
            {role.person_id: (role.person_id, role.name) for role in self.roles if role.kind is RoleKind.HEAD}.values()
        )


def preview(decision: Decision) -> Preview:
    """Everything that a decision concerns."""
    ids = list(decision.unit_ids)
    units = db.session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(ids)).order_by(Unit.sort_key))
    seen = Preview(units=[UnitFigures(*row) for row in units])
    _count(seen, decision)
    seen.parts = [
        PartRow(*row)
        for row in db.session.execute(
            sa.select(
                Assignment.id,
                Task.title,
                Assignment.unit_id,
                Assignment.quarter,
                Assignment.part,
                Assignment.state,
                Assignment.percent,
            )
            .join(Task, Task.id == Assignment.task_id)
            .where(_open(ids))
            .order_by(Assignment.quarter.desc(), Assignment.task_id.desc(), Assignment.id)
            .limit(MOST_PARTS_SHOWN)
        )
    ]
    seen.joined = _joined([*ids, *decision.taken_over_by])
    seen.people = _people(decision)
    seen.roles = _roles(decision)
    _membership(seen, ids)
    return seen


def _open(ids: list[int]) -> sa.ColumnElement[bool]:
    return Assignment.unit_id.in_(ids) & Assignment.state.in_(UNFINISHED)


def _count(seen: Preview, decision: Decision) -> None:
    """Every figure is a number by unit; all are asked for in one statement."""
    ids, figures = list(decision.unit_ids), {unit.id: unit for unit in seen.units}
    in_force = sa.or_(Role.valid_to.is_(None), Role.valid_to >= decision.on)
    staying = sa.or_(Person.ended_on.is_(None), Person.ended_on > decision.on)
    counted: dict[str, tuple[Any, sa.ColumnElement[bool]]] = {
        "open": (Assignment.unit_id, Assignment.state.in_(UNFINISHED)),
        "accepted": (Assignment.unit_id, Assignment.state == State.ACCEPTED),
        "reports": (Report.unit_id, Report.state.in_(OWED)),
        "handed_in": (Report.unit_id, Report.state.in_(HANDED_IN)),
        "pilots": (Pilot.unit_id, Pilot.state.in_(OPEN)),
        "past_pilots": (Pilot.unit_id, Pilot.state.not_in(OPEN)),
        "roles": (Role.unit_id, in_force),
        "past_roles": (Role.unit_id, ~in_force),
        "people": (Person.unit_id, staying),
    }
    queries: list[Any] = [
        sa.select(sa.literal(what).label("what"), unit_id.label("unit_id"), sa.func.count().label("number"))
        .where(unit_id.in_(ids), wanted)
        .group_by(unit_id)
        for what, (unit_id, wanted) in counted.items()
    ]
    queries.append(
        sa.select(sa.literal("updates"), Assignment.unit_id, sa.func.count(ProgressUpdate.id))
        .join(ProgressUpdate, ProgressUpdate.assignment_id == Assignment.id)
        .where(Assignment.unit_id.in_(ids))
        .group_by(Assignment.unit_id)
    )
    for what, state in (("drafts", ConclusionState.DRAFT), ("published", ConclusionState.PUBLISHED)):
        queries.append(
            sa.select(sa.literal(what), Addressee.unit_id, sa.func.count())
            .join(Conclusion, Conclusion.id == Addressee.conclusion_id)
            .where(Addressee.unit_id.in_(ids), ~Addressee.ended, Conclusion.state == state)
            .group_by(Addressee.unit_id)
        )
    queries.append(
        sa.select(sa.literal("documents"), Unit.id, sa.func.count(Document.id))
        .join(Document, Document.issuer == Unit.name)
        .where(Unit.id.in_(ids))
        .group_by(Unit.id)
    )
    for what, unit_id, number in db.session.execute(sa.union_all(*queries)):
        setattr(figures[unit_id], what, number)


def _joined(ids: list[int]) -> int:
    """Open parts of one task and period beyond the first: another carries them on."""
    together = (
        sa.select((sa.func.count() - 1).label("beyond"))
        .where(_open(ids))
        .group_by(Assignment.task_id, Assignment.period_end)
        .subquery()
    )
    return int(db.session.scalar(sa.select(sa.func.sum(together.c.beyond))) or 0)


def _people(decision: Decision) -> list[PersonRow]:
    rows = db.session.execute(
        sa.select(Person.id, Person.full_name, Person.position, Person.unit_id)
        .where(Person.unit_id.in_(decision.unit_ids), sa.or_(Person.ended_on.is_(None), Person.ended_on > decision.on))
        .order_by(Person.sort_key)
    )
    return [PersonRow(*row) for row in rows]


def _roles(decision: Decision) -> list[RoleRow]:
    rows = db.session.execute(
        sa.select(Person.id, Person.full_name, Role.kind, Role.unit_id)
        .join(Person, Person.id == Role.person_id)
        .where(
            Role.unit_id.in_([*decision.unit_ids, *decision.taken_over_by]),
            sa.or_(Role.valid_to.is_(None), Role.valid_to >= decision.on),
        )
        .order_by(Role.id)
    )
    return [RoleRow(*row) for row in rows]


def _membership(seen: Preview, ids: Iterable[int]) -> None:
    """Programmes, groups, what gathers reports, and units below; in one statement."""
    ids = list(ids)
    rows = db.session.execute(
        sa.union_all(
            sa.select(sa.literal("programmes"), Programme.short_name)
            .join(ProgrammeMember, ProgrammeMember.programme_id == Programme.id)
            .where(ProgrammeMember.unit_id.in_(ids), Programme.ended_on.is_(None)),
            sa.select(sa.literal("standing"), Programme.short_name).where(
                Programme.standing_unit_id.in_(ids), Programme.ended_on.is_(None)
            ),
            sa.select(sa.literal("groups"), UnitGroup.name)
            .join(UnitGroupMember, UnitGroupMember.group_id == UnitGroup.id)
            .where(UnitGroupMember.unit_id.in_(ids)),
            sa.select(sa.literal("below"), Unit.name).where(
                Unit.parent_id.in_(ids), Unit.id.not_in(ids), Unit.ended_on.is_(None)
            ),
        )
    )
    for what, name in rows:
        known = getattr(seen, what)
        if name not in known:
            known.append(name)

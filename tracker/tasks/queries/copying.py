"""Tasks of one year's plan as they would be in another's: what is copied already, who is still there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.core.db import db
from tracker.core.periods import Quarter, quarters_of
from tracker.office.models import Unit, UnitGroup
from tracker.office.naming import Named
from tracker.tasks.models import Assignment, DueKind, Part, Recurrence, State, Task, TaskKind, TaskState
from tracker.tasks.queries.bulk import KnownInProgramme

COPIED = (TaskKind.REGULAR, TaskKind.QUARTERLY, TaskKind.AD_HOC)  # a conclusion is its meeting's own
OF_A_YEAR = (TaskKind.REGULAR, TaskKind.QUARTERLY)  # what came up in a year without a plan is not of the next


@dataclass(frozen=True, slots=True)
class Whole:
    """The tasks of a plan; or, without one, of a year."""

    year: int
    plan_id: int | None = None

    def __str__(self) -> str:
        return f"plan-{self.plan_id}" if self.plan_id is not None else str(self.year)


@dataclass(slots=True)
class Heirs:
    """Who has the parts of a task today: those that are there, who took over from whom, and who is left out."""

    parts: list[tuple[Part, Named]] = field(default_factory=list)
    taken_over: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def has_lead(self) -> bool:
        """Whether somebody is to do it, and not only to join in."""
        return any(part in (Part.LEAD, Part.IMPLEMENT) for part, _ in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A task to be copied, as it is; `copied_id` is the copy that is there already."""

    id: int
    title: str
    kind: TaskKind
    quarter: Quarter | None
    due_kind: DueKind
    due_on: date | None
    due_words: str
    recurrence: Recurrence | None
    copied_id: int | None


def years_with_tasks(programme_id: int) -> tuple[int, int] | None:
    """The first and the last year in which a programme has tasks; None where it has none."""
    first, last = db.session.execute(
        sa.select(sa.func.min(Assignment.quarter), sa.func.max(Assignment.quarter)).where(
            Assignment.programme_id == programme_id
        )
    ).one()
    return (first.year, last.year) if first is not None else None


def tasks_of(programme_id: int, source: Whole, *, target: Whole, limit: int) -> list[CopyRow]:
    """The tasks of a plan or year, those not copied to the target yet first; then regular ones, then by quarter."""
    copied = copies_of(Task.id, target).scalar_subquery()
    rows = db.session.execute(
        sa.select(
            Task.id,
            Task.title,
            Task.kind,
            Task.quarter,
            Task.due_kind,
            Task.due_on,
            Task.due_words,
            Task.recurrence,
            copied.label("copied_id"),
        )
        .where(Task.programme_id == programme_id, _of(source))
        .order_by(copied.is_not(None), Task.quarter.is_not(None), Task.quarter, Task.id)
        .limit(limit)
    )
    return [CopyRow(**row._asdict()) for row in rows]


def copies_of(task_id: int | sa.SQLColumnExpression[int], target: Whole) -> sa.Select[int]:
    """The copy of a task in a year; one that was dropped is none. Whichever plan of that year it was copied to."""
    copy, part = aliased(Task), aliased(Assignment)
    in_year = sa.exists().where(part.task_id == copy.id, _in(part.quarter, target.year))
    copies = sa.select(sa.func.min(copy.id)).where(copy.copied_from_id == task_id, copy.state != TaskState.DROPPED)
    return copies.where(in_year)


def tasks_to_copy(task_ids: Collection[int], programme_id: int, source: Whole) -> Sequence[Task]:
    """Those of the tasks that stand in the plan or year, in its order."""
    wanted = (Task.programme_id == programme_id) & Task.id.in_(task_ids) & _of(source)
    return db.session.scalars(
        sa.select(Task).where(wanted).order_by(Task.quarter.is_not(None), Task.quarter, Task.id)
    ).all()


def heirs_of(task_ids: Collection[int], known: KnownInProgramme) -> Mapping[int, Heirs]:
    """Who has the parts of tasks today. Several who took over from one that led are left to staff."""
    unit_id = sa.case((Assignment.group_id.is_(None), Assignment.unit_id))  # a group is one, whoever it means
    rows = db.session.execute(
        sa.select(
            Assignment.task_id,
            Assignment.part,
            Assignment.group_id,
            unit_id.label("unit_id"),
            sa.func.coalesce(UnitGroup.name, sa.func.min(Unit.name)).label("name"),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
        .where(Assignment.task_id.in_(task_ids), Assignment.state != State.ENDED)
        .group_by(Assignment.task_id, Assignment.part, Assignment.group_id, unit_id, UnitGroup.name)
        .order_by(Assignment.task_id, sa.func.min(Assignment.id))
    )
    found: defaultdict[int, Heirs] = defaultdict(Heirs)
    for task_id, part, group_id, one, name in rows:
        _add(found[task_id], part, Named(one, group_id), name, known)
    return found


def _add(heirs: Heirs, part: Part, named: Named, name: str, known: KnownInProgramme) -> None:
    if named.group_id is not None:
        is_there = named.group_id in known.groups and known.members(known.groups[named.group_id])
        successors: Iterable[Named] = [named] if is_there else []
    elif named.unit_id in known.units:
        successors = [named]
    else:
        units = [heir for heir in known.names.former.heirs.get(named.unit_id or 0, ()) if heir in known.units]
        successors = [Named(unit_id=heir) for heir in units] if len(units) == 1 or part is not Part.LEAD else []
        if successors:
            heirs.taken_over.append((name, ", ".join(known.units[heir].name for heir in units)))
    if not successors:
        heirs.left_out.append(name)
    heirs.parts += [(part, successor) for successor in successors if (part, successor) not in heirs.parts]


def _of(source: Whole) -> sa.ColumnElement[bool]:
    in_force = Task.state.not_in((TaskState.DRAFT, TaskState.DROPPED))
    if source.plan_id is not None:
        return in_force & (Task.plan_id == source.plan_id) & Task.kind.in_(COPIED)
    in_year = sa.exists().where(Assignment.task_id == Task.id, _in(Assignment.quarter, source.year))
    of_quarter = _in(Task.quarter, source.year) | (Task.quarter.is_(None) & in_year)
    return in_force & Task.kind.in_(OF_A_YEAR) & of_quarter


def _in(
    quarter: sa.SQLColumnExpression[Quarter | None] | sa.SQLColumnExpression[Quarter], year: int
) -> sa.ColumnElement[bool]:
    first, *_, last = quarters_of(year)
    return quarter.between(first, last)

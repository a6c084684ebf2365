"""Reading tasks: entities for changing them, plain rows for lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Person, Unit
from tracker.tasks.models import Assignment, Part, ProgressUpdate, State, Task, TaskKind, TaskMode, TaskState
from tracker.tasks.policy import visible_to
from tracker.tasks.rules import Standing, standing_of, urgency

UNFINISHED = (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.DECLINED)


def get_task(task_id: int) -> Task | None:
    """A task with its parts and their units."""
    return db.session.scalar(
        sa.select(Task)
        .where(Task.id == task_id)
        .options(
            joinedload(Task.document),
            selectinload(Task.assignments).options(joinedload(Assignment.unit), joinedload(Assignment.group)),
        )
    )


def get_assignment(assignment_id: int) -> Assignment | None:
    """A part with its unit and its task."""
    return db.session.scalar(
        sa.select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.task).options(joinedload(Task.document), selectinload(Task.assignments)),
        )
    )


def progress_of_assignment(assignment_id: int) -> Sequence[sa.Row[tuple[datetime, str, int, str]]]:
    """What a unit has said of its part, newest first: when, who, percent, words."""
    return db.session.execute(
        sa.select(ProgressUpdate.at, Person.full_name, ProgressUpdate.percent, ProgressUpdate.words)
        .join(Person, Person.id == ProgressUpdate.by_id)
        .where(ProgressUpdate.assignment_id == assignment_id)
        .order_by(ProgressUpdate.id.desc())
    ).all()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One part as lists show it. `companions` counts the other units in the task."""

    id: int
    version: int
    task_id: int
    title: str
    kind: TaskKind
    mode: TaskMode
    part: Part
    unit_id: int
    unit_name: str
    source: str
    clause: str
    document_id: int | None
    quarter: Quarter
    due_on: date | None
    due_inferred: bool
    state: State
    percent: int
    words: str
    submitted_at: datetime | None
    settled_words: str
    companions: int
    standing: Standing
    changed_at: datetime


_SIBLING = sa.orm.aliased(Assignment)
_COMPANIONS = (
    sa.select(sa.func.count(sa.distinct(_SIBLING.unit_id)) - 1)
    .where(_SIBLING.task_id == Assignment.task_id)
    .scalar_subquery()
)
_COLUMNS = (
    Assignment.id,
    Assignment.version,
    Assignment.task_id,
    Task.title,
    Task.kind,
    Task.mode,
    Assignment.part,
    Assignment.unit_id,
    Unit.name.label("unit_name"),
    sa.func.trim(Document.type_name + " " + Document.notation).label("source"),
    Task.clause,
    Task.document_id,
    Assignment.quarter,
    Assignment.due_on,
    Task.due_inferred,
    Assignment.state,
    Assignment.percent,
    Assignment.words,
    Assignment.submitted_at,
    Assignment.settled_words,
    _COMPANIONS.label("companions"),
    Assignment.changed_at,
)


def work_of_units(
    unit_ids: frozenset[int], *, programme_id: int, quarter: Quarter, today: date, soon_by: date
) -> list[WorkRow]:
    """All that units owe in a quarter, with what is left from earlier ones, most urgent first."""
    left_over = (Assignment.quarter < quarter) & Assignment.state.in_(UNFINISHED)
    wanted = Assignment.unit_id.in_(unit_ids) & ((Assignment.quarter == quarter) | left_over)
    return _rows(wanted & _in_force(programme_id), today=today, soon_by=soon_by)


def work_row(assignment_id: int, *, today: date, soon_by: date) -> WorkRow:
    """One part as the list shows it."""
    return _rows(Assignment.id == assignment_id, today=today, soon_by=soon_by)[0]


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


def owed_by_unit(programme_id: int, *, quarter: Quarter, today: date, soon_by: date) -> list[UnitCount]:
    """Per unit, how its parts of a quarter stand; in the order of unit names."""
    standing = standing_case(today=today, soon_by=soon_by).label("standing")
    in_time = _submitted_in_time()
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name, standing, sa.func.count(), sa.func.sum(in_time))
        .select_from(Assignment)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.quarter == quarter, _in_force(programme_id))
        .group_by(Unit.id, Unit.name, Unit.kind, Unit.sort_key, standing)
        .order_by(Unit.kind, Unit.sort_key)
    )
    units: dict[int, UnitCount] = {}
    for unit_id, name, stands, count, on_time in rows:
        known = units.get(unit_id) or UnitCount(unit_id, name, {}, 0, 0)
        handed_in = count if stands in (Standing.SUBMITTED, Standing.DONE) else 0
        on_time = on_time if handed_in else 0
        units[unit_id] = UnitCount(
            unit_id,
            name,
            {**known.counts, Standing(stands): count},
            known.on_time + on_time,
            known.late + handed_in - on_time,
        )
    return list(units.values())


def owed(
    programme_id: int,
    *,
    quarter: Quarter,
    today: date,
    soon_by: date,
    unit_id: int | None = None,
    standing: Standing | None = None,
    limit: int | None = None,
) -> list[WorkRow]:
    """Parts of a quarter, of one unit or all, in one standing or all, most urgent first."""
    wanted = (Assignment.quarter == quarter) & _in_force(programme_id)
    if unit_id is not None:
        wanted &= Assignment.unit_id == unit_id
    if standing is not None:
        wanted &= standing_case(today=today, soon_by=soon_by) == standing.value
    return _rows(wanted, today=today, soon_by=soon_by, limit=limit)


def standing_case(*, today: date, soon_by: date) -> sa.Case[str]:
    """`rules.standing_of` for the database; a test holds the two together."""
    return sa.case(
        (Assignment.state.in_((State.ACCEPTED, State.ENDED)), Standing.DONE.value),
        (Assignment.state == State.SUBMITTED, Standing.SUBMITTED.value),
        (Assignment.due_on < today, Standing.OVERDUE.value),
        (Assignment.state == State.RETURNED, Standing.RETURNED.value),
        (Assignment.due_on.is_(None), Standing.UNDATED.value),
        (Assignment.due_on <= soon_by, Standing.DUE_SOON.value),
        else_=Standing.OPEN.value,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as the list of tasks shows it."""

    id: int
    title: str
    kind: TaskKind
    state: TaskState
    quarter: Quarter | None
    due_on: date | None
    due_inferred: bool
    source: str
    clause: str
    leads: str
    parts: int
    done: int
    percent: int


def tasks_seen_by(
    person: Person,
    *,
    programme_id: int,
    quarter: Quarter,
    kind: TaskKind | None = None,
    state: TaskState | None = None,
    words: str = "",
    limit: int = 200,
) -> list[TaskRow]:
    """The tasks of a quarter (and the regular ones of its year) that a person may see; `words` with or without marks."""
    part = sa.orm.aliased(Assignment)
    counted = (Task.mode == TaskMode.EACH) | (part.part == Part.LEAD)
    live = (part.quarter == quarter) & (part.state != State.ENDED)
    query = (
        sa.select(
            Task.id,
            Task.title,
            Task.kind,
            Task.state,
            Task.quarter,
            Task.due_on,
            Task.due_inferred,
            sa.func.trim(Document.type_name + " " + Document.notation).label("source"),
            Task.clause,
            sa.func.count(part.id).label("parts"),
            sa.func.sum(sa.case((part.state == State.ACCEPTED, 1), else_=0)).label("done"),
            sa.func.avg(sa.case((counted, part.percent))).label("percent"),
            sa.func.min(sa.case((part.part.in_((Part.LEAD, Part.IMPLEMENT)), Unit.name))).label("first_lead"),
            sa.func.sum(sa.case((part.part.in_((Part.LEAD, Part.IMPLEMENT)), 1), else_=0)).label("lead_count"),
        )
        .join(part, (part.task_id == Task.id) & live)
        .join(Unit, Unit.id == part.unit_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .where(Task.programme_id == programme_id, visible_to(person))
        .group_by(Task.id, Document.type_name, Document.notation)
        .order_by(Task.due_on.is_(None), Task.due_on, Task.id)
        .limit(limit)
    )
    if kind is not None:
        query = query.where(Task.kind == kind)
    if state is not None:
        query = query.where(Task.state == state)
    for word in fold(words).split():
        query = query.where(Task.folded.contains(word, autoescape=True))
    return [_task_row(row) for row in db.session.execute(query)]


def _task_row(row: sa.Row[tuple[object, ...]]) -> TaskRow:
    facts = row._asdict()
    first, count = facts.pop("first_lead") or "", facts.pop("lead_count") or 0
    facts["leads"] = f"{first} +{count - 1}" if count > 1 else first
    facts["percent"] = int(facts["percent"] or 0)
    facts["done"] = int(facts["done"] or 0)
    facts["source"] = facts["source"] or ""
    return TaskRow(**facts)


def _in_force(programme_id: int) -> sa.ColumnElement[bool]:
    return (Assignment.programme_id == programme_id) & Task.state.in_((TaskState.ACTIVE, TaskState.DONE))


def _submitted_in_time() -> sa.Case[int]:
    """Handed in by the end of its day, or with no deadline. The day ends at midnight in Vietnam, 17:00 UTC."""
    local_day = sa.func.date(Assignment.submitted_at, "+7 hours")
    if db.engine.dialect.name == "postgresql":
        local_day = sa.func.date(sa.func.timezone("Asia/Ho_Chi_Minh", Assignment.submitted_at))
    return sa.case((Assignment.due_on.is_(None), 1), (local_day <= Assignment.due_on, 1), else_=0)


def _rows(
    wanted: sa.ColumnElement[bool], *, today: date, soon_by: date, limit: int | None = None
) -> list[WorkRow]:
    query = (
        sa.select(*_COLUMNS)
        .join(Task, Task.id == Assignment.task_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .where(wanted)
        .order_by(Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)
    )
    rows = []
    for row in db.session.execute(query if limit is None else query.limit(limit)):
        facts = row._asdict()
        facts["source"] = facts["source"] or ""
        stands = standing_of(row.state, row.due_on, today=today, soon_by=soon_by)
        rows.append(WorkRow(**facts, standing=stands))
    return sorted(rows, key=lambda row: (*urgency(row.standing, row.due_on), row.id))

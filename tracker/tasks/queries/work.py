"""Units' parts as lists show them: plain rows, in a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from tracker.calendar.queries import work_calendar
from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Person, Unit
from tracker.office.queries import by_kind, name_on
from tracker.tasks.models import Assignment, Part, State, Task, TaskKind, TaskMode, TaskState
from tracker.tasks.policy import can_read_words
from tracker.tasks.rules import UNFINISHED, Reckoning, Standing, punctuality


def reckoning(today: date) -> Reckoning:
    """How deadlines are looked at on a day, with the office's calendar."""
    return Reckoning(today, work_calendar())


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One part as lists show it. `companions` counts the other units in the task."""

    id: int
    version: int
    task_id: int
    programme_id: int
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
    days_left: int | None
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
    Assignment.programme_id,
    Task.title,
    Task.kind,
    Task.mode,
    Assignment.part,
    Assignment.unit_id,
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
    unit_ids: frozenset[int], *, programme_id: int, quarter: Quarter, reckoning: Reckoning
) -> list[WorkRow]:
    """All that units owe in a quarter, with what is left from earlier ones, most urgent first."""
    wanted = Assignment.unit_id.in_(unit_ids) & _owed_in(quarter)
    return _rows(wanted & _in_force(programme_id), reckoning, called=called_in(quarter, today=reckoning.today))


def work_row(assignment_id: int, reckoning: Reckoning) -> WorkRow:
    """One part as the list shows it."""
    part = db.session.get_one(Assignment, assignment_id)
    return _rows(Assignment.id == part.id, reckoning, called=called_in(part.quarter, today=reckoning.today))[0]


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
    standing = standing_case(reckoning).label("standing")
    in_time = _submitted_in_time()
    called = called_in(quarter, today=reckoning.today)
    rows = db.session.execute(
        sa.select(Unit.id, called, standing, sa.func.count(), sa.func.sum(in_time))
        .select_from(Assignment)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(_owed_in(quarter), _in_force(programme_id))
        .group_by(Unit.id, Unit.name, Unit.kind, Unit.sort_key, standing)
        .order_by(by_kind(), Unit.sort_key)
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
    reckoning: Reckoning,
    unit_id: int | None = None,
    standings: Collection[Standing] = tuple(Standing),
    limit: int | None = None,
) -> list[WorkRow]:
    """Parts of a quarter and what is left of earlier ones, of one unit or all, in some standings, most urgent first."""
    wanted = _owed_in(quarter) & _in_force(programme_id)
    if unit_id is not None:
        wanted &= Assignment.unit_id == unit_id
    if set(standings) != set(Standing):
        wanted &= standing_case(reckoning).in_([standing.value for standing in standings])
    return _rows(wanted, reckoning, called=called_in(quarter, today=reckoning.today), limit=limit)


def standing_case(reckoning: Reckoning) -> sa.Case[str]:
    """`Reckoning.standing` for the database; a test holds the two together."""
    return sa.case(
        (Assignment.state.in_((State.ACCEPTED, State.ENDED)), Standing.DONE.value),
        (Assignment.state == State.SUBMITTED, Standing.SUBMITTED.value),
        (Assignment.due_on < reckoning.today, Standing.OVERDUE.value),
        (Assignment.state == State.RETURNED, Standing.RETURNED.value),
        (Assignment.due_on.is_(None), Standing.UNDATED.value),
        (Assignment.due_on <= reckoning.soon_by, Standing.DUE_SOON.value),
        else_=Standing.OPEN.value,
    )


def parts_of(task: Task, reckoning: Reckoning) -> list[WorkRow]:
    """The parts of one task, most urgent first; each unit by its name in the part's own quarter."""
    quarters = {part.quarter for part in task.assignments}
    by_quarter = [(Assignment.quarter == q, called_in(q, today=reckoning.today)) for q in sorted(quarters)]
    called = sa.case(*by_quarter, else_=Unit.name) if quarters else Unit.name
    return _rows(Assignment.task_id == task.id, reckoning, called=called)


def as_seen_by(person: Person, rows: Sequence[WorkRow]) -> list[WorkRow]:
    """The rows, without the words that a unit has not handed in yet where they are not the person's to read."""
    return [
        row
        if can_read_words(person, row.programme_id, row.unit_id, handed_in=row.submitted_at is not None)
        else replace(row, words="", settled_words="")
        for row in rows
    ]


def _owed_in(quarter: Quarter) -> sa.ColumnElement[bool]:
    """Of that quarter, or left unfinished in an earlier one: nobody loses sight of last quarter's debts.

    A part that ended is owed by nobody, and counts neither as done nor as late.
    """
    of_quarter = (Assignment.quarter == quarter) & (Assignment.state != State.ENDED)
    return of_quarter | ((Assignment.quarter < quarter) & Assignment.state.in_(UNFINISHED))


def _in_force(programme_id: int) -> sa.ColumnElement[bool]:
    return (Assignment.programme_id == programme_id) & Task.state.in_((TaskState.ACTIVE, TaskState.DONE))


def _submitted_in_time() -> sa.Case[int]:
    """Handed in by the end of its day, or with no deadline. The day ends at midnight in Vietnam, 17:00 UTC."""
    local_day = sa.func.date(Assignment.submitted_at, "+7 hours")
    if db.engine.dialect.name == "postgresql":
        local_day = sa.func.date(sa.func.timezone("Asia/Ho_Chi_Minh", Assignment.submitted_at))
    return sa.case((Assignment.due_on.is_(None), 1), (local_day <= Assignment.due_on, 1), else_=0)


def called_in(quarter: Quarter, *, today: date) -> sa.SQLColumnExpression[str]:
    """What a unit of the row was called at a quarter's end; today, where the quarter goes on or is to come."""
    return Unit.name if quarter.last_day >= today else name_on(quarter.last_day)


def _rows(
    wanted: sa.ColumnElement[bool],
    reckoning: Reckoning,
    *,
    called: sa.SQLColumnExpression[str],
    limit: int | None = None,
) -> list[WorkRow]:
    places = {standing.value: place for place, standing in enumerate(Standing)}
    urgency = sa.case(places, value=standing_case(reckoning))
    query = (
        sa.select(*_COLUMNS, called.label("unit_name"))
        .join(Task, Task.id == Assignment.task_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .where(wanted)
        .order_by(urgency, Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)
        .limit(limit)
    )
    rows = []
    for row in db.session.execute(query):
        facts = row._asdict()
        facts["source"] = facts["source"] or ""
        facts["standing"] = reckoning.standing(row.state, row.due_on)
        facts["days_left"] = reckoning.days_left(row.due_on)
        rows.append(WorkRow(**facts))
    return rows

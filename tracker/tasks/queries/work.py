"""Units' parts as lists show them: plain rows, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.calendar.queries import work_calendar
from tracker.core.clock import local
from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Person, Unit, UnitGroup
from tracker.office.queries import name_on
from tracker.tasks.models import (
    Assignment,
    DueKind,
    Evidence,
    Extension,
    ExtensionState,
    Nudge,
    Part,
    State,
    Task,
    TaskKind,
    TaskMode,
)
from tracker.tasks.policy import can_read_words
from tracker.tasks.rules import Reckoning, Standing
from tracker.tasks.rules.extensions import days_after_first


def reckoning(today: date) -> Reckoning:
    """How deadlines are looked at on a day, with the office's calendar."""
    return Reckoning(today, work_calendar())


class WorkRow(NamedTuple):
    """One part as lists show it, in the order of COLUMNS.

    `waits_for` is the event that it has no deadline before, `companions` counts the other units in the task for that
    period. The extension is the one asked for last.
    """

    id: int
    version: int
    task_id: int
    programme_id: int
    title: str
    kind: TaskKind
    mode: TaskMode
    part: Part
    unit_id: int
    source: str
    clause: str
    document_id: int | None
    quarter: Quarter
    due_on: date | None
    first_due_on: date | None
    due_inferred: bool
    waits_for: str
    state: State
    percent: int
    words: str
    submitted_at: datetime | None
    settled_words: str
    declined_words: str
    changed_at: datetime
    companions: int
    evidence: int
    nudges: int
    nudged_at: datetime | None
    extension_id: int | None
    extension_state: ExtensionState | None
    wanted_on: date | None
    refused_words: str
    unit_name: str
    standing: Standing
    days_left: int | None

    @property
    def late_by_first(self) -> int:
        """How many days after its first deadline it was handed in, where another counts now."""
        if self.submitted_at is None or self.first_due_on == self.due_on:
            return 0
        return days_after_first(self.due_on, self.first_due_on, local(self.submitted_at).date())


_SIBLING = sa.orm.aliased(Assignment)
_COMPANIONS = sa.select(sa.func.count() - 1).where(
    _SIBLING.task_id == Assignment.task_id, _SIBLING.period_end == Assignment.period_end
)
_EVIDENCE = sa.select(sa.func.count()).where(Evidence.assignment_id == Assignment.id, Evidence.ended_at.is_(None))
_NUDGES = sa.select(sa.func.count()).where(Nudge.assignment_id == Assignment.id)
_NUDGED_AT = sa.select(sa.func.max(Nudge.at)).where(Nudge.assignment_id == Assignment.id)
_ASKED = sa.orm.aliased(Extension)
_LAST_ASKED = sa.select(sa.func.max(_ASKED.id)).where(_ASKED.assignment_id == Assignment.id)
COLUMNS = (
    Assignment.id,
    Assignment.version,
    Assignment.task_id,
    Assignment.programme_id,
    Task.title,
    Task.kind,
    Task.mode,
    Assignment.part,
    Assignment.unit_id,
    sa.func.coalesce(sa.func.trim(Document.type_name + " " + Document.notation), "").label("source"),
    Task.clause,
    Task.document_id,
    Assignment.quarter,
    Assignment.due_on,
    Assignment.first_due_on,
    Task.due_inferred,
    sa.case(((Task.due_kind == DueKind.CONDITIONAL) & Task.event_on.is_(None), Task.due_words), else_=""),
    Assignment.state,
    Assignment.percent,
    Assignment.words,
    Assignment.submitted_at,
    Assignment.settled_words,
    Assignment.declined_words,
    Assignment.changed_at,
    _COMPANIONS.scalar_subquery(),
    _EVIDENCE.scalar_subquery(),
    _NUDGES.scalar_subquery(),
    sa.type_coerce(_NUDGED_AT.scalar_subquery(), Nudge.at.type),
    Extension.id,
    Extension.state,
    Extension.wanted_on,
    sa.case((Extension.state == ExtensionState.REFUSED, Extension.decided_words), else_=""),
)


def shown(called: sa.SQLColumnExpression[str], *further: Any) -> sa.Select[Any]:
    """What a row holds, its unit named as `called`; what chooses and orders the parts is the caller's."""
    return (
        sa.select(*COLUMNS, called.label("unit_name"), *further)
        .select_from(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .outerjoin(Extension, Extension.id == _LAST_ASKED.scalar_subquery())
    )


def read(rows: Iterable[Any], reckoning: Reckoning) -> list[WorkRow]:
    """Rows of `shown`, with where each part stands on the day."""
    state, due_on = WorkRow._fields.index("state"), WorkRow._fields.index("due_on")
    days_left = cache(reckoning.days_left)  # many rows have the same deadline
    plain: Iterable[list[Any]] = (list(row[: len(COLUMNS) + 1]) for row in rows)
    return [WorkRow._make([*row, reckoning.standing(row[state], row[due_on]), days_left(row[due_on])]) for row in plain]


_ONE = shown(Unit.name).where(Assignment.id == sa.bindparam("part_id"))
_OF_TASK = (
    shown(Unit.name, Assignment.period_end, sa.func.coalesce(UnitGroup.name, ""))
    .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
    .where(Assignment.task_id == sa.bindparam("task_id"))
)
_URGENCY = {standing: place for place, standing in enumerate(Standing)}


def work_row(assignment_id: int, reckoning: Reckoning) -> WorkRow:
    """One part as the list shows it."""
    row = read(db.session.execute(_ONE, {"part_id": assignment_id}), reckoning)
    return _named_then(row, reckoning)[0]


class Place(NamedTuple):
    """Where a part stands on its task's page: under its period's end and the group it was addressed with, or ""."""

    period_end: date
    group: str


def parts_of(task: Task, reckoning: Reckoning) -> tuple[list[WorkRow], dict[int, Place]]:
    """The parts of one task, most urgent first, and their places by number.

    Each unit bears its name in the part's own quarter.
    """
    found = db.session.execute(_OF_TASK, {"task_id": task.id}).all()
    rows = _named_then(read(found, reckoning), reckoning)
    rows.sort(key=lambda row: (_URGENCY[row.standing], row.due_on or date.max, row.id))
    return rows, {row[0]: Place(*row[-2:]) for row in found}


def _named_then(rows: list[WorkRow], reckoning: Reckoning) -> list[WorkRow]:
    """The rows, in which units bear the names that they had at the end of quarters that are over."""
    past = {row.quarter for row in rows if row.quarter.last_day < reckoning.today}
    if not past:
        return rows
    called = sa.case(*((Assignment.quarter == quarter, name_on(quarter.last_day)) for quarter in sorted(past)))
    query = sa.select(Assignment.id, called).join(Unit, Unit.id == Assignment.unit_id)
    of_past = Assignment.quarter.in_(past) & (Assignment.task_id == rows[0].task_id)
    names: dict[int, str] = dict(db.session.execute(query.where(of_past)).all())
    return [row._replace(unit_name=names.get(row.id, row.unit_name)) for row in rows]


def standing_case(reckoning: Reckoning) -> sa.Case[str]:
    """`Reckoning.standing` for the database; a test holds the two together."""
    return standing_on(reckoning.today, reckoning.soon_by)


def standing_on(today: Any, soon_by: Any) -> sa.Case[str]:
    """The same on a day that may be a parameter."""
    return sa.case(
        (Assignment.state.in_((State.ACCEPTED, State.ENDED)), Standing.DONE.value),
        (Assignment.state == State.SUBMITTED, Standing.SUBMITTED.value),
        (Assignment.due_on < today, Standing.OVERDUE.value),
        (Assignment.state == State.RETURNED, Standing.RETURNED.value),
        (Assignment.due_on.is_(None), Standing.UNDATED.value),
        (Assignment.due_on <= soon_by, Standing.DUE_SOON.value),
        else_=Standing.OPEN.value,
    )


def as_seen_by(person: Person, rows: Sequence[WorkRow]) -> list[WorkRow]:
    """The rows, without the words that a unit has not handed in yet where they are not the person's to read."""
    return [
        row
        if can_read_words(person, row.programme_id, row.unit_id, handed_in=row.submitted_at is not None)
        else row._replace(words="", settled_words="", declined_words="")
        for row in (row if _is_own_or_read(person, row) else _without_requests(row) for row in rows)
    ]


def _is_own_or_read(person: Person, row: WorkRow) -> bool:
    return can_read_words(person, row.programme_id, row.unit_id, handed_in=False)


def _without_requests(row: WorkRow) -> WorkRow:
    """Why a unit wants more time, and that it was reminded, is its own and the programme's."""
    nothing = {"extension_id": None, "extension_state": None, "wanted_on": None, "refused_words": ""}
    return row._replace(nudges=0, nudged_at=None, **nothing)  # type: ignore[arg-type]  # by name


def called_in(quarter: Quarter, *, today: date) -> sa.SQLColumnExpression[str]:
    """What a unit of the row was called at a quarter's end; today, where the quarter goes on or is to come."""
    return Unit.name if quarter.last_day >= today else name_on(quarter.last_day)

"""What inspections found: one, those of a task, the list of a programme."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from tracker.core import clock
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.office.models import Person, Unit
from tracker.tasks.models import Assignment, Finding, Task, TaskState
from tracker.tasks.policy import findings_visible_to, visible_to
from tracker.tasks.queries.records import get_task
from tracker.tasks.queries.work import called_in
from tracker.tasks.rules.findings import FindingStanding, standing_of

_MADE = aliased(Task, name="made")
_BY = aliased(Person, name="finder")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding as lists show it. `may_open`, `may_open_made`: whether the reader sees the inspection, and the task."""

    id: int
    text: str
    unit_id: int
    unit_name: str
    task_id: int
    title: str
    may_open: bool
    at: datetime
    by_name: str
    made_task_id: int | None
    made_title: str | None
    made_state: TaskState | None
    may_open_made: bool
    ended_at: datetime | None
    ended_words: str

    @property
    def standing(self) -> FindingStanding:
        """What became of it."""
        return standing_of(self)


def get_inspection(inspection_id: int) -> Task | None:
    """A task that is an inspection, with its parts."""
    task = get_task(inspection_id)
    return task if task is not None and task.inspection else None


def get_finding(finding_id: int) -> Finding | None:
    """A finding with its unit, and its inspection with what says who may see it."""
    of_task = joinedload(Finding.task)
    return db.session.scalar(
        sa.select(Finding)
        .where(Finding.id == finding_id)
        .options(
            joinedload(Finding.unit),
            joinedload(Finding.made_task).selectinload(Task.assignments),
            of_task.joinedload(Task.programme),
            of_task.joinedload(Task.document),
            of_task.selectinload(Task.assignments),
        )
    )


def findings_of(task: Task, person: Person, *, limit: int | None = None) -> list[FindingRow]:
    """What an inspection found, by units, and the finding that a task was made of, if any; as far as they are seen."""
    wanted = (Finding.task_id == task.id) | (Finding.made_task_id == task.id)
    rows = _select(person, Unit.name).where(wanted).order_by(Unit.sort_key, Finding.id).limit(limit)
    return [FindingRow(**row._mapping) for row in db.session.execute(rows)]


def findings(
    person: Person,
    *,
    programme_id: int,
    quarter: Quarter,
    today: date,
    standing: FindingStanding | None = None,
    unit_id: int | None = None,
    words: str = "",
    before: int | None = None,
    limit: int | None = None,
) -> list[FindingRow]:
    """Those of a quarter, and what is open from earlier ones, that a person may see, newest first.

    `words` are found with or without their marks; `before` is the number after which a page goes on.
    """
    first, after = (_midnight(day) for day in (quarter.first_day, quarter.next.first_day))
    left_open = Finding.made_task_id.is_(None) & Finding.ended_at.is_(None)
    query = (
        _select(person, called_in(quarter, today=today))
        .where(_of(programme_id), Finding.at < after, (Finding.at >= first) | left_open)
        .order_by(Finding.id.desc())
        .limit(limit)
    )
    if standing is not None:
        query = query.where(_STANDS[standing])
    if unit_id is not None:
        query = query.where(Finding.unit_id == unit_id)
    if before is not None:
        query = query.where(Finding.id < before)
    for word in fold(words).split():
        query = query.where(Finding.folded.contains(word, autoescape=True))
    return [FindingRow(**row._mapping) for row in db.session.execute(query)]


def _of(programme_id: int) -> sa.ColumnElement[bool]:
    """It has many tasks and few findings: in looking for these, no index of the tasks is of use."""
    return Task.programme_id + 0 == programme_id


_STANDS = {
    FindingStanding.OPEN: Finding.made_task_id.is_(None) & Finding.ended_at.is_(None),
    FindingStanding.TASK: Finding.made_task_id.is_not(None),
    FindingStanding.ENDED: Finding.ended_at.is_not(None),
}


def _select(person: Person, called: sa.SQLColumnExpression[str]) -> sa.Select[*tuple[Any, ...]]:
    part = aliased(Assignment)
    has_part = sa.exists().where(part.task_id == Finding.made_task_id, part.unit_id.in_(person.own_unit_ids))
    return (
        sa.select(
            Finding.id,
            Finding.text,
            Finding.unit_id,
            called.label("unit_name"),
            Finding.task_id,
            Task.title,
            visible_to(person).label("may_open"),
            Finding.at,
            _BY.full_name.label("by_name"),
            Finding.made_task_id,
            _MADE.title.label("made_title"),
            _MADE.state.label("made_state"),
            (Task.programme_id.in_(person.observed_programme_ids) | has_part).label("may_open_made"),
            Finding.ended_at,
            Finding.ended_words,
        )
        .join(Task, Task.id == Finding.task_id)
        .join(Unit, Unit.id == Finding.unit_id)
        .join(_BY, _BY.id == Finding.by_id)
        .outerjoin(_MADE, _MADE.id == Finding.made_task_id)
        .where(findings_visible_to(person))
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.ZONE)

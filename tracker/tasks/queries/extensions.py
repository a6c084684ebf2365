"""Reading requests for more time."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.office.models import Person, Unit
from tracker.tasks.models import Assignment, Extension, ExtensionState, State, Task
from tracker.tasks.policy import extensions_visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRow:
    """A request as lists show it. `granted_before` counts how often the part was given more time before this one."""

    id: int
    part_id: int
    task_id: int
    programme_id: int
    title: str
    unit_id: int
    unit_name: str
    part_state: State
    first_due_on: date | None
    old_due_on: date
    wanted_on: date
    granted_on: date | None
    state: ExtensionState
    words: str
    asked_by: str
    asked_at: datetime
    decided_words: str
    decided_by: str | None
    decided_at: datetime | None
    granted_before: int


_BEFORE, _ASKER, _DECIDER = aliased(Extension), aliased(Person), aliased(Person)
_GRANTED_BEFORE = (
    sa.select(sa.func.count())
    .where(
        _BEFORE.assignment_id == Extension.assignment_id,
        _BEFORE.state == ExtensionState.GRANTED,
        _BEFORE.id < Extension.id,
    )
    .scalar_subquery()
)
_SHOWN = (
    sa.select(
        Extension.id,
        Extension.assignment_id.label("part_id"),
        Assignment.task_id,
        Assignment.programme_id,
        Task.title,
        Assignment.unit_id,
        Unit.name.label("unit_name"),
        Assignment.state.label("part_state"),
        Assignment.first_due_on,
        Extension.old_due_on,
        Extension.wanted_on,
        Extension.granted_on,
        Extension.state,
        Extension.words,
        _ASKER.full_name.label("asked_by"),
        Extension.asked_at,
        Extension.decided_words,
        _DECIDER.full_name.label("decided_by"),
        Extension.decided_at,
        _GRANTED_BEFORE.label("granted_before"),
    )
    .join(Assignment, Assignment.id == Extension.assignment_id)
    .join(Task, Task.id == Assignment.task_id)
    .join(Unit, Unit.id == Assignment.unit_id)
    .join(_ASKER, _ASKER.id == Extension.asked_by_id)
    .outerjoin(_DECIDER, _DECIDER.id == Extension.decided_by_id)
    .order_by(Extension.id.desc())
)


def get_extension(extension_id: int) -> Extension | None:
    """A request with its part and task."""
    return db.session.scalar(
        sa.select(Extension)
        .where(Extension.id == extension_id)
        .options(
            joinedload(Extension.assignment).options(
                joinedload(Assignment.unit),
                joinedload(Assignment.task).options(joinedload(Task.programme), selectinload(Task.assignments)),
            )
        )
    )


def extension_row(extension: Extension) -> ExtensionRow:
    """One request as lists show it."""
    return _rows(Extension.id == extension.id)[0]


def extensions_of(part: Assignment) -> list[ExtensionRow]:
    """All that was asked for one part, the newest first."""
    return _rows(Extension.assignment_id == part.id)


def extensions_of_task(person: Person, task: Task) -> list[ExtensionRow]:
    """All that was asked for a task's parts, as far as a person may read it."""
    of_task = Assignment.task_id == task.id
    return _rows(of_task if person.observes(task.programme_id) else of_task & extensions_visible_to(person))


def extensions_seen_by(
    person: Person,
    *,
    programme_id: int,
    state: ExtensionState | None = None,
    unit_id: int | None = None,
    words: str = "",
    before: int | None = None,
    limit: int | None = None,
) -> list[ExtensionRow]:
    """The requests of a programme that a person may read, the newest first; `before` that number, for the next page.

    `words` are looked for in the tasks, with or without their marks.
    """
    wanted = _seen(person, programme_id)
    if state is not None:
        wanted &= Extension.state == state
    if unit_id is not None:
        wanted &= Assignment.unit_id == unit_id
    if before is not None:
        wanted &= Extension.id < before
    for word in fold(words).split():
        wanted &= Task.folded.contains(word, autoescape=True)
    return _rows(wanted, limit=limit)


def units_that_asked(person: Person, *, programme_id: int) -> list[tuple[int, str]]:
    """The units of such requests, for a filter."""
    asking = sa.select(Assignment.unit_id).join(Extension, Extension.assignment_id == Assignment.id)
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name)
        .where(Unit.id.in_(asking.where(_seen(person, programme_id))))
        .order_by(Unit.sort_key)
    )
    return [(row.id, row.name) for row in rows]


def extensions_waiting(programme_id: int) -> int:
    """How many requests of a programme wait for a decision."""
    waiting = (
        sa.select(sa.func.count())
        .select_from(Extension)
        .join(Assignment, Assignment.id == Extension.assignment_id)
        .where(Extension.state == ExtensionState.ASKED, Assignment.programme_id == programme_id)
    )
    return db.session.scalar(waiting) or 0


def _seen(person: Person, programme_id: int) -> sa.ColumnElement[bool]:
    """`extensions_visible_to` in one programme. It has hundreds of thousands of parts and few requests: in looking for
    these, no index of the parts is of use."""
    of_programme = Assignment.programme_id + 0 == programme_id
    return of_programme if person.observes(programme_id) else of_programme & extensions_visible_to(person)


def _rows(wanted: sa.ColumnElement[bool], *, limit: int | None = None) -> list[ExtensionRow]:
    rows = db.session.execute(_SHOWN.where(wanted).limit(limit))
    return [ExtensionRow(**row._mapping) for row in rows]

"""Giving and mending tasks, and what is done to their parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.core.folding import fold
from tracker.core.periods import Quarter, quarters_of
from tracker.documents.models import Document
from tracker.office import queries as office
from tracker.office.models import Person, Unit, UnitGroup
from tracker.tasks import labels
from tracker.tasks.models import (
    Assignment,
    DueKind,
    Part,
    ProgressUpdate,
    State,
    Task,
    TaskKind,
    TaskState,
)
from tracker.tasks.rules import (
    MOVES,
    TASK_MOVES,
    GroupIsEmpty,
    ReturnNeedsWords,
    TaskNeedsUnit,
    is_done,
    mode_of,
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """A unit, or a group of them, and its part in a task."""

    part: Part
    unit: Unit | None = None
    group: UnitGroup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """What a task is, apart from who does it. `span` is where its clause stands in the document's text.

    `quarter` is the one it belongs to; a regular task belongs to all four of that quarter's year.
    """

    title: str
    kind: TaskKind
    quarter: Quarter
    text: str = ""
    inspection: bool = False
    due_on: date | None = None
    due_kind: DueKind = DueKind.NONE
    due_words: str = ""
    due_inferred: bool = False
    advises: str = ""
    deliverable: str = ""
    clause: str = ""
    span: tuple[int, int] | None = None


def add_task(
    facts: TaskFacts,
    addressed: Sequence[Addressed],
    *,
    programme_id: int,
    by: Person,
    at: datetime,
    document: Document | None = None,
    plan_id: int | None = None,
    state: TaskState = TaskState.ACTIVE,
) -> Task:
    """Make a task and a part for each unit. Raises TaskNeedsUnit, GroupIsEmpty."""
    task = Task(
        programme_id=programme_id,
        plan_id=plan_id,
        document=document,
        kind=facts.kind,
        quarter=None if facts.kind is TaskKind.REGULAR else facts.quarter,
        state=state,
        mode=mode_of((a.part, a.group is not None) for a in addressed),
    )
    _write_facts(task, facts)
    db.session.add(task)
    _give_parts(task, addressed, facts, at=at)
    units = [a.unit.name for a in task.assignments]
    audit.record("task.added", subject=task, by=by, at=at, title=task.title, units=sorted(set(units)), due=task.due_on)
    return task


def edit_task(task: Task, facts: TaskFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend a task's words and deadline; `seen` is the version that the person had before them.

    Open parts follow the new deadline; parts handed in keep theirs. Raises ChangedMeanwhile.
    """
    if task.version != seen:
        raise ChangedMeanwhile
    before = task.due_on
    _write_facts(task, facts)
    if facts.due_on != before and task.kind is not TaskKind.REGULAR:
        for assignment in task.assignments:
            if assignment.state not in (State.SUBMITTED, State.ACCEPTED, State.ENDED):
                assignment.due_on = assignment.first_due_on = facts.due_on
    audit.record("task.edited", subject=task, by=by, at=at, title=task.title, old_due=before, due=task.due_on)


def update_progress(
    assignment: Assignment, *, percent: int, words: str, seen: int, by: Person, at: datetime
) -> ProgressUpdate:
    """Say how far a part has come. Raises ChangedMeanwhile when another said so since version `seen`."""
    if assignment.version != seen:
        raise ChangedMeanwhile
    check_move(MOVES, assignment.state, State.IN_PROGRESS, labels.STATE)
    before = assignment.percent
    assignment.state, assignment.percent, assignment.words = State.IN_PROGRESS, percent, words
    assignment.changed_at = at
    update = ProgressUpdate(assignment_id=assignment.id, by_id=by.id, at=at, percent=percent, words=words)
    db.session.add(update)
    name = "assignment.unchanged" if percent == before else "assignment.updated"
    _tell(assignment, name, by=by, at=at, old_percent=before, percent=percent, words=words)
    return update


def report_no_change(assignment: Assignment, *, words: str, seen: int, by: Person, at: datetime) -> ProgressUpdate:
    """Say that a part stands where it stood, with what there is to say of it."""
    return update_progress(assignment, percent=assignment.percent, words=words, seen=seen, by=by, at=at)


def submit_assignment(assignment: Assignment, *, words: str, seen: int, by: Person, at: datetime) -> None:
    """Hand the unit's part in; the day decides whether it is on time. Raises as `update_progress`."""
    check_move(MOVES, assignment.state, State.SUBMITTED, labels.STATE)
    if assignment.version != seen:
        raise ChangedMeanwhile
    assignment.state, assignment.submitted_at, assignment.changed_at = State.SUBMITTED, at, at
    assignment.percent = 100
    assignment.words = words or assignment.words
    db.session.add(ProgressUpdate(assignment_id=assignment.id, by_id=by.id, at=at, percent=100, words=assignment.words))
    late = assignment.due_on is not None and clock.local(at).date() > assignment.due_on
    name = "assignment.submitted_late" if late else "assignment.submitted"
    _tell(assignment, name, by=by, at=at, words=assignment.words, due=assignment.due_on)


def accept_assignment(assignment: Assignment, *, by: Person, at: datetime) -> None:
    """Find a part done; when that finishes the task, the task is done."""
    hold(assignment.task)  # else neither of two who accept its last parts would see that it is done
    check_move(MOVES, assignment.state, State.ACCEPTED, labels.STATE)
    assignment.state, assignment.changed_at = State.ACCEPTED, at
    _tell(assignment, "assignment.accepted", by=by, at=at)
    task = assignment.task
    if task.state is TaskState.ACTIVE and is_done(task.mode, ((a.part, a.state) for a in task.assignments)):
        check_move(TASK_MOVES, task.state, TaskState.DONE, labels.TASK_STATE)
        task.state = TaskState.DONE
        audit.record("task.done", subject=task, by=by, at=at)


def return_assignment(assignment: Assignment, *, words: str, by: Person, at: datetime) -> None:
    """Send a part back with what is missing; it counts as not done again. Raises ReturnNeedsWords."""
    check_move(MOVES, assignment.state, State.RETURNED, labels.STATE)
    if not words.strip():
        raise ReturnNeedsWords
    assignment.state, assignment.submitted_at, assignment.changed_at = State.RETURNED, None, at
    assignment.settled_words = words
    _tell(assignment, "assignment.returned", by=by, at=at, words=words)


def _tell(assignment: Assignment, name: str, *, by: Person, at: datetime, **facts: Any) -> None:
    audit.record(name, subject=assignment, story=assignment.task, by=by, at=at, unit=assignment.unit.name, **facts)


def _write_facts(task: Task, facts: TaskFacts) -> None:
    task.title, task.text, task.clause = facts.title, facts.text, facts.clause
    task.folded = fold(f"{facts.title} {facts.text}")
    task.inspection, task.advises, task.deliverable = facts.inspection, facts.advises, facts.deliverable
    task.due_on, task.due_kind, task.due_words = facts.due_on, facts.due_kind, facts.due_words
    task.due_inferred = facts.due_inferred
    if facts.span is not None:
        task.clause_start, task.clause_end = facts.span


def _give_parts(task: Task, addressed: Sequence[Addressed], facts: TaskFacts, *, at: datetime) -> None:
    regular, today = facts.kind is TaskKind.REGULAR, clock.local(at).date()
    quarters = _quarters_ahead(facts.quarter.year, today) if regular else (facts.quarter,)
    for unit, part, group in _units_of(addressed, programme_id=task.programme_id, on=today):
        for quarter in quarters:
            task.assignments.append(
                Assignment(
                    programme_id=task.programme_id,
                    unit=unit,
                    group=group,
                    part=part,
                    quarter=quarter,
                    period_end=quarter.last_day,
                    due_on=quarter.last_day if regular else facts.due_on,
                    first_due_on=quarter.last_day if regular else facts.due_on,
                    state=State.ASSIGNED,
                    changed_at=at,
                )
            )


def _quarters_ahead(year: int, today: date) -> tuple[Quarter, ...]:
    """The quarters of a year that have not ended: nobody is late from birth. Of a past year, all four."""
    return tuple(q for q in quarters_of(year) if q.last_day >= today) or quarters_of(year)


def _units_of(
    addressed: Sequence[Addressed], *, programme_id: int, on: date
) -> Iterable[tuple[Unit, Part, UnitGroup | None]]:
    """Each unit once, in the part in which it is first named: leads before those who join."""
    found: dict[int, tuple[Unit, Part, UnitGroup | None]] = {}
    for item in sorted(addressed, key=lambda a: (list(Part).index(a.part), a.group is not None)):
        if item.unit is not None:
            found.setdefault(item.unit.id, (item.unit, item.part, None))
        elif item.group is not None:
            members = office.expand(item.group, programme_id=programme_id, on=on)
            if not members:
                raise GroupIsEmpty(group=item.group.name)
            for unit in members:
                found.setdefault(unit.id, (unit, item.part, item.group))
    if not any(part in (Part.LEAD, Part.IMPLEMENT) for _, part, _ in found.values()):
        raise TaskNeedsUnit
    return found.values()


def units_meant(addressed: Sequence[Addressed], *, programme_id: int, on: date) -> list[Unit]:
    """The units that would get a part, without making one: for previews."""
    return [unit for unit, _, _ in _units_of(addressed, programme_id=programme_id, on=on)]

"""Mending a task's words, source and deadline; what becomes of its deadline later."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker import audit
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.documents.models import Document
from tracker.office.models import Person
from tracker.tasks import labels
from tracker.tasks.models import DueKind, Extension, ExtensionState, Finding, State, Task, TaskKind
from tracker.tasks.rules import (
    OVER,
    UNFINISHED,
    DeadlineIsStated,
    DeadlineStands,
    DueBeforeStart,
    EventIsAhead,
    WaitsForNothing,
    effective_day,
    recurs,
)
from tracker.tasks.rules.findings import HasFindings
from tracker.tasks.services.giving import TaskFacts, write_facts
from tracker.tasks.services.parts import due_day

KEEPS_ITS_DEADLINE = (State.SUBMITTED, State.ACCEPTED, State.ENDED)
MENDED = (
    *("title", "text", "kind", "quarter", "document_id", "clause", "inspection", "advises", "deliverable"),
    *("due_on", "due_kind", "due_words", "due_inferred", "due_moves", "starts_on"),
)


def edit_task(
    task: Task, facts: TaskFacts, *, document: Document | None, plan_id: int | None, seen: int, by: Person, at: datetime
) -> None:
    """Mend what a task says and by when; `seen` is the version that the person had before them.

    Open parts follow the new deadline and quarter; parts handed in keep theirs. Where more time was granted, the first
    deadline stays and the granted one is not shortened. A recurring task keeps its kind and its periods. Raises
    ChangedMeanwhile, DueBeforeStart, DeadlineStands for a new deadline of a task that is over, and HasFindings where an
    inspection that found something would be none any more.
    """
    hold(task)  # a part that is given meanwhile follows the new deadline, too
    if task.version != seen:
        raise ChangedMeanwhile
    before = {name: getattr(task, name) for name in MENDED}
    terms = _terms(task)
    write_facts(task, facts)
    if before["inspection"] and not task.inspection and _found_something(task):
        raise HasFindings
    if document is not task.document or task.clause != before["clause"]:
        task.clause_start = task.clause_end = None  # the place in the text was that of the clause before
    task.document, task.plan_id = document, plan_id
    task.document_id = document.id if document is not None else None
    if not recurs(task.kind, task.due_kind) and facts.kind is not TaskKind.REGULAR:
        _list_under(task, facts)
    if _terms(task) != terms:
        if task.state in OVER:
            raise DeadlineStands
        _pass_on_deadline(task)
    changed = [name for name in MENDED if getattr(task, name) != before[name]]
    audit.record(
        "task.edited",
        subject=task,
        by=by,
        at=at,
        title=task.title,
        old_due=before["due_on"],
        due=task.due_on,
        changed=changed,
        **{f"old_{name}": before[name] for name in changed if name != "due_on"},
    )


def confirm_deadline(task: Task, *, by: Person, at: datetime) -> None:
    """Say that a deadline which was inferred is the right one. Raises DeadlineIsStated."""
    if not task.due_inferred:
        raise DeadlineIsStated
    task.due_inferred = False
    audit.record("task.deadline_confirmed", subject=task, by=by, at=at, due=task.due_on)


def say_event_came(task: Task, *, on: date, due_on: date | None, by: Person, at: datetime) -> None:
    """The event that a conditional deadline waits for came on a day; open parts get the deadline that follows.

    Raises WaitsForNothing, EventIsAhead, DueBeforeStart, NotFromHere.
    """
    hold(task)
    if task.due_kind is not DueKind.CONDITIONAL or task.event_on is not None:
        raise WaitsForNothing
    if task.state in OVER:
        raise NotFromHere(state=labels.TASK_STATE[task.state])
    if on > clock.local(at).date():
        raise EventIsAhead
    if due_on is not None and due_on < on:
        raise DueBeforeStart(day=f"{on:%d/%m/%Y}")
    task.event_on, task.due_on = on, due_on
    _pass_on_deadline(task)
    audit.record("task.event_came", subject=task, by=by, at=at, event=task.due_words, day=on, due=due_on)


def _found_something(task: Task) -> bool:
    return bool(db.session.scalar(sa.select(sa.exists().where(Finding.task_id == task.id))))


def _terms(task: Task) -> tuple[object, ...]:
    """What the deadlines of its parts follow from."""
    return task.due_on, task.due_kind is DueKind.CONDITIONAL, task.due_moves


def _list_under(task: Task, facts: TaskFacts) -> None:
    """Of a quarter or ad hoc, and in which quarter; open parts go with it."""
    if task.kind is not TaskKind.CONCLUSION:
        task.kind = facts.kind
    if facts.quarter != task.quarter:
        if task.state in OVER:
            raise DeadlineStands
        task.quarter = facts.quarter
        for part in task.assignments:
            if part.state in UNFINISHED:
                part.quarter, part.period_end = facts.quarter, facts.quarter.last_day


def _pass_on_deadline(task: Task) -> None:
    """Give the open parts the deadline of their task."""
    calendar, recurring, granted = work_calendar(), recurs(task.kind, task.due_kind), _with_more_time(task)
    for part in task.assignments:
        if part.state in KEEPS_ITS_DEADLINE:
            continue
        day = effective_day(part.period_end, task.due_moves, calendar) if recurring else due_day(task)
        if part.id in granted:
            part.due_on = max((one for one in (part.due_on, day) if one is not None), default=None)
        else:
            part.due_on = part.first_due_on = day


def _with_more_time(task: Task) -> set[int]:
    """The parts for which more time was granted."""
    ids = [part.id for part in task.assignments]
    granted = sa.select(Extension.assignment_id).where(
        Extension.assignment_id.in_(ids), Extension.state == ExtensionState.GRANTED
    )
    return set(db.session.scalars(granted))

"""What became of published conclusions, judged by the database: as far as the reader may see it."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.core.db import db
from tracker.meetings.models import Conclusion, ConclusionKind, ConclusionState, Meeting
from tracker.meetings.rules.fulfilment import DONE, Fulfilment
from tracker.office.models import Person
from tracker.plans.models import Amendment
from tracker.reports import policy as reports_policy
from tracker.reports.models import Report, ReportDuty, ReportState
from tracker.reports.rules.moves import HANDED_IN, OWED
from tracker.tasks import policy as tasks_policy
from tracker.tasks.models import Assignment, State, Task, TaskState
from tracker.tasks.queries import handed_in_on
from tracker.tasks.rules import Reckoning

_TONES = {
    Fulfilment.OVERDUE: "overdue",
    Fulfilment.OPEN: "open",
    Fulfilment.LATE: "done",
    Fulfilment.ON_TIME: "done",
    Fulfilment.DROPPED: "excused",
    Fulfilment.REPLACED: "excused",
}


class Fulfilled(NamedTuple):
    """What a conclusion became, and how that stands; `state` is none where the reader may not know.

    `parts` are those of the task, or the reports of the duty: handed in, handed in late, overdue, all. `task_id`,
    `duty_id` and `amendment_id` are given where the reader may open it.
    """

    state: Fulfilment | None
    done: int
    late: int
    overdue: int
    parts: int
    task_id: int | None
    duty_id: int | None
    amendment_id: int | None

    @property
    def tone(self) -> str:
        """Its tone in shared/macros/badges.html."""
        return _TONES[self.state] if self.state is not None else "open"

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in DONE


_REPLACING = aliased(Conclusion)
FACTS = len(Fulfilled._fields)


def judged(person: Person, today: date, *of: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The published conclusions of some meetings (`of` speaks of Conclusion and Meeting), with what became of each.

    The columns are those of Fulfilled, in their order; `state` can be asked about in what is built upon it.
    """
    parts, reports = _parts(today, of), _reports(person, today, of)
    seen_duty = Meeting.programme_id.in_(person.observed_programme_ids) | reports.c.parts.is_not(None)
    done, late, overdue, all_parts = (
        sa.func.coalesce(parts.c[name], reports.c[name], 0) for name in ("done", "late", "overdue", "parts")
    )
    finished = sa.case((late > 0, Fulfilment.LATE.value), else_=Fulfilment.ON_TIME.value)
    state = sa.case(
        (_is_replaced(), Fulfilment.REPLACED.value),
        (Amendment.ended_at.is_not(None), Fulfilment.DROPPED.value),
        (Amendment.id.is_not(None), Fulfilment.ON_TIME.value),
        ((Conclusion.kind == ConclusionKind.DUTY) & ~seen_duty, None),
        ((Conclusion.kind != ConclusionKind.DUTY) & Task.id.is_(None), None),
        (
            (ReportDuty.ended_on.is_not(None) | (Task.state == TaskState.DROPPED)) & (all_parts == 0),
            Fulfilment.DROPPED.value,
        ),
        (Task.state == TaskState.DROPPED, Fulfilment.DROPPED.value),
        ((Task.state == TaskState.DONE) | ((all_parts > 0) & (done == all_parts)), finished),
        (overdue > 0, Fulfilment.OVERDUE.value),
        else_=Fulfilment.OPEN.value,
    )
    return (
        sa.select(
            state.label("state"),
            done.label("done"),
            late.label("late"),
            overdue.label("overdue"),
            all_parts.label("parts"),
            Task.id.label("task_id"),
            ReportDuty.id.label("duty_id"),
            Amendment.id.label("amendment_id"),
        )
        .select_from(Conclusion)
        .join(Meeting, Meeting.id == Conclusion.meeting_id)
        .outerjoin(Task, (Task.id == Conclusion.task_id) & tasks_policy.visible_to(person))
        .outerjoin(parts, parts.c.task_id == Task.id)
        .outerjoin(ReportDuty, ReportDuty.id == Conclusion.duty_id)
        .outerjoin(reports, reports.c.duty_id == ReportDuty.id)
        .outerjoin(Amendment, Amendment.id == Conclusion.amendment_id)
        .where(Conclusion.state == ConclusionState.PUBLISHED, ~_only_withdraws(), *of)
    )


def fulfilled(conclusion_ids: Collection[int], person: Person, reckoning: Reckoning) -> dict[int, Fulfilled]:
    """What became of some conclusions, by conclusion: of the published ones. One question."""
    query = judged(person, reckoning.today, Conclusion.id.in_(conclusion_ids)).add_columns(Conclusion.id)
    return {row.id: read(row) for row in db.session.execute(query)}


def read(row: Any) -> Fulfilled:
    """The first columns of a row of `judged`."""
    state, *facts = row[:FACTS]
    return Fulfilled(None if state is None else Fulfilment(state), *facts)


def _only_withdraws() -> sa.ColumnElement[bool]:
    """A point of a correction that puts nothing in the place of the one that it withdraws."""
    nothing = sa.and_(*(made.is_(None) for made in (Conclusion.task_id, Conclusion.duty_id, Conclusion.amendment_id)))
    return Conclusion.replaces_id.is_not(None) & nothing


def _is_replaced() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(_REPLACING.replaces_id == Conclusion.id, _REPLACING.state == ConclusionState.PUBLISHED)
        .correlate(Conclusion)
    )


def _parts(today: date, of: tuple[sa.ColumnElement[bool], ...]) -> sa.Subquery:
    """Of the conclusions' tasks, how many parts are handed in, late, overdue; a part that ended is nobody's."""
    handed_in, due = Assignment.state.in_((State.SUBMITTED, State.ACCEPTED)), Assignment.due_on
    return (
        sa.select(
            Assignment.task_id,
            *_counted(handed_in, handed_in & (handed_in_on() > due), ~handed_in & (due < today)),
        )
        .where(Assignment.task_id.in_(_made(Conclusion.task_id, of)), Assignment.state != State.ENDED)
        .group_by(Assignment.task_id)
        .subquery("parts")
    )


def _reports(person: Person, today: date, of: tuple[sa.ColumnElement[bool], ...]) -> sa.Subquery:
    """Of the conclusions' duties, how many reports were handed in, late, overdue: those that the reader may see."""
    handed_in = Report.state.in_(HANDED_IN)
    late, overdue = handed_in_on(Report.submitted_at) > Report.due_on, Report.due_on < today
    return (
        sa.select(Report.duty_id, *_counted(handed_in, handed_in & late, Report.state.in_(OWED) & overdue))
        .where(
            Report.duty_id.in_(_made(Conclusion.duty_id, of)),
            Report.state != ReportState.EXCUSED,
            reports_policy.visible_to(person),
        )
        .group_by(Report.duty_id)
        .subquery("reports")
    )


def _counted(
    done: sa.ColumnElement[bool], late: sa.ColumnElement[bool], overdue: sa.ColumnElement[bool]
) -> list[sa.ColumnElement[int]]:
    count = sa.func.count()
    counts = {"done": count.filter(done), "late": count.filter(late), "overdue": count.filter(overdue), "parts": count}
    return [counted.label(name) for name, counted in counts.items()]


def _made(column: Any, of: tuple[sa.ColumnElement[bool], ...]) -> sa.Select[Any]:
    made = sa.select(column).join(Meeting, Meeting.id == Conclusion.meeting_id)
    return made.where(column.is_not(None), *of).correlate(None)

"""Reading conclusions, and how what came of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.meetings.models import (
    Addressee,
    Conclusion,
    Confirmation,
    Meeting,
)
from tracker.office.models import Person, Programme, Unit, UnitGroup
from tracker.tasks import policy as tasks_policy
from tracker.tasks.models import Assignment, State, Task
from tracker.tasks.queries import standing_case
from tracker.tasks.rules import Reckoning, Standing

WITH_ADDRESSEES = selectinload(Conclusion.addressees).options(
    joinedload(Addressee.unit).selectinload(Unit.names),
    joinedload(Addressee.group).selectinload(UnitGroup.listed),
)

WITH_ANSWERS = selectinload(Conclusion.confirmations).joinedload(Confirmation.unit)


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """How the task of a conclusion stands: parts done, overdue, all."""

    task_id: int
    done: int
    overdue: int
    parts: int

    @property
    def tone(self) -> str:
        """Its tone in shared/macros/badges.html."""
        return "overdue" if self.overdue else "done" if self.done == self.parts else "open"


def get_conclusion(conclusion_id: int) -> Conclusion | None:
    """A conclusion with its meeting and whom it addresses."""
    return db.session.scalar(
        sa.select(Conclusion)
        .where(Conclusion.id == conclusion_id)
        .options(
            WITH_ADDRESSEES,
            WITH_ANSWERS,
            joinedload(Conclusion.meeting).joinedload(Meeting.programme).selectinload(Programme.members),
        )
    )


def task_standings(conclusions: Sequence[Conclusion], person: Person, reckoning: Reckoning) -> dict[int, TaskStanding]:
    """How the tasks of conclusions stand, by task: those alone that the person may open."""
    task_ids = [conclusion.task_id for conclusion in conclusions if conclusion.task_id is not None]
    opened = sa.select(Task.id).where(Task.id.in_(task_ids), tasks_policy.visible_to(person))
    standing = standing_case(reckoning)
    rows = db.session.execute(
        sa.select(
            Assignment.task_id,
            sa.func.sum(sa.case((Assignment.state == State.ACCEPTED, 1), else_=0)),
            sa.func.sum(sa.case((standing == Standing.OVERDUE.value, 1), else_=0)),
            sa.func.count(),
        )
        .where(Assignment.task_id.in_(opened), Assignment.state != State.ENDED)
        .group_by(Assignment.task_id)
    )
    return {row[0]: TaskStanding(*row) for row in rows}


def last_position(meeting_id: int) -> int:
    """Where the last conclusion of a meeting stands, dropped ones counted; 0 where there is none."""
    last = db.session.scalar(sa.select(sa.func.max(Conclusion.position)).where(Conclusion.meeting_id == meeting_id))
    return last or 0

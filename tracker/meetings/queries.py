"""Reading meetings and conclusions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.meetings.models import (
    Addressee,
    Conclusion,
    ConclusionState,
    Meeting,
    MeetingState,
    Venue,
)
from tracker.meetings.policy import addressed_to, conclusions_visible_to, visible_to
from tracker.office.models import Person, Programme, Unit, UnitGroup
from tracker.tasks import policy as tasks_policy
from tracker.tasks.models import Assignment, State, Task
from tracker.tasks.queries import standing_case
from tracker.tasks.rules import Reckoning, Standing

_ADDRESSEES = selectinload(Conclusion.addressees).options(
    joinedload(Addressee.unit).selectinload(Unit.names),
    joinedload(Addressee.group).selectinload(UnitGroup.listed),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting as the list of meetings shows it. `conclusions` counts those that the reader may see."""

    id: int
    title: str
    quarter: Quarter
    held_on: date | None
    venue: str
    state: MeetingState
    conclusions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft conclusion as its addressees see it beside their work."""

    id: int
    meeting_id: int
    meeting_title: str
    number: str
    text: str
    due_on: date | None
    due_words: str
    addressed: tuple[str, ...]


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


def get_meeting(meeting_id: int) -> Meeting | None:
    """A meeting with its programme's members and its conclusions, whom they address included."""
    return db.session.scalar(
        sa.select(Meeting)
        .where(Meeting.id == meeting_id)
        .options(
            joinedload(Meeting.venue),
            joinedload(Meeting.plan_document),
            joinedload(Meeting.notice),
            joinedload(Meeting.programme).selectinload(Programme.members),
            selectinload(Meeting.conclusions).options(_ADDRESSEES),
        )
    )


def get_conclusion(conclusion_id: int) -> Conclusion | None:
    """A conclusion with its meeting and whom it addresses."""
    return db.session.scalar(
        sa.select(Conclusion)
        .where(Conclusion.id == conclusion_id)
        .options(
            _ADDRESSEES, joinedload(Conclusion.meeting).joinedload(Meeting.programme).selectinload(Programme.members)
        )
    )


def meetings_seen_by(
    person: Person, *, programme_id: int, quarters: Collection[Quarter], state: MeetingState | None = None
) -> list[MeetingRow]:
    """The meetings of some quarters that a person may see, in the order of the year."""
    seen = (
        sa.select(sa.func.count())
        .select_from(Conclusion)
        .where(
            Conclusion.meeting_id == Meeting.id,
            Conclusion.state != ConclusionState.DROPPED,
            conclusions_visible_to(person),
        )
        .correlate(Meeting)
        .scalar_subquery()
    )
    query = (
        sa.select(
            Meeting.id,
            Meeting.title,
            Meeting.quarter,
            Meeting.held_on,
            sa.func.coalesce(Venue.name, "").label("venue"),
            Meeting.state,
            seen.label("conclusions"),
        )
        .outerjoin(Venue, Venue.id == Meeting.venue_id)
        .where(Meeting.programme_id == programme_id, Meeting.quarter.in_(quarters), visible_to(person))
        .order_by(Meeting.quarter, Meeting.held_on.is_(None), Meeting.held_on, Meeting.id)
    )
    if state is not None:
        query = query.where(Meeting.state == state)
    return [MeetingRow(**row._asdict()) for row in db.session.execute(query)]


_DRAFTS = (
    sa.select(Conclusion)
    .join(Meeting, Meeting.id == Conclusion.meeting_id)
    .where(
        Meeting.programme_id == sa.bindparam("programme_id", type_=sa.Integer),
        Conclusion.state == ConclusionState.DRAFT,
        addressed_to(sa.bindparam("units", expanding=True)),
    )
    .options(_ADDRESSEES, joinedload(Conclusion.meeting))
    .order_by(Conclusion.meeting_id, Conclusion.position)
)


def drafts_for_units(unit_ids: Collection[int], *, programme_id: int) -> list[DraftRow]:
    """The draft conclusions that address one of the units, by itself or through a group."""
    drafts = db.session.scalars(_DRAFTS, {"programme_id": programme_id, "units": unit_ids})
    return [
        DraftRow(
            id=draft.id,
            meeting_id=draft.meeting_id,
            meeting_title=draft.meeting.title,
            number=draft.number,
            text=draft.text,
            due_on=draft.due_on,
            due_words=draft.due_words,
            addressed=tuple(addressee.name for addressee in draft.addressed),
        )
        for draft in drafts
    ]


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The last published meeting before this one, with its conclusions and their tasks."""
    earlier = (Meeting.quarter < meeting.quarter) | ((Meeting.quarter == meeting.quarter) & (Meeting.id < meeting.id))
    return db.session.scalar(
        sa.select(Meeting)
        .where(Meeting.programme_id == meeting.programme_id, Meeting.state == MeetingState.PUBLISHED, earlier)
        .order_by(Meeting.quarter.desc(), Meeting.held_on.desc().nulls_last(), Meeting.id.desc())
        .limit(1)
        .options(selectinload(Meeting.conclusions).joinedload(Conclusion.task))
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


def find_venue(name: str) -> Venue | None:
    """The venue of that name, whatever its marks and capitals."""
    wanted = fold(name)
    return next((venue for venue in db.session.scalars(sa.select(Venue)) if fold(venue.name) == wanted), None)


def venue_names() -> Sequence[str]:
    """All venues that are known, for a form to offer."""
    return db.session.scalars(sa.select(Venue.name).order_by(Venue.name)).all()


def meetings_of(programme_id: int, quarter: Quarter) -> Sequence[Meeting]:
    """The meetings of a quarter that were not cancelled, for a notice to find its own."""
    return db.session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.programme_id == programme_id,
            Meeting.quarter == quarter,
            Meeting.state != MeetingState.CANCELLED,
        )
        .order_by(Meeting.id)
    ).all()


def last_position(meeting_id: int) -> int:
    """Where the last conclusion of a meeting stands, dropped ones counted; 0 where there is none."""
    last = db.session.scalar(sa.select(sa.func.max(Conclusion.position)).where(Conclusion.meeting_id == meeting_id))
    return last or 0

"""Reading agendas and the papers of meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.core.db import db
from tracker.documents.models import StoredFile
from tracker.meetings.models import AgendaItem, AgendaKind, Meeting, MeetingPaper
from tracker.office.models import Person, Programme, Unit
from tracker.office.queries import name_on


class AgendaRow(NamedTuple):
    """One item; the unit that speaks bears its name of the meeting's day. `papers` counts its own."""

    id: int
    position: int
    kind: AgendaKind
    title: str
    words: str
    ended: bool
    unit_name: str
    papers: int


class PaperRow(NamedTuple):
    """A paper of a meeting, or of one of its items."""

    id: int
    name: str
    size: int
    item_id: int | None
    by_name: str
    at: datetime


_PAPERS = (
    sa.select(sa.func.count())
    .where(MeetingPaper.agenda_item_id == AgendaItem.id, ~MeetingPaper.ended)
    .correlate(AgendaItem)
    .scalar_subquery()
)


def agenda_of(meeting_id: int, *, ended: bool = False) -> list[AgendaRow]:
    """What a meeting goes through, in its order; with `ended` also what was taken off, at the end."""
    then: Any = Meeting.held_on
    called = sa.case((then.is_not(None), name_on(then)), else_=Unit.name)
    columns = (AgendaItem.id, AgendaItem.position, AgendaItem.kind, AgendaItem.title, AgendaItem.words)
    rows = db.session.execute(
        sa.select(*columns, AgendaItem.ended, sa.func.coalesce(called, ""), _PAPERS)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Unit, Unit.id == AgendaItem.unit_id)
        .where(AgendaItem.meeting_id == meeting_id, *([] if ended else [~AgendaItem.ended]))
        .order_by(AgendaItem.ended, AgendaItem.position, AgendaItem.id)
    )
    return [AgendaRow(*row) for row in rows]


def papers_of(meeting_id: int) -> list[PaperRow]:
    """What lies on a meeting's table, as it came; without what was taken back."""
    columns = (MeetingPaper.id, StoredFile.name, StoredFile.size, MeetingPaper.agenda_item_id)
    rows = db.session.execute(
        sa.select(*columns, Person.full_name, MeetingPaper.at)
        .join(StoredFile, StoredFile.id == MeetingPaper.file_id)
        .join(Person, Person.id == MeetingPaper.by_id)
        .where(MeetingPaper.meeting_id == meeting_id, ~MeetingPaper.ended)
        .order_by(MeetingPaper.id)
    )
    return [PaperRow(*row) for row in rows]


_WITH_MEMBERS = joinedload(Meeting.programme).selectinload(Programme.members)


def get_meeting_bare(meeting_id: int) -> Meeting | None:
    """A meeting with its programme's members, and without what was concluded."""
    return db.session.scalar(sa.select(Meeting).where(Meeting.id == meeting_id).options(_WITH_MEMBERS))


def get_item(agenda_item_id: int) -> AgendaItem | None:
    """An item with its meeting and who speaks to it."""
    wanted = sa.select(AgendaItem).where(AgendaItem.id == agenda_item_id)
    return db.session.scalar(
        wanted.options(joinedload(AgendaItem.meeting).options(_WITH_MEMBERS), joinedload(AgendaItem.unit))
    )


def get_paper(meeting_paper_id: int) -> MeetingPaper | None:
    """A paper with its file and its meeting."""
    wanted = sa.select(MeetingPaper).where(MeetingPaper.id == meeting_paper_id)
    return db.session.scalar(
        wanted.options(joinedload(MeetingPaper.meeting).options(_WITH_MEMBERS), joinedload(MeetingPaper.file))
    )


def items_to_choose(meeting_id: int) -> Sequence[tuple[int, str]]:
    """Numbers and titles of what stands on an agenda, for a form to offer."""
    return [(row.id, row.title) for row in agenda_of(meeting_id)]

"""What the screens in the room ask every few seconds: whether anything is new."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.core.db import db
from tracker.meetings.models import Meeting, MeetingState
from tracker.office.models import ProgrammeMember


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A meeting as far as a poll looks at it; `is_member`: one of the asker's units takes part in its programme."""

    id: int
    programme_id: int
    state: MeetingState
    revision: int
    is_member: bool


_IS_MEMBER = sa.exists().where(
    ProgrammeMember.programme_id == Meeting.programme_id,
    ProgrammeMember.unit_id.in_(sa.bindparam("units", expanding=True)),
)
_GLIMPSE = sa.select(Meeting.id, Meeting.programme_id, Meeting.state, Meeting.revision, _IS_MEMBER).where(
    Meeting.id == sa.bindparam("meeting_id", type_=sa.Integer)
)


def glimpse(meeting_id: int, *, unit_ids: Collection[int]) -> Glimpse | None:
    """One question of a few columns, since two hundred phones ask it every two or three seconds."""
    row = db.session.execute(_GLIMPSE, {"meeting_id": meeting_id, "units": list(unit_ids)}).first()
    return Glimpse(*row) if row is not None else None

"""Which drafts wait for a unit's word, beside its work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.meetings.models import Conclusion, ConclusionState, Confirmation, Meeting, MeetingState, Said
from tracker.meetings.policy import addressed_to
from tracker.meetings.queries.conclusions import WITH_ADDRESSEES
from tracker.office.models import Unit


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One of the reader's units, and what it said to the present wording; None: nothing yet."""

    unit_id: int
    unit_name: str
    said: Said | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft conclusion as its addressees see it beside their work; it can be answered while its meeting lasts."""

    id: int
    meeting_id: int
    meeting_title: str
    in_session: bool
    number: str
    text: str
    due_on: date | None
    due_words: str
    addressed: tuple[str, ...]
    wording: int
    own: tuple[OwnAnswer, ...]


_DRAFTS = (
    sa.select(Conclusion)
    .join(Meeting, Meeting.id == Conclusion.meeting_id)
    .where(
        Meeting.programme_id == sa.bindparam("programme_id", type_=sa.Integer),
        Conclusion.state == ConclusionState.DRAFT,
        Conclusion.notice_id.is_(None),  # a correction is read once it is issued
        addressed_to(sa.bindparam("units", expanding=True)),
    )
    .options(WITH_ADDRESSEES, selectinload(Conclusion.confirmations), joinedload(Conclusion.meeting))
    .order_by(Conclusion.meeting_id, Conclusion.position, Conclusion.id)
)
_UNITS = sa.select(Unit).where(Unit.id.in_(sa.bindparam("units", expanding=True))).order_by(Unit.sort_key)


def conclusions_to_confirm(unit_ids: Collection[int], *, programme_id: int) -> list[DraftRow]:
    """The draft conclusions that address one of the units, by itself or through a group, and what the units said."""
    wanted = {"programme_id": programme_id, "units": unit_ids}
    drafts = db.session.scalars(_DRAFTS, wanted).all()
    units = db.session.scalars(_UNITS, {"units": unit_ids}).all() if drafts else []
    return [
        DraftRow(
            id=draft.id,
            meeting_id=draft.meeting_id,
            meeting_title=draft.meeting.title,
            in_session=draft.meeting.state is MeetingState.IN_SESSION,
            number=draft.number,
            text=draft.text,
            due_on=draft.due_on,
            due_words=draft.due_words,
            addressed=tuple(addressee.name for addressee in draft.addressed),
            wording=draft.wording,
            own=tuple(
                own_answer(unit, draft) for unit in units if any(addressee.means(unit) for addressee in draft.addressed)
            ),
        )
        for draft in drafts
    ]


def own_answer(unit: Unit, draft: Conclusion) -> OwnAnswer:
    """What a unit said last to the present wording."""
    said: Confirmation | None = next(
        (one for one in reversed(draft.confirmations) if (one.unit_id, one.wording) == (unit.id, draft.wording)), None
    )
    return OwnAnswer(unit.id, unit.name, said.said if said else None, said.words if said else "")

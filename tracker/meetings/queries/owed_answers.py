"""Answers to invitations, words to draft conclusions, and meetings to be at, as `core.owed` lists them."""

from typing import Any

import sqlalchemy as sa

from tracker.core.owed import OwedKind, owed_columns
from tracker.meetings.models import (
    Addressee,
    Conclusion,
    ConclusionState,
    Confirmation,
    Invitation,
    Meeting,
    MeetingState,
    Reply,
)
from tracker.meetings.policy import addresses
from tracker.office.models import ProgrammeMember, Unit, UnitGroup

_INVITED = (Invitation.sent_at.is_not(None), Invitation.ended.is_(False), Meeting.state == MeetingState.INVITED)


def replies_owed() -> sa.Select[Any]:
    """Units that were invited and have not said whether they come; until the day of the meeting."""
    return _seats(OwedKind.REPLY, record=Invitation.id).where(*_INVITED, Invitation.reply == Reply.WAITING)


def meetings_ahead() -> sa.Select[Any]:
    """Units that are invited, but for those that have said that nobody comes."""
    return _seats(OwedKind.MEETING, record=Invitation.meeting_id).where(*_INVITED, Invitation.reply != Reply.ABSENT)


def confirmations_owed() -> sa.Select[Any]:
    """Units that a draft conclusion addresses and that have said nothing to its wording, while the meeting lasts."""
    said = sa.exists().where(
        Confirmation.conclusion_id == Conclusion.id,
        Confirmation.unit_id == Unit.id,
        Confirmation.wording == Conclusion.wording,
    )
    return (
        sa.select(
            *owed_columns(
                OwedKind.CONFIRMATION,
                record=Conclusion.id,
                page=Conclusion.meeting_id,
                programme=Meeting.programme_id,
                unit=Unit.id,
                title=Conclusion.text,
                detail=Conclusion.number,
                due_on=Meeting.held_on,
                state=Conclusion.state,
            )
        )
        .distinct()
        .join(Meeting, Meeting.id == Conclusion.meeting_id)
        .join(Addressee, Addressee.conclusion_id == Conclusion.id)
        .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
        .join(ProgrammeMember, ProgrammeMember.programme_id == Meeting.programme_id)
        .join(Unit, Unit.id == ProgrammeMember.unit_id)
        .where(
            Conclusion.state == ConclusionState.DRAFT,
            Conclusion.notice_id.is_(None),
            Meeting.state == MeetingState.IN_SESSION,
            Addressee.ended.is_(False),
            addresses(),
            ~said,
        )
    )


def _seats(kind: OwedKind, *, record: Any) -> sa.Select[Any]:
    columns = owed_columns(
        kind,
        record=record,
        page=Invitation.meeting_id,
        programme=Meeting.programme_id,
        unit=Invitation.unit_id,
        title=Meeting.title,
        detail=sa.literal(""),
        due_on=Meeting.held_on,
        state=Meeting.state,
    )
    return sa.select(*columns).join(Meeting, Meeting.id == Invitation.meeting_id)

"""Meetings that would fall on a day off when the calendar changes: pointed out, not moved by themselves."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.calendar.rules import Follower, Moved, Shift
from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.meetings.models import Invitation, Meeting
from tracker.meetings.rules import NOT_HELD_YET
from tracker.office.models import Programme


def meetings_on_days_off(shift: Shift) -> Sequence[Moved]:
    """Those planned on a day that was to be worked, with how many units are invited."""
    invited = (
        sa.select(sa.func.count())
        .where(Invitation.meeting_id == Meeting.id, Invitation.ended.is_(False))
        .scalar_subquery()
    )
    planned = (
        sa.select(Meeting.id, Meeting.programme_id, Meeting.title, Meeting.held_on, invited)
        .join(Programme, Programme.id == Meeting.programme_id)
        .where(Meeting.state.in_(NOT_HELD_YET), Meeting.held_on >= shift.on, Programme.ended_on.is_(None))
        .order_by(Meeting.held_on, Meeting.id)
    )
    return [
        Moved(
            kind=OwedKind.MEETING,
            page_id=meeting_id,
            programme_id=programme_id,
            title=title,
            old=held_on,
            new=None,
            units=units,
        )
        for meeting_id, programme_id, title, held_on, units in db.session.execute(planned)
        if shift.becomes_off(held_on)
    ]


CALENDAR = Follower(meetings_on_days_off)

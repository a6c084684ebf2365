"""What screens that follow a meeting are told: that there is something new."""

import sqlalchemy as sa

from tracker.core.db import db
from tracker.meetings.models import Meeting


def show_change(meeting: Meeting) -> None:
    """Let the screens in the room ask again. The meeting's own version stays, so that no form of it is refused."""
    grown = sa.update(Meeting).where(Meeting.id == meeting.id).values(revision=Meeting.revision + 1)
    db.session.flush()
    db.session.execute(grown.execution_options(synchronize_session=False))
    db.session.expire(meeting, ["revision"])

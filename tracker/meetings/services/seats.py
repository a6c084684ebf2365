"""A seat for each unit that is expected, and the code by which its people say that they have taken it."""

import secrets
from datetime import datetime

from tracker.core import clock
from tracker.core.db import db
from tracker.meetings.models import Invitation, Meeting
from tracker.meetings.queries.invitations import expected_units


def begin_attendance(meeting: Meeting, *, at: datetime) -> None:
    """When it is opened: a code for the wall, and seats."""
    meeting.arrival_code = new_code()
    ask_expected(meeting, at=at)


def ask_expected(meeting: Meeting, *, at: datetime) -> None:
    """Where nobody has chosen whom to invite, those who are expected are."""
    if not meeting.invitations:
        for unit in expected_units(meeting, on=clock.local(at).date()):
            meeting.invitations.append(Invitation(unit=unit))
        db.session.flush()


def new_code() -> str:
    """Sixteen letters that nobody guesses."""
    return secrets.token_urlsafe(12)

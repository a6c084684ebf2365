"""Reading the calendar."""

import sqlalchemy as sa

from tracker.calendar.models import DayKind, SpecialDay
from tracker.core.db import db
from tracker.core.workdays import WorkCalendar


def work_calendar() -> WorkCalendar:
    """The calendar as working-day arithmetic needs it."""
    days = db.session.execute(sa.select(SpecialDay.day, SpecialDay.kind)).all()
    worked = frozenset(day for day, kind in days if kind is DayKind.WORKED)
    return WorkCalendar(off=frozenset(day for day, _ in days) - worked, worked=worked)

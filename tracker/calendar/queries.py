"""Reading the calendar."""

import sqlalchemy as sa

from tracker.calendar.models import DayKind, SpecialDay
from tracker.core.db import db
from tracker.core.workdays import WorkCalendar

_DAYS = sa.select(SpecialDay.day, SpecialDay.kind)


def work_calendar() -> WorkCalendar:
    """The calendar as working-day arithmetic needs it."""
    days = db.session.execute(_DAYS).all()
    worked = frozenset(day for day, kind in days if kind is DayKind.WORKED)
    return WorkCalendar(off=frozenset(day for day, _ in days) - worked, worked=worked)

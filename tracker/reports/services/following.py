"""Days on which reports are due that follow the calendar: what it moves when days off are corrected."""

from datetime import datetime

from tracker import audit
from tracker.calendar.rules import Follower, Shift
from tracker.core.db import hold_all
from tracker.office.models import Person
from tracker.reports.models import ReportDuty
from tracker.reports.queries.following import duties_of_moves, reports_ahead, reports_of, reports_that_move


def follow_calendar(shift: Shift, *, by: Person, at: datetime) -> None:
    """Move the days that are counted in working days; what was handed in or is overdue stays as it is."""
    moves = reports_that_move(shift)
    if not moves:
        return
    hold_all(ReportDuty, ReportDuty.id.in_(duties_of_moves(moves)))
    for report, day in reports_of(moves, on=shift.on):
        old, report.due_on = report.due_on, day
        audit.record("report.due_followed_calendar", subject=report, by=by, at=at, old_due=old, due=day)


CALENDAR = Follower(reports_ahead, follow_calendar)

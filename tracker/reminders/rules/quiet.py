"""When mail that a person sends may leave: not in the quiet hours, nor on days off."""

from datetime import datetime, timedelta

from tracker.core import clock
from tracker.core.workdays import WorkCalendar
from tracker.reminders.rules.timing import Times


def quiet_until(at: datetime, times: Times, calendar: WorkCalendar) -> datetime | None:
    """The end of the quiet hours that the moment lies in, on a working day; None where mail may leave at once."""
    now = clock.local(at)
    day, is_evening = now.date(), now.time() >= times.quiet_from
    if calendar.is_working_day(day) and times.quiet_to <= now.time() < times.quiet_from:
        return None
    next_one = calendar.moved_to_working_day(day + timedelta(days=1) if is_evening else day)
    return datetime.combine(next_one, times.quiet_to, clock.ZONE)

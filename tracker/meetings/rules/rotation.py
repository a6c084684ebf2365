"""Whose turn it is to host a series' meetings, and on which day of the quarter."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.periods import Quarter
from tracker.core.workdays import WorkCalendar

_NEVER = Quarter(1, 1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A quarter in which the series has no meeting: who hosts it, and when. No host where nobody is to take turns."""

    quarter: Quarter
    host_id: int | None
    day: date


def turns(
    quarters: Sequence[Quarter],
    *,
    hosts: Sequence[int],
    hosted: Mapping[Quarter, Collection[int]],
    days_before_end: int,
    calendar: WorkCalendar,
) -> list[Turn]:
    """A turn for each of the quarters, in order, without a meeting. `hosted` are all that have one, with their hosts.

    Next is whoever never hosted, then whoever hosted longest ago; among equals the order of `hosts` decides. Who is to
    host later already counts as having just done so.
    """
    last = {host: max((quarter for quarter, who in hosted.items() if host in who), default=_NEVER) for host in hosts}
    found = []
    for quarter in sorted(quarters):
        if quarter in hosted:
            continue
        host = min(hosts, key=lambda host: last[host], default=None)  # the first of those that are equal
        if host is not None:
            last[host] = max(last[host], quarter)
        found.append(Turn(quarter, host, day_of_meeting(quarter, days_before_end=days_before_end, calendar=calendar)))
    return found


def day_of_meeting(quarter: Quarter, *, days_before_end: int, calendar: WorkCalendar) -> date:
    """The quarter's last working day but so many; its first day where it has not as many."""
    day = quarter.last_day
    while day > quarter.first_day and (days_before_end > 0 or not calendar.is_working_day(day)):
        days_before_end -= calendar.is_working_day(day)
        day -= timedelta(days=1)
    return day

"""In which hours people are told."""

from datetime import time

from tracker.core.errors import N_, RuleBroken
from tracker.reminders.rules.timing import Times


class HourIsQuiet(RuleBroken):
    """The hour of the morning's mail lies in the quiet hours."""

    message = N_("This lies in the quiet hours: choose a time from %(first)s on, before %(last)s.")


class QuietHoursUpsideDown(RuleBroken):
    """The quiet hours would be the day, not the night."""

    message = N_(
        "The quiet hours go from the evening to the morning: they must end earlier in the day than they begin."
    )


def check_times(times: Times) -> None:
    """Raise QuietHoursUpsideDown or HourIsQuiet unless the mail of a morning can leave."""
    if times.quiet_to >= times.quiet_from:
        raise QuietHoursUpsideDown
    check_hour(times.send_at, first=times.quiet_to, times=times)


def check_hour(hour: time, *, first: time, times: Times) -> None:
    """Raise HourIsQuiet unless it lies between `first` and the evening's quiet."""
    if not first <= hour < times.quiet_from:
        raise HourIsQuiet(first=f"{first:%H:%M}", last=f"{times.quiet_from:%H:%M}")


def hour_of(own: time | None, times: Times) -> time:
    """When a person's mail of the day leaves: at their own hour where the office's hours leave room for it."""
    return own if own is not None and times.send_at <= own < times.quiet_from else times.send_at

"""When somebody is told of something: pure, no database."""

from tracker.reminders.rules.hours import HourIsQuiet, QuietHoursUpsideDown, check_hour, check_times, hour_of
from tracker.reminders.rules.ladder import (
    MOST_DAYS,
    MOST_WEEKS,
    STAND_IN,
    BeforeMalformed,
    LadderOutOfOrder,
    Rung,
    Why,
    check_rule,
    furthest,
    owners_of,
    read_before,
    steps_above,
    week_begun,
    whys,
)
from tracker.reminders.rules.timing import RuleFacts, Times, shipped_rules, shipped_times

__all__ = [
    "MOST_DAYS",
    "MOST_WEEKS",
    "STAND_IN",
    "BeforeMalformed",
    "HourIsQuiet",
    "LadderOutOfOrder",
    "QuietHoursUpsideDown",
    "RuleFacts",
    "Rung",
    "Times",
    "Why",
    "check_hour",
    "check_rule",
    "check_times",
    "furthest",
    "hour_of",
    "owners_of",
    "read_before",
    "shipped_rules",
    "shipped_times",
    "steps_above",
    "week_begun",
    "whys",
]

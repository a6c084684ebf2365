"""When people are reminded, what each was told, and the feeds that their calendars read."""

from tracker.reminders.models.bell import BellLook
from tracker.reminders.models.digests import ReminderDigest
from tracker.reminders.models.feeds import CalendarFeed
from tracker.reminders.models.letters import ChasedItem, ChasingLetter
from tracker.reminders.models.timing import ReminderChoice, ReminderRule, ReminderTimes

__all__ = [
    "BellLook",
    "CalendarFeed",
    "ChasedItem",
    "ChasingLetter",
    "ReminderChoice",
    "ReminderDigest",
    "ReminderRule",
    "ReminderTimes",
]

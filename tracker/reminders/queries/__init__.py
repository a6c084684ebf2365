"""Reading what is due, and when people are told."""

from tracker.reminders.queries.owed import OwedFilter, OwedItem, count_owed, owed
from tracker.reminders.queries.planned import Entry, Planned, planned
from tracker.reminders.queries.readers import Reader, Readers, kinds_told, readers
from tracker.reminders.queries.timing import (
    choice_of,
    office_times,
    rule_row,
    rules_by_programme,
    rules_of,
    times_row,
)
from tracker.reminders.queries.told import Morning, told_lately
from tracker.reminders.queries.waiting import waiting_for

__all__ = [
    "Entry",
    "Morning",
    "OwedFilter",
    "OwedItem",
    "Planned",
    "Reader",
    "Readers",
    "choice_of",
    "count_owed",
    "kinds_told",
    "office_times",
    "owed",
    "planned",
    "readers",
    "rule_row",
    "rules_by_programme",
    "rules_of",
    "times_row",
    "told_lately",
    "waiting_for",
]

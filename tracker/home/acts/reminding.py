"""What each address of deadlines and reminders is for."""

from tracker.core.errors import N_

ACTS = {
    "bell.count": N_("See what is one's own to do, and what is new"),
    "bell.index": N_("See what is one's own to do, and what is new"),
    "bell.read": N_("Mark what is new as read"),
    "chat_digest.show": N_("Copy what is due as a text for a chat group"),
    "feed_files.show": N_("Read deadlines with a calendar program"),
    "feeds.end": N_("End an address for a calendar"),
    "feeds.index": N_("See one's addresses for calendars"),
    "feeds.make_for_unit": N_("Make an address for a calendar"),
    "feeds.make_own": N_("Make an address for a calendar"),
    "due.changed": N_("See what changed since the last working day"),
    "due.grid": N_("See how much each unit owes"),
    "due.index": N_("See what is due"),
    "due.month": N_("See what is due"),
    "due.week": N_("See what is due"),
    "nudges.choose": N_("Remind units of what they owe"),
    "nudges.send": N_("Remind units of what they owe"),
    "chasing.choose": N_("Write an official letter of reminder"),
    "chasing.write": N_("Write an official letter of reminder"),
    "chasing.index": N_("See the official letters of reminder"),
    "chasing.show": N_("See the official letters of reminder"),
    "chasing.paper": N_("See the official letters of reminder"),
    "chasing.number": N_("Give a letter of reminder its number"),
    "reminder_preview.index": N_("See what reminders would be sent"),
    "reminder_rules.edit": N_("Set when a programme reminds"),
    "reminder_rules.index": N_("See when a programme reminds"),
    "reminder_rules.mend": N_("Set when a programme reminds"),
    "reminder_rules.restore": N_("Set when a programme reminds"),
}

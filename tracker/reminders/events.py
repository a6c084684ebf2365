"""How the events of this room read."""

from tracker.core.errors import N_, Message
from tracker.reminders.labels import OWED_KIND

SENTENCES: dict[str, Message] = {
    "feed.made": N_("Made an address from which a calendar reads what is theirs to do"),
    "feed.made_for_unit": N_("Made an address from which a calendar reads what %(unit)s has to do"),
    "feed.ended": N_("Ended an address that a calendar read"),
    "report.chased": N_("Reminded %(unit)s of the report by an official letter"),
    "report.forwarding_reminded": N_("Reminded %(unit)s to forward the report"),
    "report.forwarding_chased": N_("Reminded %(unit)s to forward the report, by an official letter"),
    "invitation.chased": N_("Asked %(unit)s for an answer to the invitation, by an official letter"),
    "conclusion.reminded": N_("Reminded %(unit)s to answer conclusion %(number)s"),
    "conclusion.chased": N_("Reminded %(unit)s to answer conclusion %(number)s, by an official letter"),
    "meeting.unit_reminded": N_("Reminded %(unit)s of the day of the meeting"),
    "meeting.unit_chased": N_("Reminded %(unit)s of the day of the meeting, by an official letter"),
    "pilot.reminded": N_("Reminded %(unit)s to review the pilot"),
    "pilot.chased": N_("Reminded %(unit)s to review the pilot, by an official letter"),
    "chasing_letter.written": N_("Wrote a letter that reminds %(units)s of what they owe; things in it: %(things)s"),
    "chasing_letter.numbered": N_("Gave the letter the number %(notation)s"),
    "reminder_rule.changed": N_(
        "Changed when “%(kind)s” is reminded of: %(before)s working days before; late from %(after_first)s on, again "
        "after weeks: %(again_weeks)s; head %(head_after)s, staff %(staff_after)s, chair %(chair_after)s"
    ),
    "reminder_rule.restored": N_("Went back to the shipped reminders of “%(kind)s”"),
    "reminder_times.changed": N_(
        "Changed when reminders leave: at %(send_at)s, quiet from %(quiet_from)s to %(quiet_to)s, up to "
        "%(most_entries)s things in a mail"
    ),
    "person.reminders_chosen": N_("Chose when to be reminded: at %(hour)s"),
}
WORDS = {"kind": OWED_KIND}

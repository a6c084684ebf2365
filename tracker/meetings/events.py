"""How the events of meetings read."""

from tracker.core.errors import N_

SENTENCES = {
    "venue.added": N_("Added the venue %(venue)s"),
    "meeting.planned": N_("Planned the meeting “%(meeting)s”, %(venue)s"),
    "meeting.edited": N_("Mended the meeting “%(meeting)s”: %(venue)s, %(held_on)s"),
    "meeting.opened": N_("Opened the meeting"),
    "meeting.closed": N_("Closed the meeting with %(conclusions)s conclusions"),
    "meeting.published": N_("Published the conclusions: %(conclusions)s tasks given"),
    "meeting.notice_recorded": N_("Recorded the notice %(notice)s as this meeting's"),
    "conclusion.added": N_("Recorded conclusion %(number)s for %(units)s"),
    "conclusion.edited": N_("Mended conclusion %(number)s, for %(units)s"),
    "conclusion.dropped": N_("Dropped conclusion %(number)s"),
    "conclusion.restored": N_("Took conclusion %(number)s up again"),
    "conclusion.readdressed": N_("Conclusion %(number)s goes to %(unit)s in place of %(former)s, from %(day)s on"),
    "conclusion.published": N_("Published conclusion %(number)s as a task of %(units)s"),
}

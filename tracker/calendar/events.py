"""How the events of the calendar read."""

from tracker.calendar.labels import KIND
from tracker.core.errors import N_

SENTENCES = {
    "special_day.added": N_("Entered %(day)s in the calendar: %(kind)s, %(occasion)s"),
    "special_day.edited": N_("Mended %(day)s in the calendar: %(kind)s, %(occasion)s (before: %(old_kind)s)"),
    "special_day.made_ordinary": N_("Made %(day)s an ordinary day again (before: %(old_kind)s, %(occasion)s)"),
}
WORDS = {"kind": KIND, "old_kind": KIND}

"""What kinds of days are called."""

from tracker.calendar.models import DayKind
from tracker.core.errors import N_

KIND = {
    DayKind.HOLIDAY: N_("Holiday"),
    DayKind.MAKE_UP: N_("Day off in lieu"),
    DayKind.SWAPPED_OFF: N_("Off, swapped"),
    DayKind.WORKED: N_("Worked weekend day"),
    DayKind.ORDINARY: N_("Ordinary again"),
}

"""What the states and kinds of duties and reports are called."""

from tracker.core.errors import N_
from tracker.office.labels import options as options  # beside the labels that it is for
from tracker.reports.models import DueRule, Frequency, ItemKind, ReportState, Window
from tracker.reports.rules.standing import Standing

STATE = {
    ReportState.EXPECTED: N_("Expected"),
    ReportState.DRAFT: N_("Being written"),
    ReportState.SUBMITTED: N_("Submitted"),
    ReportState.FORWARDED: N_("Forwarded"),
    ReportState.ACCEPTED: N_("Accepted"),
    ReportState.RETURNED: N_("Returned"),
    ReportState.EXCUSED: N_("Excused"),
}
ENDED = N_("Ended")
FREQUENCY = {
    Frequency.ONCE: N_("Once"),
    Frequency.MONTHLY: N_("Each month"),
    Frequency.QUARTERLY: N_("Each quarter"),
    Frequency.HALF_YEARLY: N_("Each half-year"),
    Frequency.NINE_MONTHS: N_("Nine months"),
    Frequency.YEARLY: N_("Each year"),
}
WINDOW = {
    Window.DECREE: N_("From the 15th to the 14th (Decree 09/2019)"),
    Window.CALENDAR: N_("The period’s own days"),
}
DUE_RULE = {
    DueRule.AFTER_WINDOW: N_("Working days after the figures close"),
    DueRule.AFTER_PERIOD: N_("Working days after the period ends"),
    DueRule.DAY: N_("On a day of the period’s last month"),
    DueRule.FIXED: N_("On a fixed day"),
    DueRule.NONE: N_("No day is set"),
}
ITEM_KIND = {
    ItemKind.SECTION: N_("A section in words"),
    ItemKind.NUMBER: N_("A number"),
    ItemKind.PERCENT: N_("A percent with its counts"),
    ItemKind.TARGET: N_("A target’s measurement"),
    ItemKind.PILOTS: N_("The pilots’ reviews"),
}
STANDING = {
    Standing.OVERDUE: N_("Overdue"),
    Standing.RETURNED: N_("Returned"),
    Standing.DUE_SOON: N_("Due soon"),
    Standing.OPEN: N_("Not due yet"),
    Standing.UNDATED: N_("No deadline"),
    Standing.LATE: N_("Handed in late"),
    Standing.ON_TIME: N_("Handed in on time"),
    Standing.EXCUSED: N_("Excused"),
}

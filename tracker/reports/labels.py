"""What the states and kinds of duties and reports are called."""

from tracker.core.errors import N_
from tracker.reports.models import Frequency, ItemKind, ReportState

STATE = {
    ReportState.EXPECTED: N_("Expected"),
    ReportState.DRAFT: N_("Being written"),
    ReportState.SUBMITTED: N_("Submitted"),
    ReportState.FORWARDED: N_("Forwarded"),
    ReportState.ACCEPTED: N_("Accepted"),
    ReportState.RETURNED: N_("Returned"),
    ReportState.EXCUSED: N_("Excused"),
}
FREQUENCY = {
    Frequency.ONCE: N_("Once"),
    Frequency.MONTHLY: N_("Each month"),
    Frequency.QUARTERLY: N_("Each quarter"),
    Frequency.HALF_YEARLY: N_("Each half-year"),
    Frequency.NINE_MONTHS: N_("Nine months"),
    Frequency.YEARLY: N_("Each year"),
}
ITEM_KIND = {
    ItemKind.SECTION: N_("Words"),
    ItemKind.NUMBER: N_("A number"),
    ItemKind.PERCENT: N_("A percent with its counts"),
    ItemKind.TARGET: N_("A target’s measurement"),
    ItemKind.PILOTS: N_("The pilots’ reviews"),
}

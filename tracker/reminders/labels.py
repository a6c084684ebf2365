"""What the room's words are called."""

from tracker.core.errors import N_
from tracker.core.owed import OwedKind
from tracker.office.labels import options as options  # beside the labels that it is for
from tracker.reminders.rules import Rung, Why

OWED_KIND = {
    OwedKind.PART: N_("Task"),
    OwedKind.REPORT: N_("Report"),
    OwedKind.FORWARD: N_("Report to forward"),
    OwedKind.REPLY: N_("Answer to an invitation"),
    OwedKind.CONFIRMATION: N_("Conclusion to confirm"),
    OwedKind.MEETING: N_("Meeting"),
    OwedKind.LIST_REPLY: N_("Reply to a compliance list"),
    OwedKind.RATING_REPLY: N_("Reply to a proposed rating"),
    OwedKind.REVIEW: N_("Review of a pilot model"),
    OwedKind.SETTLE_PART: N_("Part to accept"),
    OwedKind.SETTLE_REPORT: N_("Report to accept"),
    OwedKind.DECIDE_EXTENSION: N_("More time to decide on"),
}
# Told apart by a period.
PERIODIC = (
    OwedKind.REPORT,
    OwedKind.FORWARD,
    OwedKind.SETTLE_REPORT,
    OwedKind.REVIEW,
    OwedKind.LIST_REPLY,
    OwedKind.RATING_REPLY,
)
CHANGED = {
    "task": N_("Tasks"),
    "report": N_("Reports"),
    "report_duty": N_("Duties to report"),
    "meeting": N_("Meetings"),
    "pilot": N_("Pilot models"),
    "finding": N_("Inspection findings"),
    "plan": N_("Plans"),
    "target": N_("Targets"),
}
WHY = {
    Why.BEFORE: N_("it is due soon"),
    Why.ON_DAY: N_("it is due that day"),
    Why.LATE: N_("it is late"),
    Why.HEAD: N_("so late that the heads of the unit read of it"),
    Why.STAFF: N_("so late that the standing staff read of it"),
    Why.CHAIR: N_("so late that the chair reads of it"),
    Why.INSTEAD: N_("nobody of the unit can be told: please tell them another way"),
}
RUNG = {
    Rung.OFFICER: N_("Officer"),
    Rung.HEAD: N_("Head of the unit"),
    Rung.STAFF: N_("Standing staff"),
    Rung.CHAIR: N_("Chair or deputy chair"),
}

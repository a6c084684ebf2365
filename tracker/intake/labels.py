"""What kinds and states of proposals are called."""

from tracker.core.errors import N_
from tracker.intake.models import IntakeState, ItemKind, ItemState

KIND = {
    ItemKind.BASIS: N_("Legal basis"),
    ItemKind.TARGET: N_("Target"),
    ItemKind.TASK: N_("Task"),
    ItemKind.MEETING: N_("Meeting"),
    ItemKind.CONCLUSION: N_("Conclusion"),
    ItemKind.REPORT: N_("Duty to report"),
    ItemKind.AMENDMENT: N_("Change of a target"),
}
STATE = {
    ItemState.PROPOSED: N_("Proposed"),
    ItemState.ACCEPTED: N_("Accepted"),
    ItemState.DROPPED: N_("Dropped"),
}
INTAKE_STATE = {
    IntakeState.OPEN: N_("To be reviewed"),
    IntakeState.CLOSED: N_("Reviewed"),
}
DOCUMENT_KIND = {
    "plan": N_("Plan"),
    "notice": N_("Notice of conclusions"),
    "other": N_("Other document"),
}
RECURRENCE = {
    "regular": N_("regularly"),
    "monthly": N_("each month"),
    "quarterly": N_("each quarter"),
    "yearly": N_("each year"),
}

"""What the states and kinds of tasks are called."""

from tracker.core.errors import N_
from tracker.office.labels import options as options  # beside the labels that it is for
from tracker.tasks.models import DueKind, ExtensionState, Part, Recurrence, State, TaskKind, TaskMode, TaskState
from tracker.tasks.rules import OfficialClass, Standing
from tracker.tasks.rules.findings import FindingStanding

STATE = {
    State.ASSIGNED: N_("Assigned"),
    State.IN_PROGRESS: N_("In progress"),
    State.SUBMITTED: N_("Handed in"),
    State.ACCEPTED: N_("Accepted"),
    State.RETURNED: N_("Returned"),
    State.DECLINED: N_("Declined"),
    State.ENDED: N_("Ended"),
}
CLASS = {
    OfficialClass.DONE_ON_TIME: N_("Done on time"),
    OfficialClass.DONE_LATE: N_("Done late"),
    OfficialClass.OPEN_WITHIN_TERM: N_("Open, within the term"),
    OfficialClass.OPEN_OVERDUE: N_("Open, overdue"),
    OfficialClass.NO_DEADLINE: N_("Open, without a deadline"),
}
FINDING = {
    FindingStanding.OPEN: N_("Not settled yet"),
    FindingStanding.TASK: N_("Became a task"),
    FindingStanding.ENDED: N_("Ended"),
}
EXTENSION_STATE = {
    ExtensionState.ASKED: N_("Waits for a decision"),
    ExtensionState.GRANTED: N_("Granted"),
    ExtensionState.REFUSED: N_("Refused"),
    ExtensionState.WITHDRAWN: N_("Withdrawn"),
}
TASK_STATE = {
    TaskState.DRAFT: N_("Draft"),
    TaskState.ACTIVE: N_("Under way"),
    TaskState.DONE: N_("Done"),
    TaskState.SUSPENDED: N_("Suspended"),
    TaskState.DROPPED: N_("Dropped"),
}
PART = {
    Part.LEAD: N_("leads"),
    Part.COORDINATE: N_("joins in"),
    Part.ADVISE: N_("advises"),
    Part.IMPLEMENT: N_("carries out"),
}
KIND = {
    TaskKind.REGULAR: N_("Regular task"),
    TaskKind.QUARTERLY: N_("Task of the quarter"),
    TaskKind.AD_HOC: N_("Ad hoc task"),
    TaskKind.CONCLUSION: N_("From a conclusion"),
}
MODE = {
    TaskMode.JOINT: N_("One unit leads"),
    TaskMode.EACH: N_("Each unit owes its own part"),
}
DUE_KIND = {
    DueKind.FIXED: N_("On a day"),
    DueKind.PERIOD_END: N_("At the end of a period"),
    DueKind.RECURRING: N_("Recurs"),
    DueKind.CONDITIONAL: N_("After an event"),
    DueKind.NONE: N_("No deadline"),
}
RECURRENCE = {
    Recurrence.MONTHLY: N_("Each month"),
    Recurrence.QUARTERLY: N_("Each quarter"),
    Recurrence.HALF_YEARLY: N_("Each half-year"),
    Recurrence.YEARLY: N_("Each year"),
}
STANDING = {
    Standing.OVERDUE: N_("Overdue"),
    Standing.RETURNED: N_("Returned"),
    Standing.DUE_SOON: N_("Due soon"),
    Standing.OPEN: N_("Open"),
    Standing.UNDATED: N_("No deadline"),
    Standing.SUBMITTED: N_("Handed in"),
    Standing.DONE: N_("Done"),
}

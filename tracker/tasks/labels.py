"""What the states and kinds of tasks are called."""

from tracker.core.errors import N_
from tracker.office.labels import options as options  # beside the labels that it is for
from tracker.tasks.models import Part, State, TaskKind, TaskMode, TaskState
from tracker.tasks.rules import Standing

STATE = {
    State.ASSIGNED: N_("Assigned"),
    State.IN_PROGRESS: N_("In progress"),
    State.SUBMITTED: N_("Handed in"),
    State.ACCEPTED: N_("Accepted"),
    State.RETURNED: N_("Returned"),
    State.DECLINED: N_("Declined"),
    State.ENDED: N_("Ended"),
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
STANDING = {
    Standing.OVERDUE: N_("Overdue"),
    Standing.RETURNED: N_("Returned"),
    Standing.DUE_SOON: N_("Due soon"),
    Standing.OPEN: N_("Open"),
    Standing.UNDATED: N_("No deadline"),
    Standing.SUBMITTED: N_("Handed in"),
    Standing.DONE: N_("Done"),
}

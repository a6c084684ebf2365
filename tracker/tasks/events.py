"""How the events of tasks read."""

from tracker.core.errors import N_

SENTENCES = {
    "task.added": N_("Gave the task to %(units)s"),
    "task.edited": N_("Mended the task: “%(title)s”, due %(due)s"),
    "task.done": N_("The task is done"),
    "assignment.updated": N_("%(unit)s: %(old_percent)s %% to %(percent)s %%"),
    "assignment.unchanged": N_("%(unit)s: still %(percent)s %%"),
    "assignment.submitted": N_("%(unit)s handed its part in, within the term"),
    "assignment.submitted_late": N_("%(unit)s handed its part in, after %(due)s"),
    "assignment.accepted": N_("Accepted the part of %(unit)s"),
    "assignment.returned": N_("Returned the part of %(unit)s"),
}
# Events whose words a unit has handed in with its part: the others' are its own, and of those who read the programme.
WHEN_HANDED_IN = ("assignment.submitted", "assignment.submitted_late")

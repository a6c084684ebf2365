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
    "assignment.moved_by_merger": N_("The part of %(former)s went to %(unit)s by the merger of %(day)s"),
    "assignment.moved_by_division": N_("The part of %(former)s went to %(unit)s by the division of %(day)s"),
    "assignment.joined": N_(
        "%(unit)s carries on the parts of %(former)s since the merger of %(day)s: %(percent)s %%, the lowest of them"
    ),
    "assignment.ended_by_merger": N_("The part of %(unit)s ended: since the merger of %(day)s another carries it on"),
    "assignment.ended_with_unit": N_("The part of %(unit)s ended with the unit on %(day)s"),
}
# Events whose words a unit has handed in with its part: the others' are its own, and of those who read the programme.
WHEN_HANDED_IN = ("assignment.submitted", "assignment.submitted_late")

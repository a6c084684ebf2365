"""How the events of tasks read."""

from tracker.core.errors import N_
from tracker.tasks.labels import PART

SENTENCES = {
    "task.added": N_("Gave the task to %(units)s"),
    "task.copied": N_("Copied from “%(title)s” of %(year)s"),
    "task.edited": N_("Mended the task: “%(title)s”, due %(due)s"),
    "task.done": N_("The task is done"),
    "task.published": N_("Put the task in force"),
    "task.suspended": N_("Suspended the task"),
    "task.resumed": N_("Let the task go on"),
    "task.dropped": N_("Dropped the task; the open parts of these ended: %(units)s"),
    "task.deadline_confirmed": N_("Confirmed the deadline that was inferred: %(due)s"),
    "task.event_came": N_("What the task waited for came on %(day)s: “%(event)s”; due %(due)s"),
    "task.due_followed_calendar": N_("The deadline moved with the calendar, from %(old_due)s to %(due)s: %(units)s"),
    "task.part_given": N_("Gave a part to %(units)s: %(part)s"),
    "assignment.ended": N_("Ended the part of %(unit)s"),
    "assignment.reassigned": N_("Gave the part of %(unit)s to %(other)s"),
    "assignment.updated": N_("%(unit)s: %(old_percent)s %% to %(percent)s %%"),
    "assignment.unchanged": N_("%(unit)s: still %(percent)s %%"),
    "assignment.submitted": N_("%(unit)s handed its part in, within the term"),
    "assignment.submitted_late": N_("%(unit)s handed its part in, after %(due)s"),
    "assignment.accepted": N_("Accepted the part of %(unit)s"),
    "assignment.returned": N_("Returned the part of %(unit)s"),
    "assignment.declined": N_("%(unit)s declined its part"),
    "assignment.insisted": N_("Left the part with %(unit)s, which had declined it"),
    "assignment.evidence_attached": N_("%(unit)s attached files to its part: %(count)s"),
    "assignment.evidence_taken_back": N_("%(unit)s took a file back"),
    "assignment.extension_asked": N_("%(unit)s asked for more time: %(wanted)s instead of %(due)s"),
    "assignment.extension_withdrawn": N_("%(unit)s no longer asks for more time until %(wanted)s"),
    "assignment.extension_closed": N_("The request of %(unit)s for more time until %(wanted)s closed by itself"),
    "assignment.extension_granted": N_("Gave %(unit)s more time: %(due)s instead of %(old_due)s"),
    "assignment.extension_refused": N_("Refused %(unit)s more time until %(wanted)s"),
    "assignment.chased": N_("Reminded %(unit)s of its part by an official letter"),
    "assignment.reminded": N_("Reminded %(unit)s of its part"),
    "assignment.moved_by_merger": N_("The part of %(former)s went to %(unit)s by the merger of %(day)s"),
    "assignment.moved_by_division": N_("The part of %(former)s went to %(unit)s by the division of %(day)s"),
    "assignment.joined": N_(
        "%(unit)s carries on the parts of %(former)s since the merger of %(day)s: %(percent)s %%, the lowest of them"
    ),
    "assignment.ended_by_merger": N_("The part of %(unit)s ended: since the merger of %(day)s another carries it on"),
    "finding.recorded": N_("Recorded what was found at %(unit)s, in “%(title)s”"),
    "finding.mended": N_("Mended the finding at %(unit)s"),
    "finding.ended": N_("Ended the finding at %(unit)s without a task"),
    "finding.became_task": N_("Made it a task of %(unit)s: “%(title)s”"),
    "assignment.ended_with_unit": N_("The part of %(unit)s ended with the unit on %(day)s"),
}
# Events whose words a unit has handed in with its part: the others' are its own, and of those who read the programme.
WHEN_HANDED_IN = ("assignment.submitted", "assignment.submitted_late")
# What is between a unit and those who run the programme; other units of the task are not told of it.
OWN_AFFAIRS = (
    "assignment.extension_asked",
    "assignment.extension_withdrawn",
    "assignment.extension_closed",
    "assignment.extension_refused",
    "assignment.reminded",
    "assignment.chased",
)
WORDS = {"part": PART}

"""How the events of plans read."""

from tracker.core.errors import N_

SENTENCES = {
    "plan.added": N_("Entered the plan of %(year)s: %(document)s"),
    "target.added": N_("Set the target %(goal)s: %(target)s"),
}

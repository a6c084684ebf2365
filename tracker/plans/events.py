"""How the events of plans read."""

from tracker.core.errors import N_

SENTENCES = {
    "plan.added": N_("Entered the plan of %(year)s: %(document)s"),
    "target.added": N_("Set the target %(goal)s: %(target)s"),
    "target.mended": N_("Mended the target (%(old_goal)s before, now %(goal)s): %(target)s"),
    "target.ended": N_("Ended the target"),
    "target.allocated": N_("Shared the target out: %(changes)s"),
    "target.amended": N_("Changed the target from %(since)s on, by %(source)s: %(old_goal)s before, then %(goal)s"),
    "amendment.withdrawn": N_("Withdrew the amendment that took effect on %(since)s"),
    "target.measured": N_("Measured in %(period)s: %(values)s (source: %(source)s)"),
    "target.measured_whole": N_("Measured in %(period)s of all together: %(value)s (source: %(source)s)"),
    "target.counted": N_("Counted for %(period)s: %(values)s"),
    "target.counted_whole": N_("Counted for %(period)s of all together: %(value)s"),
}

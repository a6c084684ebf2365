"""How the events of succession read."""

from tracker.core.errors import N_

SENTENCES = {
    "unit_change.planned": N_("Planned for %(day)s: %(units)s → %(successors)s"),
    "unit_change.done": N_(
        "Carried out for %(day)s: %(units)s → %(successors)s; %(moved)s open parts moved, %(ended)s ended"
    ),
    "unit_change.cancelled": N_("Cancelled what was planned for %(day)s"),
    "unit_change.refused": N_("Could not be carried out on its day"),
    "person.handed_over": N_("%(person)s leaves on %(day)s; %(successor)s takes over, with %(number)s roles"),
}

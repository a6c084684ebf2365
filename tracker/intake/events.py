"""How the events of intake read."""

from tracker.core.errors import N_

SENTENCES = {
    "intake.opened": N_("Took in %(file)s: %(items)s proposals"),
    "intake.headed": N_("Mended the head of the document: %(document)s"),
    "item.mended": N_("Mended the proposal: “%(title)s”"),
    "item.accepted": N_("Accepted “%(title)s”"),
    "item.dropped": N_("Dropped “%(title)s”"),
    "item.proposed_again": N_("Proposed again: “%(title)s”"),
}

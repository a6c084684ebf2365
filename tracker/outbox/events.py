"""How the events of the outbox read."""

from tracker.core.errors import N_

SENTENCES = {
    "message.tried_again": N_("Let a mail to %(address)s be sent again"),
}

"""How the events of accounts read."""

from tracker.core.errors import N_

SENTENCES = {
    "account.added": N_("%(person)s can sign in"),
    "account.signed_in": N_("Signed in"),
    "account.signed_out": N_("Signed out"),
}

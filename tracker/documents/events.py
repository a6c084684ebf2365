"""How the events of documents read."""

from tracker.core.errors import N_

SENTENCES = {
    "file.stored": N_("Stored the file %(file)s"),
    "document.registered": N_("Entered %(document)s into the register"),
    "document.edited": N_("Mended the head of the document: %(document)s"),
    "document.confirmed": N_("Confirmed %(document)s: the units see it from now on"),
    "document.cited": N_("Entered a legal basis: %(notations)s"),
}

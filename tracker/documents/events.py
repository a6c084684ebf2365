"""How the events of documents read."""

from tracker.core.errors import N_

SENTENCES = {
    "file.stored": N_("Stored the file %(file)s"),
    "document.registered": N_("Entered %(document)s into the register"),
    "document.edited": N_("Mended the head of the document: %(document)s"),
    "document.confirmed": N_("Confirmed %(document)s: the units see it from now on"),
    "letterhead.set": N_("Set the letterhead of the office's papers: %(issuer)s"),
    "signer.added": N_("Entered who signs papers: %(signer)s, %(position)s"),
    "signer.edited": N_("Mended who signs papers: %(signer)s, %(position)s"),
    "signer.ended": N_("%(signer)s no longer signs papers"),
    "signer.resumed": N_("%(signer)s signs papers again"),
    "number_register.added": N_("Opened the register of numbers “%(register)s”"),
    "number_register.edited": N_("Mended the register of numbers “%(register)s”"),
    "number_register.ended": N_("Ended the register of numbers “%(register)s”"),
    "number_register.resumed": N_("Took up the register of numbers “%(register)s” again"),
    "number_register.term_begun": N_("Began term %(term)s of the register of numbers “%(register)s”"),
    "number.taken": N_("Took the number %(notation)s: %(about)s"),
    "number.entered": N_("Entered a number given elsewhere: %(notation)s, %(about)s"),
    "document.cited": N_("Entered a legal basis: %(notations)s"),
}

"""What is done to documents, and to how the office's papers look."""

from tracker.documents.services.documents import (
    DocumentFacts,
    add_citation,
    confirm_document,
    edit_document,
    register_document,
    store_file,
)
from tracker.documents.services.letterheads import LetterheadFacts, set_letterhead
from tracker.documents.services.numbers import enter_number, take_number
from tracker.documents.services.registers import (
    RegisterFacts,
    add_register,
    begin_term,
    edit_register,
    end_register,
    resume_register,
)
from tracker.documents.services.signers import SignerFacts, add_signer, edit_signer, end_signer, resume_signer

__all__ = [
    "DocumentFacts",
    "LetterheadFacts",
    "RegisterFacts",
    "SignerFacts",
    "add_citation",
    "add_register",
    "add_signer",
    "begin_term",
    "confirm_document",
    "edit_document",
    "edit_register",
    "edit_signer",
    "end_register",
    "end_signer",
    "enter_number",
    "register_document",
    "resume_register",
    "resume_signer",
    "set_letterhead",
    "store_file",
    "take_number",
]

"""Reading the register of documents, and how the office's papers look."""

from tracker.documents.queries.documents import DocumentRow, documents_seen_by, get_document
from tracker.documents.queries.papers import blank_notation, get_signer, head_of, letterhead_of, signers_of
from tracker.documents.queries.registers import (
    NumberRow,
    RegisterRow,
    get_register,
    highest_number,
    numbers_of,
    register_for,
    registers_of,
    terms_of,
    types_held,
)

__all__ = [
    "DocumentRow",
    "NumberRow",
    "RegisterRow",
    "blank_notation",
    "documents_seen_by",
    "get_document",
    "get_register",
    "get_signer",
    "head_of",
    "highest_number",
    "letterhead_of",
    "numbers_of",
    "register_for",
    "registers_of",
    "signers_of",
    "terms_of",
    "types_held",
]

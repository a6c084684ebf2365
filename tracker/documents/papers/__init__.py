"""Papers of the office: one structure of an official document, set in one of two styles, written as Word or PDF."""

from tracker.documents.papers.pdf import PdfWriterMissing, can_write_pdf, write_pdf
from tracker.documents.papers.structure import (
    Annex,
    Block,
    Cell,
    Group,
    Head,
    Heading,
    Paper,
    Paragraph,
    Point,
    Run,
    Signature,
    Table,
    Text,
    signature_of,
)
from tracker.documents.papers.word import WORD, write_word

__all__ = [
    "WORD",
    "Annex",
    "Block",
    "Cell",
    "Group",
    "Head",
    "Heading",
    "Paper",
    "Paragraph",
    "PdfWriterMissing",
    "Point",
    "Run",
    "Signature",
    "Table",
    "Text",
    "can_write_pdf",
    "signature_of",
    "write_pdf",
    "write_word",
]

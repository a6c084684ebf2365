"""What Vietnamese official text says: files to text, text to a draft, words to dates and units. No database."""

from tracker.reading.dates import Deadline, read_day, read_deadline
from tracker.reading.documents import read_document
from tracker.reading.drafts import Draft, from_json, to_json
from tracker.reading.files import MAX_FILE_BYTES, extract_text
from tracker.reading.units import split_units

__all__ = [
    "MAX_FILE_BYTES",
    "Deadline",
    "Draft",
    "extract_text",
    "from_json",
    "read_day",
    "read_deadline",
    "read_document",
    "read_file",
    "split_units",
    "to_json",
]


def read_file(data: bytes, file_name: str) -> tuple[str, Draft]:
    """A file's text and what it says. Raises a FileRefused where there is no text to read."""
    text = extract_text(data, file_name)
    return text, read_document(text)

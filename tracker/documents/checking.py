"""Whether the stored files are still what came: each is read again, and its hash is made anew."""

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from tracker.core.db import db
from tracker.documents import files
from tracker.documents.models import StoredFile

AT_ONCE = 1000  # rows in the memory


def changed_files() -> Iterator[tuple[str, bool]]:
    """Every stored file by its SHA-256, and whether it is missing or another than it was."""
    wanted = sa.select(StoredFile.sha256).distinct().order_by(StoredFile.sha256)
    for sha256 in db.session.scalars(wanted.execution_options(yield_per=AT_ONCE)):
        place = files.path_of(sha256)
        if not place.is_file():
            yield sha256, True
            continue
        with place.open("rb") as file:
            yield sha256, hashlib.file_digest(file, "sha256").hexdigest() != sha256

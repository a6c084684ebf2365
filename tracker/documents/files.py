"""Where the files of documents lie: `instance/files/`, each under the name of its SHA-256."""

import hashlib
import os
import tempfile
import unicodedata
from contextlib import suppress
from pathlib import Path, PurePosixPath

from flask import current_app

LONGEST_NAME = 255


def keep(data: bytes) -> str:
    """Write the bytes so that they survive a power cut once this returns; gives their SHA-256.

    Written under a name of their own, synced, renamed, and the folder synced: nobody ever sees half a file.
    The same bytes again change nothing.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    place = path_of(sha256)
    if place.is_file() and place.stat().st_size == len(data):
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(fresh).replace(place)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(fresh).unlink()
        raise
    for folder in (place.parent, place.parent.parent):  # the second: the first file of its two letters
        _sync(folder)
    return sha256


def path_of(sha256: str) -> Path:
    """Where a file of that hash lies, or would."""
    return Path(current_app.instance_path, "files", sha256[:2], sha256)


def plain_name(name: str) -> str:
    """A file's name as people may see it: without folders and control characters. It never names a place on the disk.

    "C:\\\\Tải về\\\\kế hoạch.docx" is "kế hoạch.docx".
    """
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if len(shown) > LONGEST_NAME:
        stem, dot, ending = shown.rpartition(".")
        shown = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot and len(ending) < 10 else shown[:250]
    return shown or "tài liệu"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

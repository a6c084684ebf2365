"""Word and Excel files that are kept and not read: their package is looked through, piece by piece."""

import re
import zipfile
import zlib

from tracker.core.errors import N_
from tracker.reading.errors import BrokenDocument, DocumentWithEntities, FileRefused, NotADocument
from tracker.reading.packages import Package
from tracker.reading.workbooks import BrokenWorkbook, NotAWorkbook, WorkbookWithEntities, WorkbookWithMacros

MAX_UNPACKED_MEGABYTES = 100
_PIECE = 256 * 1024
_OVERLAP = 16  # signs of a mark that may lie across two pieces
_RUNS = (
    ".docm",
    ".dotm",
    ".xlsm",
    ".xltm",
    ".xlsb",
    ".xlam",
    ".pptm",
    ".ppsm",
    ".exe",
    ".dll",
    ".js",
    ".vbs",
    ".bat",
    ".cmd",
)
_OWN_DISK = re.compile(r"(file:/*)?[a-z]:[\\/]", re.IGNORECASE)  # where Word notes the template of whoever wrote it


class LockedOfficeFile(FileRefused):
    """A package whose parts are encrypted."""

    message = N_("This file is locked with a password. Save it without one, and choose it again.")


class TemplateFromElsewhere(FileRefused):
    """Opening it would fetch a template, with all that is in that, from another place."""

    message = N_(
        "This file takes its template from another place. Copy its contents into a new file, and choose that one."
    )


class _Kept(Package):
    most_bytes = MAX_UNPACKED_MEGABYTES * 1024 * 1024

    def _check_kind(self, names: set[str]) -> None:
        if any(name.lower().endswith(_RUNS) or "/activex/" in name.lower() for name in names):
            raise self.with_macros
        for part in self._zip.infolist():
            if part.flag_bits & 0x1:
                raise LockedOfficeFile
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                self._look_through(part)
            if part.filename.lower().endswith(".rels"):
                self._check_relations(part.filename)

    def _look_through(self, part: zipfile.ZipInfo) -> None:
        """No definitions of one's own in XML; in UTF-8, else they would be overlooked."""
        last = b""
        try:
            with self._zip.open(part) as unpacked:
                while piece := unpacked.read(_PIECE):
                    text = last + piece
                    if not last and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:200]):
                        raise self.broken
                    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                        raise self.with_entities
                    last = text[-_OVERLAP:]
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as broken:
            raise self.broken from broken

    def _check_relations(self, name: str) -> None:
        root = self.xml(name)
        for relation in root if root is not None else ():
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            if kind.endswith("/attachedTemplate") and not _OWN_DISK.match(target):
                raise TemplateFromElsewhere


class _Word(_Kept):
    broken, with_entities = BrokenDocument, DocumentWithEntities

    def _check_kind(self, names: set[str]) -> None:
        if "word/document.xml" not in names:
            raise NotADocument
        super()._check_kind(names)


class _Excel(_Kept):
    broken, with_macros, with_entities = BrokenWorkbook, WorkbookWithMacros, WorkbookWithEntities

    def _check_kind(self, names: set[str]) -> None:
        if "xl/workbook.xml" not in names:
            raise NotAWorkbook
        super()._check_kind(names)


def check_word(data: bytes) -> None:
    """Raise a FileRefused unless it is a .docx without macros, entities and bombs."""
    _Word(data)


def check_excel(data: bytes) -> None:
    """The same for an .xlsx."""
    _Excel(data)

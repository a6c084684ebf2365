"""The zip that a .docx or an .xlsx is: opened with limits, its XML parsed without entities."""

import io
import zipfile
import zlib
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from tracker.reading.errors import (
    BrokenDocument,
    DocumentWithEntities,
    DocumentWithMacros,
    FileRefused,
    FileTooLarge,
    NotADocument,
    SpreadsheetFile,
    TooManyParagraphs,
)

Element = Any  # of lxml
MAX_PART_BYTES = 10 * 1024 * 1024  # of one XML part, unpacked: some thousand pages; more takes too much memory
MAX_PACKAGE_BYTES = 200 * 1024 * 1024  # of all that is declared
MAX_PARAGRAPHS = 15_000  # some four hundred pages; a cell is one too
MAX_PARTS = 2000
MAX_RATIO = 200  # a part that unpacks to more than this many times its size is a bomb; real XML stays below 40
_RATIO_COUNTS_FROM = 1024 * 1024
_PARSER_LIMITS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Package:
    """A .docx whose structure has been checked: one document part, no macros, nothing that unpacks without end."""

    # What a reader of another kind of package says instead.
    broken: type[FileRefused] = BrokenDocument
    with_macros: type[FileRefused] = DocumentWithMacros
    with_entities: type[FileRefused] = DocumentWithEntities
    most_bytes = MAX_PACKAGE_BYTES

    def __init__(self, data: bytes) -> None:
        """Raises BrokenDocument, FileTooLarge, DocumentWithMacros, SpreadsheetFile or NotADocument."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as broken:
            raise self.broken from broken
        self._check()

    def _check(self) -> None:
        parts = self._zip.infolist()
        names = {part.filename for part in parts}
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > self.most_bytes:
            raise FileTooLarge(limit=self.most_bytes // 1024 // 1024)
        for part in parts:
            if part.file_size > _RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
                raise FileTooLarge(limit=self.most_bytes // 1024 // 1024)
        if any("vbaproject" in name.lower() for name in names):
            raise self.with_macros
        self._check_kind(names)
        types = self._bytes("[Content_Types].xml")
        if types is None:
            raise self.broken
        if b"macroEnabled" in types:
            raise self.with_macros

    def _check_kind(self, names: set[str]) -> None:
        if "word/document.xml" not in names:
            raise SpreadsheetFile if names & {"xl/workbook.xml", "ppt/presentation.xml"} else NotADocument

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where the package has no such part. Raises also TooManyParagraphs."""
        data = self._bytes(name)
        if data is None:
            return None
        self._refuse_entities(data)
        if data.count(b"</w:p>") > MAX_PARAGRAPHS:
            raise TooManyParagraphs(limit=MAX_PARAGRAPHS)
        try:
            root = etree.fromstring(data, etree.XMLParser(**_PARSER_LIMITS))
        except (etree.XMLSyntaxError, ValueError) as broken:
            raise self.broken from broken
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.with_entities
        return root

    def _refuse_entities(self, data: bytes) -> None:
        if b"<!DOCTYPE" in data[:4096].upper() or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
            raise self.with_entities

    def _bytes(self, name: str) -> bytes | None:
        """A part, never more than its limit: the size that a zip declares may lie."""
        try:
            with self._zip.open(name) as part:
                data = part.read(MAX_PART_BYTES + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as broken:
            raise self.broken from broken
        if len(data) > MAX_PART_BYTES:
            raise FileTooLarge(limit=MAX_PART_BYTES // 1024 // 1024)
        return data

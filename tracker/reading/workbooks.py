"""The rows of an Excel file, by the heads of their columns: untrusted, bounded, nothing calculated."""

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from tracker.core.errors import N_
from tracker.reading.errors import EmptyFile, FileRefused, FileTooLarge
from tracker.reading.packages import Package
from tracker.reading.rows import (
    HEAD_WITHIN,
    MAX_COLUMNS,
    MAX_ROWS,
    CellIsError,
    CellIsFormula,
    CellTooLong,
    Column,
    HeadMissing,
    HeadTwice,
    Row,
    Sheet,
    SheetWithoutRows,
    TooManyRows,
    read_rows,
)

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_ROWS",
    "BrokenWorkbook",
    "CellIsError",
    "CellIsFormula",
    "CellTooLong",
    "Column",
    "HeadMissing",
    "HeadTwice",
    "NotAWorkbook",
    "Row",
    "Sheet",
    "SheetWithoutRows",
    "TooManyRows",
    "WorkbookWithEntities",
    "WorkbookWithLinks",
    "WorkbookWithMacros",
    "read_workbook",
]

MAX_FILE_BYTES = 2 * 1024 * 1024
_MAX_CELLS = 100_000
_ROW, _CELL, _STRING = (re.compile(rb"<(?:\w+:)?%s[\s>/]" % name) for name in (b"row", b"c", b"si"))
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s(?:[^>]*\s)?ref\s*=\s*[\"']([A-Z0-9:]{1,40})[\"']")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*\s)?r\s*=\s*[\"'](\d+)")


class NotAWorkbook(FileRefused):
    """Not an .xlsx, by name or by content."""

    message = N_("This is not an Excel file that can be read here. Save it as an Excel workbook (.xlsx) and try again.")


class BrokenWorkbook(FileRefused):
    """An .xlsx that cannot be unpacked or parsed."""

    message = N_("This Excel file is damaged. Open it in Excel, save it again as .xlsx, and choose the new file.")


class WorkbookWithMacros(FileRefused):
    """A workbook that carries a program."""

    message = N_("This Excel file contains macros. Save it as .xlsx, which has none, and choose that file.")


class WorkbookWithEntities(FileRefused):
    """XML with a DTD: Excel writes none, attacks do."""

    message = N_("This Excel file contains definitions that Excel does not write. Save it again in Excel as .xlsx.")


class WorkbookWithLinks(FileRefused):
    """A workbook that takes its figures from elsewhere."""

    message = N_("This Excel file takes values from other files. Paste them in as values, save it, and try again.")


class _Workbook(Package):
    """An .xlsx that may be opened."""

    broken, with_macros, with_entities = BrokenWorkbook, WorkbookWithMacros, WorkbookWithEntities
    most_bytes = 20 * 1024 * 1024

    def __init__(self, data: bytes, most: int) -> None:
        self._most = most
        super().__init__(data)

    def _check_kind(self, names: set[str]) -> None:
        if "xl/workbook.xml" not in names:
            raise NotAWorkbook
        if any(name.startswith("xl/externalLinks/") or name == "xl/connections.xml" for name in names):
            raise WorkbookWithLinks
        for name in names:
            if name.endswith((".xml", ".rels")):
                self._check_part(name, self._bytes(name) or b"")

    def _check_part(self, name: str, data: bytes) -> None:
        self._refuse_entities(data)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:200]:
            raise BrokenWorkbook  # Excel writes UTF-8; in UTF-16 the above would be overlooked
        if name == "xl/sharedStrings.xml" and _more_than(_MAX_CELLS, _STRING, data):
            raise TooManyRows(limit=self._most)
        last = self._most + HEAD_WITHIN
        if name.startswith("xl/worksheets/") and (
            _more_than(last, _ROW, data)
            or _more_than(_MAX_CELLS, _CELL, data)
            or any(len(row[1]) > 9 or int(row[1]) > last for row in _ROW_NUMBER.finditer(data))
        ):
            raise TooManyRows(limit=self._most)

    def fill_merged(self, rows: list[list[Any]], part: str) -> None:
        """What stands in a cell that goes over several rows is said of each of them; Excel keeps it in the first."""
        for found in _MERGED.finditer(self._bytes(part) or b""):
            try:
                column, first, _, last = range_boundaries(found[1].decode("ascii"))
                cell = rows[first - 1][column - 1]
            except (IndexError, TypeError, ValueError):
                continue  # outside of what is read
            for line in rows[first:last]:
                if column <= len(line):
                    line[column - 1] = cell


def read_workbook(data: bytes, file_name: str, columns: Sequence[Column], *, most: int = MAX_ROWS) -> Sheet:
    """The rows of a workbook's first sheet, below the row of its heads; empty rows are left out.

    `most` is how many there may be: fewer of records that take longer to save. Raises a FileRefused that says what the
    file is and what to do. What is wrong with single cells stands in the rows.
    """
    if not data:
        raise EmptyFile
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(limit=MAX_FILE_BYTES // 1024 // 1024)
    ending = file_name.lower().rpartition(".")[2]
    if ending in ("xlsm", "xltm", "xlsb"):
        raise WorkbookWithMacros
    if ending != "xlsx" or not data.startswith(b"PK\x03\x04"):
        raise NotAWorkbook
    package = _Workbook(data, most)
    rows, part = _cells(data, most)
    package.fill_merged(rows, part)
    return read_rows(rows, columns, most)


def _more_than(most: int, pattern: re.Pattern[bytes], data: bytes) -> bool:
    return any(count > most for count, _ in enumerate(pattern.finditer(data), start=1))


def _cells(data: bytes, most: int) -> tuple[list[list[Any]], str]:
    """The cells of the first sheet, by rows, and the part that it is.

    openpyxl lets any error out that a damaged file can cause.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that do not concern us
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
            found = [list(row) for row in sheet.iter_rows(max_row=most + HEAD_WITHIN + 1, max_col=MAX_COLUMNS)]
            part = str(sheet._worksheet_path)  # nothing public says it
            book.close()
    except (zipfile.BadZipFile, MemoryError):
        raise BrokenWorkbook from None
    except Exception as broken:
        raise BrokenWorkbook from broken
    return found, part

"""The rows of an Excel file, by the heads of their columns: untrusted, bounded, nothing calculated."""

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from tracker.core.errors import N_, Message, RuleBroken
from tracker.core.folding import fold_tight
from tracker.reading.errors import EmptyFile, FileRefused, FileTooLarge
from tracker.reading.packages import Package

MAX_FILE_BYTES = 2 * 1024 * 1024
MAX_ROWS = 2000  # taken in, they keep an SQLite office from writing for a second or two; see `most`
MAX_COLUMNS = 50
HEAD_WITHIN = 10  # rows: a title may stand above the heads
_MAX_CELLS = 100_000
_LONGEST_CELL = 1000  # signs, above any column's longest: composing marks takes the square of their number
_ROW, _CELL, _STRING = (re.compile(rb"<(?:\w+:)?%s[\s>/]" % name) for name in (b"row", b"c", b"si"))
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


class TooManyRows(FileRefused):
    """More than anybody looks through in a preview."""

    message = N_(
        "This sheet has more than %(limit)s rows, empty ones counted. Delete the empty rows below the last one, "
        "or split it into several files. Nothing was taken in."
    )


class HeadMissing(FileRefused):
    """No row of heads with the columns that are needed."""

    message = N_("The sheet lacks the column “%(name)s”. Put it in the first row, as in the empty template.")


class HeadTwice(FileRefused):
    """Two columns with one head."""

    message = N_("The column “%(name)s” is there twice. Keep one of them.")


class SheetWithoutRows(FileRefused):
    """Heads, and nothing below."""

    message = N_("There is no row below the heads of the columns. Fill in the template, and try again.")


class CellIsFormula(RuleBroken):
    """What a formula would give is not known here."""

    message = N_("This cell is a formula. Put its value in.")


class CellIsError(RuleBroken):
    """#N/A, #REF!"""

    message = N_("Excel shows an error in this cell (%(words)s). Put a value in.")


class CellTooLong(RuleBroken):
    """More than there is room for."""

    message = N_("This is longer than %(limit)s signs. Shorten it.")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is looked for: its head in English, and further heads that it is known by, Vietnamese above all.

    The first of `also` is the Vietnamese head of the template.
    """

    name: str
    head: Message
    also: tuple[str, ...] = ()
    longest: int = 200
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row as Excel numbers it: the text of each column that is there, and what is wrong with a cell.

    Days are written dd/mm/yyyy; an empty cell is "".
    """

    number: int
    cells: Mapping[str, str]
    problems: Mapping[str, RuleBroken] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read; `unread` are the heads of columns that mean nothing here."""

    rows: list[Row]
    unread: list[str]


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
    _Workbook(data, most)
    return _sheet(_cells(data, most), columns, most)


def _more_than(most: int, pattern: re.Pattern[bytes], data: bytes) -> bool:
    return any(count > most for count, _ in enumerate(pattern.finditer(data), start=1))


def _cells(data: bytes, most: int) -> list[list[Any]]:
    """The cells of the first sheet, by rows. openpyxl lets any error out that a damaged file can cause."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that do not concern us
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            rows = book.worksheets[0].iter_rows(max_row=most + HEAD_WITHIN + 1, max_col=MAX_COLUMNS)
            found = [list(row) for row in rows]
            book.close()
    except (zipfile.BadZipFile, MemoryError):
        raise BrokenWorkbook from None
    except Exception as broken:
        raise BrokenWorkbook from broken
    return found


def _sheet(rows: list[list[Any]], columns: Sequence[Column], most: int) -> Sheet:
    place, heads = _heads(rows, columns)
    read = [
        row
        for number, cells in enumerate(rows[place + 1 :], start=place + 2)
        if (row := _row(number, cells, heads)) is not None
    ]
    if not read:
        raise SheetWithoutRows
    if len(read) > most:
        raise TooManyRows(limit=most)
    unread = [words for at, cell in enumerate(rows[place]) if at not in heads and (words := _text(cell))]
    return Sheet(read, unread)


def _heads(rows: list[list[Any]], columns: Sequence[Column]) -> tuple[int, dict[int, Column]]:
    """Which row holds the heads, and which column stands where."""
    known = {fold_tight(head): column for column in columns for head in (column.head, *column.also)}
    best: dict[int, Column] = {}
    for place, cells in enumerate(rows[:HEAD_WITHIN]):
        found = {at: column for at, cell in enumerate(cells) if (column := known.get(fold_tight(_text(cell))))}
        names = [column.name for column in found.values()]
        if all(column.name in names for column in columns if column.needed):
            twice = next((column for column in found.values() if names.count(column.name) > 1), None)
            if twice is not None:
                raise HeadTwice(name=twice.head)
            return place, found
        best = found if len(found) > len(best) else best
    there = [column.name for column in best.values()]
    raise HeadMissing(name=next(column.head for column in columns if column.needed and column.name not in there))


def _row(number: int, cells: Iterable[Any], heads: Mapping[int, Column]) -> Row | None:
    """A row's cells by column; None where all of them are empty."""
    texts: dict[str, str] = {}
    problems: dict[str, RuleBroken] = {}
    for at, cell in enumerate(cells):
        column = heads.get(at)
        if column is None:
            continue
        words = texts[column.name] = _text(cell)
        if cell.data_type == "f":
            problems[column.name] = CellIsFormula()
        elif cell.data_type == "e":
            problems[column.name] = CellIsError(words=words)
        elif len(words) > column.longest:
            problems[column.name] = CellTooLong(limit=column.longest)
    if not any(texts.values()):
        return None
    return Row(number, {column.name: texts.get(column.name, "") for column in heads.values()}, problems)


def _text(cell: Any) -> str:
    """What stands in a cell, as one line: days dd/mm/yyyy, whole numbers without their ".0"."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = unicodedata.normalize("NFC", str(getattr(value, "text", value))[:_LONGEST_CELL])
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in words).split())

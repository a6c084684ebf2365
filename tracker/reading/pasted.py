"""Rows that were copied in Excel or Word and pasted into a field: cells between tabs, quoted where they have lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.reading.rows import HEAD_WITHIN, MAX_COLUMNS, MAX_ROWS, Column, Sheet, TooManyRows, read_rows

# Excel quotes a cell that has a tab or an end of line in it; a quotation mark that nothing closes is a sign as any.
_CELL = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*)"(?=[\t\n]|\Z)|(?P<plain>[^\t\n]*))(?P<after>[\t\n]|\Z)')
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|DIV/0!|VALUE!|NULL!|NUM!)")


@dataclass(frozen=True, slots=True)
class _Cell:
    value: str

    @property
    def data_type(self) -> str:
        """A pasted formula is what it gave; an error stays one."""
        return "e" if _ERROR.fullmatch(self.value.strip()) else "s"


def read_pasted(words: str, columns: Sequence[Column], *, order: Sequence[str], most: int = MAX_ROWS) -> Sheet:
    """The rows below the row of heads; where there is none, `order` names the columns.

    A first column that holds nothing but numbers is not counted then. Raises as `read_rows`, and TooManyRows.
    """
    lines: list[list[_Cell]] = []
    for cells in _whole_rows(list(_rows(words))):
        lines.append([_Cell(cell) for cell in cells[:MAX_COLUMNS]])
        if len(lines) > most + HEAD_WITHIN:
            raise TooManyRows(limit=most)
    return read_rows(lines, columns, most, order=order)


def _rows(words: str) -> Iterator[list[str]]:
    words = "\n".join(words.splitlines()) + "\n"
    row: list[str] = []
    at = 0
    while at < len(words):
        cell = _CELL.match(words, at)
        assert cell is not None, "a plain cell may be empty"
        quoted = cell["quoted"]
        row.append(cell["plain"] if quoted is None else quoted.replace('""', '"'))
        at = cell.end()
        if cell["after"] != "\t":
            yield row
            row = []


def _whole_rows(rows: Sequence[list[str]]) -> list[list[str]]:
    """Word does not quote: a cell of several paragraphs breaks its row, which goes on until it has all its cells.

    The first row says how many they are. Pieces that do not add up stay as they are.
    """
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    wanted = len(rows[0]) if rows else 0
    whole: list[list[str]] = []
    at = 0
    while at < len(rows):
        if len(rows[at]) == 1 < wanted and whole and _is_numbered(whole[-1], wanted):
            whole[-1][-1] += f"\n{rows[at][0]}"
            at += 1
            continue
        row, taken = _joined(rows[at:], wanted)
        whole.append(row)
        at += taken
    return whole


def _joined(rows: Sequence[list[str]], wanted: int) -> tuple[list[str], int]:
    """The first row, with as many that follow as it needs to be whole; and how many rows that took."""
    row, taken = rows[0], 1
    while len(row) < wanted and taken < len(rows) and len(row) + len(rows[taken]) - 1 <= wanted:
        row = [*row[:-1], f"{row[-1]}\n{rows[taken][0]}", *rows[taken][1:]]
        taken += 1
    return (row, taken) if len(row) == wanted else (rows[0], 1)


def _is_numbered(row: Sequence[str], wanted: int) -> bool:
    """Whether a row is whole and begins with its number: a line without cells after it is more of its last one."""
    return len(row) == wanted and row[0].strip(" .").isdecimal()

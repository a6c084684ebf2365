"""Rows under heads, of an Excel file or pasted: which column stands where, what cells say, what is wrong with them."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from tracker.core.errors import N_, Message, RuleBroken
from tracker.core.folding import fold_tight
from tracker.reading.errors import FileRefused

MAX_ROWS = 2000  # taken in, they keep an SQLite office from writing for a second or two; see `most`
MAX_COLUMNS = 50
HEAD_WITHIN = 10  # rows: a title may stand above the heads
_LONGEST_HEAD = 200
_AT_ONCE = 500  # signs
_OF_NUMBERS = {"stt", "tt", "sott"}  # heads of a column that counts the rows


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

    The first of `also` is the Vietnamese head of the template. `lines` keeps a cell's lines apart, as ends of lines.
    `stand_in` names another column that counts as this one where this one is not there.
    """

    name: str
    head: Message
    also: tuple[str, ...] = ()
    longest: int = 200
    needed: bool = False
    lines: bool = False
    stand_in: str = ""


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


class Cell(Protocol):
    """A cell as openpyxl gives it: `data_type` is "f" for a formula, "e" for an error."""

    @property
    def value(self) -> Any:
        """What stands in it."""

    @property
    def data_type(self) -> str:
        """What that is."""


def read_rows(
    cells: Sequence[Sequence[Cell]], columns: Sequence[Column], most: int, *, order: Sequence[str] = ()
) -> Sheet:
    """What the rows below the heads say; empty ones are left out.

    Where no row looks like heads, `order` names the columns. Raises HeadMissing, HeadTwice, SheetWithoutRows and
    TooManyRows.
    """
    by_name = {column.name: column for column in columns}
    place, found = _heads(cells, columns)
    if place < 0 and (not order or len(found) > 1):
        there = [column.name for column in found.values()]
        raise HeadMissing(name=next(one.head for one in columns if one.needed and one.name not in there))
    if place < 0:
        first = int(bool(cells) and all(_is_number(line) for line in cells))
        found = {at: by_name[name] for at, name in enumerate(order, start=first)}
    read = [
        row
        for number, line in enumerate(cells[place + 1 :], start=place + 2)
        if (row := _row(number, line, found)) is not None
    ]
    if not read:
        raise SheetWithoutRows
    if len(read) > most:
        raise TooManyRows(limit=most)
    heads = _head_words(cells, place, _known(columns)) if place >= 0 else []
    others = [words for at, words in enumerate(heads) if at not in found and words]
    return Sheet(read, [words for words in others if fold_tight(words) not in _OF_NUMBERS])


def _heads(cells: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> tuple[int, dict[int, Column]]:
    """Which row holds the heads, and which column stands where: the row that has most of them, the lower of two.

    A head that goes over two rows has the better half below. -1 where every row lacks a column that is needed, with
    what was found of the best.
    """
    known = _known(columns)
    best: tuple[int, int, dict[int, Column]] = (0, -1, {})
    almost: dict[int, Column] = {}
    for place in range(min(HEAD_WITHIN, len(cells))):
        heads = _head_words(cells, place, known)
        found = {at: column for at, words in enumerate(heads) if (column := known.get(fold_tight(words)))}
        found = _with_stand_ins(found, columns)
        names = {column.name for column in found.values()}
        if all(column.name in names for column in columns if column.needed):
            best = max(best, (len(found), place, found), key=lambda one: one[:2])
        elif len(found) > len(almost):
            almost = found
    _, place, found = best
    if place < 0:
        return place, almost
    names_found = [column.name for column in found.values()]
    twice = next((column for column in found.values() if names_found.count(column.name) > 1), None)
    if twice is not None:
        raise HeadTwice(name=twice.head)
    return place, found


def _known(columns: Sequence[Column]) -> dict[str, Column]:
    return {fold_tight(head): column for column in columns for head in (column.head, *column.also)}


def _head_words(cells: Sequence[Sequence[Cell]], place: int, known: Mapping[str, Column]) -> list[str]:
    """The words of a row as heads: where it is the lower of two rows of heads, an empty cell says what stands above."""
    own, above = ([_head(cell) for cell in line] for line in (cells[place], cells[place - 1] if place else ()))
    of_heads = [sum(fold_tight(words) in known for words in row) for row in (own, above)]
    if of_heads[0] < 2 or not of_heads[1]:
        return own
    return [words or (above[at] if at < len(above) else "") for at, words in enumerate(own)]


def _with_stand_ins(found: dict[int, Column], columns: Sequence[Column]) -> dict[int, Column]:
    there = {column.name for column in found.values()}
    instead = {column.stand_in: column for column in columns if column.stand_in and column.name not in there}
    return {at: instead.get(column.name, column) for at, column in found.items()}


def _is_number(line: Sequence[Cell]) -> bool:
    """Whether a row begins with its number, or is empty: "1", "2.", "I"."""
    return not line or _head(line[0]).rstrip(".").isdecimal()


def _row(number: int, line: Iterable[Cell], heads: Mapping[int, Column]) -> Row | None:
    """A row's cells by column; None where all of them are empty."""
    texts: dict[str, str] = {}
    problems: dict[str, RuleBroken] = {}
    for at, cell in enumerate(line):
        column = heads.get(at)
        if column is None:
            continue
        words = texts[column.name] = _text(cell, column)
        if cell.data_type == "f":
            problems[column.name] = CellIsFormula()
        elif cell.data_type == "e":
            problems[column.name] = CellIsError(words=words)
        elif len(words) > column.longest:
            problems[column.name] = CellTooLong(limit=column.longest)
    if not any(texts.values()):
        return None
    return Row(number, {column.name: texts.get(column.name, "") for column in heads.values()}, problems)


def _head(cell: Cell) -> str:
    return one_line(_said(cell)[:_LONGEST_HEAD])


def _text(cell: Cell, column: Column) -> str:
    """What stands in a cell: days dd/mm/yyyy, whole numbers without their ".0"; in one line, unless lines are kept."""
    words = _said(cell)[: max(1000, 4 * column.longest)]  # composed, still longer than is let through
    if not column.lines:
        return one_line(words)
    return "\n".join(line for part in words.splitlines() if (line := one_line(part)))


def one_line(words: str) -> str:
    """Composed, without signs that do not print, single spaces."""
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in words)
    return " ".join(_composed(word) for word in shown.split())


def _composed(word: str) -> str:
    """By pieces: composing marks takes the square of their number."""
    pieces = range(0, len(word), _AT_ONCE)
    return "".join(unicodedata.normalize("NFC", word[at : at + _AT_ONCE]) for at in pieces)


def _said(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(getattr(value, "text", value))

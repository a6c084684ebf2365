"""A document's text as paragraphs and tables, with one clause marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]
NOWHERE: Span = (0, 0)
_RULE = re.compile(r"[\s|:=-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph, `marked` where they belong to the clause."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text."""

    pieces: tuple[Piece, ...]

    @property
    def marked(self) -> bool:
        """Whether some of it belongs to the clause."""
        return any(piece.marked for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Table:
    """Lines written as "| a | b |": rows of cells, and which rows belong to the clause."""

    rows: tuple[tuple[str, ...], ...]
    marked_rows: frozenset[int]

    @property
    def marked(self) -> bool:
        """Whether some of it belongs to the clause."""
        return bool(self.marked_rows)


Block = Paragraph | Table


def blocks(text: str, clause: Span = NOWHERE) -> list[Block]:
    """The text from top to bottom; `clause` is [start, end) in it. Empty lines and rules under heads are left out."""
    found: list[Block] = []
    rows: list[tuple[str, ...]] = []
    marked: set[int] = set()
    for start, line in _lines(text):
        touched = start < clause[1] and start + len(line) > clause[0]
        if line.lstrip().startswith("|"):
            if not _RULE.fullmatch(line):
                marked |= {len(rows)} if touched else set()
                rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            found.append(Table(tuple(rows), frozenset(marked)))
            rows, marked = [], set()
        if line.strip():
            found.append(Paragraph(tuple(_pieces(line, start, clause) if touched else [Piece(line)])))
    if rows:
        found.append(Table(tuple(rows), frozenset(marked)))
    return found


def parse_clause(asked: str | None, text: str) -> Span:
    """Read "120-240" of an address; nowhere when it is none, or lies outside of the text."""
    written = re.fullmatch(r"(\d{1,7})-(\d{1,7})", asked or "")
    if written is None:
        return NOWHERE
    start, end = int(written[1]), min(int(written[2]), len(text))
    return (start, end) if start < end else NOWHERE


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _pieces(line: str, start: int, clause: Span) -> Iterator[Piece]:
    first, last = max(clause[0] - start, 0), min(clause[1] - start, len(line))
    for words, marked in ((line[:first], False), (line[first:last], True), (line[last:], False)):
        if words:
            yield Piece(words, marked)

"""What the writers draw: pages with their lines and tables, in the order of the page."""

from dataclasses import dataclass

from tracker.documents.papers.styles import Look


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a line as they are drawn. `mark` is the number of the note that they bear, of all notes of the paper."""

    text: str
    bold: bool
    italic: bool
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it stands, with a rule of so many millimetres below it.

    `level` is that of a heading; one that is `kept` stands on the page of the next.
    """

    runs: tuple[Said, ...]
    look: Look
    rule: float = 0
    level: int = 0
    kept: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table, over so many columns and rows; `down` is 0 where it goes on from the row above."""

    line: Line
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: `widths` in millimetres; its `head` is repeated on each page."""

    widths: tuple[float, ...]
    head: tuple[tuple[Box, ...], ...]
    rows: tuple[tuple[Box, ...], ...]


Column = tuple[Line, ...]
Row = tuple[Column, Column]


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are numbered together: the paper itself, then each annex.

    `head` and `foot` stand in two columns, `notes` at the foot of the page that bears their marks.
    """

    body: tuple[Line | Grid, ...]
    head: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    notes: tuple[Line, ...] = ()
    landscape: bool = False

"""Tables written as rows of "| a | b |": their cells with their places, and what each column is for."""

import re
from dataclasses import dataclass

from tracker.core.folding import fold
from tracker.reading.drafts import Span
from tracker.reading.lines import Line, Passage

_RULE = re.compile(r"[\s|:+-]+")

# What a column is for, by the folded words of its heading; the first that matches counts.
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("both", re.compile(r".*chu tri.*(?:/|,|va|;| ).*phoi hop")),
    ("coordinating", re.compile(r".*phoi hop")),
    (
        "lead",
        re.compile(
            r".*(?:chu tri|phu trach|chiu trach nhiem|dau moi|luc luong"
            r"|nguoi thuc hien|don vi thuc hien|co quan thuc hien)"
        ),
    ),
    (
        "lead",
        re.compile(
            r"(?:bo phan|don vi|co quan|ca nhan|nguoi|phan cong|to chuc)(?: (?:thuc hien|duoc giao|tham muu"
            r"|to chuc|nhiem vu))*$"
        ),
    ),
    ("lead", re.compile(r".*(?:phan cong|don vi|co quan|bo phan|trach nhiem)\b(?!.*(?:tinh|do luong|so luong))")),
    ("time", re.compile(r".*(?:thoi gian|thoi han|tien do|hoan thanh|ngay|thang|thoi diem|han(?! che))\b")),
    ("product", re.compile(r".*(?:san pham|ket qua|dau ra|hinh thuc van ban)")),
    ("number", re.compile(r"(?:so )?(?:tt|stt|so thu tu|s ?tt|t/t|#)$")),
    (
        "content",
        re.compile(r".*(?:noi dung|nhiem vu|cong viec|hoat dong|ten van ban|giai phap|cong tac|ten de an|de an|viec)"),
    ),
    ("note", re.compile(r".*(?:ghi chu|co quan trinh|kinh phi|du toan|cap trinh)")),
)


@dataclass(frozen=True)
class Table:
    """Rows of cells, each a passage of the source."""

    rows: tuple[tuple[Passage, ...], ...]

    @property
    def span(self) -> Span:
        """From its first cell to its last."""
        return self.rows[0][0].span[0], self.rows[-1][-1].span[1]

    @property
    def header_rows(self) -> int:
        """How many rows at the top name the columns, an index row ("1 | 2 | 3") counted."""
        count = 1
        while count < len(self.rows) and _names_columns(self.rows[count], self.rows[count - 1]):
            count += 1
        return count

    @property
    def headings(self) -> list[str]:
        """Each column's heading, the rows of the heading put together: "Trong đó Xã Tân Lập" is "Xã Tân Lập"."""
        width = max(len(row) for row in self.rows[: self.header_rows])
        names = [""] * width
        for row in self.rows[: self.header_rows]:
            if not _is_index(row):
                for place, cell in enumerate(row):
                    names[place] = cell.text or names[place]
        return names

    @property
    def body(self) -> tuple[tuple[Passage, ...], ...]:
        """The rows below the heading."""
        return self.rows[self.header_rows :]


def table_of(source: str, lines: list[Line]) -> Table | None:
    """The table that some lines print; None where they hold only rules."""
    rows = [row for line in lines if (row := _cells(source, line))]
    return Table(tuple(rows)) if rows else None


def _cells(source: str, line: Line) -> tuple[Passage, ...]:
    if _RULE.fullmatch(source, line.start, line.end):
        return ()
    cells = []
    at = line.start + 1
    for found in re.compile(r"(?<!\\)\||$").finditer(source, at, line.end):
        if found.start() == line.end and not source[at : line.end].strip():
            break
        raw = source[at : found.start()]
        lead = len(raw) - len(raw.lstrip())
        cells.append(Passage(source, ((at + lead, max(at + lead, at + len(raw.rstrip()))),)))
        at = found.end()
        if found.start() == line.end:
            break
    return tuple(cells)


def _is_index(row: tuple[Passage, ...]) -> bool:
    """A row that counts the columns: "1 | 2 | 3" or "(1) | (2)"."""
    figures = [re.sub(r"[()]", "", cell.text) for cell in row]
    return len(row) > 2 and figures == [str(place + 1) for place in range(len(row))]


def _names_columns(row: tuple[Passage, ...], above: tuple[Passage, ...]) -> bool:
    """A further row of the heading: an index row, or one whose first cell is blank under a heading with blanks."""
    if _is_index(row):
        return True
    blank_above = sum(not cell.text for cell in above)
    return bool(blank_above and not row[0].text and not any(re.match(r"\d", cell.text) for cell in row))


def columns_of(headings: list[str]) -> dict[str, int]:
    """Which column holds what: number, content, lead, coordinating, both, time, product, note."""
    columns: dict[str, int] = {}
    for place, heading in enumerate(headings):
        words = fold(heading)
        name = next((name for name, pattern in _COLUMNS if pattern.match(words)), None)
        if name and name not in columns:
            columns[name] = place
    return columns


def is_task_table(columns: dict[str, int]) -> bool:
    """A table of work: its content, and who does it ("Tên trường | Thời gian đánh giá" is none)."""
    return "content" in columns and bool({"lead", "both"} & columns.keys())

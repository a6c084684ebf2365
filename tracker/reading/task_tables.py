"""Rows of a table of work as draft tasks."""

import re
from collections.abc import Iterator

from tracker.reading import doubts
from tracker.reading.drafts import DraftTask
from tracker.reading.kinds import kind_of
from tracker.reading.leaves import Context
from tracker.reading.lines import Passage
from tracker.reading.tables import Table, columns_of, is_task_table
from tracker.reading.tasks import fields_of
from tracker.reading.times import Time, cell_time
from tracker.reading.units import split_units

_TOTAL = re.compile(r"(?:tổng|cộng|tổng cộng|tổng số)\W*$", re.IGNORECASE)
_NONE = " -–—…./"


def tasks_of_table(
    table: Table, context: Context, year: int, before: dict[str, int] | None
) -> tuple[list[DraftTask], dict[str, int]]:
    """The tasks of a table, and its columns; a table without a heading goes on with the columns of the one `before`."""
    columns = columns_of(table.headings)
    rows = table.body
    if not is_task_table(columns):
        goes_on = before and not columns and len(table.rows[0]) > max(before.values())
        if not goes_on or before is None:
            return [], {}
        columns, rows = before, table.rows
    return list(_tasks(rows, columns, context, year)), columns


def _tasks(
    rows: tuple[tuple[Passage, ...], ...], columns: dict[str, int], context: Context, year: int
) -> Iterator[DraftTask]:
    section = context.section
    grouped_by_time = columns.get("time", len(columns)) < columns["content"]  # "Tháng | Nội dung | …", cells merged
    when: Passage | None = None
    for row in rows:
        cells = {name: row[place] for name, place in columns.items() if place < len(row)}
        content = cells.get("content")
        if content is None:
            continue
        if grouped_by_time and "time" in cells:
            when = cells["time"] if cells["time"].text.strip(_NONE) else when
            cells["time"] = when or cells["time"]
        others = [cell for name, cell in cells.items() if name not in ("number", "content") and cell.text.strip(_NONE)]
        title = content.text or next((cell.text for cell in row[:2] if len(cell.text) > 3), "")
        if not others and _is_heading(cells, title):
            section = (*context.section, title)
        elif content.text.strip(_NONE) and not _TOTAL.match(content.text):
            yield _task(cells, content, context.source, section, year)


def _is_heading(cells: dict[str, Passage], title: str) -> bool:
    """A row over other rows: "I | LĨNH VỰC KINH TẾ | | |"."""
    number = cells["number"].text if "number" in cells else ""
    return bool(title) and (not number.isdigit() or title.isupper())


def _task(cells: dict[str, Passage], content: Passage, source: str, section: tuple[str, ...], year: int) -> DraftTask:
    leads, partners = _units(cells)
    time = cell_time(cells["time"].text, year) if "time" in cells else Time()
    notes = [doubts.ONE_COLUMN] if "both" in cells and partners else []
    notes += [] if leads else [doubts.NO_LEAD]
    notes += [] if time.is_stated else [doubts.NO_SUCH_DAY if time.broken else doubts.NO_TIME]
    notes += [doubts.VAGUE_UNIT] if any("liên quan" in unit for unit in leads) else []
    notes += [doubts.FAR_YEAR] if time.due and abs(time.due.year - year) > 6 else []
    start, end = content.span
    product = cells["product"].text.strip(_NONE) if "product" in cells else ""
    return DraftTask(
        text=content.source[start:end],
        span=(start, end),
        section=" > ".join(section),
        item=cells["number"].text or None if "number" in cells else None,
        source=source if source == "annex" else "table",
        kind=kind_of(content.text, has_lead=True),
        lead=leads,
        coordinating=partners,
        product=product or None,
        **fields_of(time),
        sure=not notes,
        doubts=tuple(notes),
    )


def _units(cells: dict[str, Passage]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads and who coordinates; of one column for both, the first leads."""
    listed = {name: split_units(_lines(cells[name])) for name in ("lead", "coordinating", "both") if name in cells}
    leads, partners = listed.get("lead", ()), listed.get("coordinating", ())
    if both := listed.get("both", ()):
        return both[:1], both[1:]
    return leads, partners


def _lines(cell: Passage) -> str:
    """A cell's words, its line breaks kept as separators."""
    return re.sub(r"<br\s*/?>", "; ", cell.text).strip(_NONE)

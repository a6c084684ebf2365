"""Rows of a table of work as draft tasks."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from tracker.reading import doubts
from tracker.reading.drafts import DraftTask
from tracker.reading.kinds import kind_of
from tracker.reading.leaves import Context
from tracker.reading.lines import Passage
from tracker.reading.sharing import says_both, shared_out
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
    for row, after in zip_longest(rows, rows[1:], fillvalue=()):
        cells = {name: row[place] for name, place in columns.items() if place < len(row)}
        content = cells.get("content")
        if content is None:
            continue
        if grouped_by_time and "time" in cells:
            when = cells["time"] if cells["time"].text.strip(_NONE) else when
            cells["time"] = when or cells["time"]
        others = [cell for name, cell in cells.items() if name not in ("number", "content") and cell.text.strip(_NONE)]
        title = content.text or next((cell.text for cell in row[:2] if len(cell.text) > 3), "")
        if not others and (_is_heading(cells, title) or _numbers_below(row, after)):
            section = (*context.section, title)
        elif content.text.strip(_NONE) and not _TOTAL.match(content.text):
            yield _task(cells, content, context.source, section, year)


def _is_heading(cells: dict[str, Passage], title: str) -> bool:
    """A row over other rows: "I | LĨNH VỰC KINH TẾ | | |"."""
    number = cells["number"].text if "number" in cells else ""
    return bool(title) and (not number.isdigit() or title.isupper())


def _numbers_below(row: tuple[Passage, ...], after: tuple[Passage, ...]) -> bool:
    """Whether the next row is a part of this one: "2 | Môi trường | |" before "2.1 | Trồng cây | …"."""
    return bool(row and after and row[0].text and re.match(rf"{re.escape(row[0].text.rstrip('.'))}\.\d", after[0].text))


def _task(cells: dict[str, Passage], content: Passage, source: str, section: tuple[str, ...], year: int) -> DraftTask:
    leads, partners = _units(cells)
    time = cell_time(cells["time"].text, year) if "time" in cells else Time()
    notes = [doubts.ONE_COLUMN] if "both" in cells and partners else []
    notes += [] if leads else [doubts.NO_LEAD]
    if time.broken:
        notes.append(doubts.NO_SUCH_DAY)
    elif not time.is_stated and "time" in cells and time.recurrence is None:
        notes.append(doubts.NO_TIME)  # a blank cell may be a merged one
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
    listed = {name: _lines(cells[name]) for name in ("lead", "coordinating", "both") if name in cells}
    both = listed.get("both", "")
    if both.strip() and not says_both(both):
        units = split_units(both)
        return units[:1], units[1:]
    leads, joined = shared_out(listed.get("lead", both))
    return leads, (*joined, *split_units(listed.get("coordinating", "")))


def _lines(cell: Passage) -> str:
    """A cell's words, its line breaks kept as separators."""
    return re.sub(r"<br\s*/?>", "; ", cell.text).strip(_NONE)

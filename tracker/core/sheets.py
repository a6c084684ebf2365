"""Lists as Excel files: whole, and never run: a cell that begins with "=" stays text."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from flask import Response

from tracker.core import clock
from tracker.core.folding import fold

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A4 = 9  # as Excel numbers papers
LONGEST_NAME = 31  # of a sheet
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
# What a column holds decides its width, in characters.
WIDTHS = {"words": 60, "name": 32, "day": 12, "figure": 10}


def download(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]) -> Response:
    """A workbook of one sheet. `columns` are (heading, kind), kinds as in WIDTHS; days and figures stay such."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})  # rows are written as they come
    sheet = book.add_worksheet(_NOT_IN_A_NAME.sub("-", title)[:LONGEST_NAME])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for place, (heading, kind) in enumerate(columns):
        sheet.set_column(place, place, WIDTHS[kind])
        sheet.write_string(0, place, heading, head)
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, count, place, value, day, plain)
    sheet.set_paper(A4)  # lists are printed and laid before people: across, as wide as the page, the head on each
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    book.close()
    return _attachment(target.getvalue(), f"{title}.xlsx")


def _write(sheet: Any, row: int, place: int, value: Any, day: Any, plain: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, clock.local(value).replace(tzinfo=None), day)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001  a day has no zone
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value, plain)
    elif value is not None:
        sheet.write_string(row, place, str(value), plain)


def _attachment(content: bytes, name: str) -> Response:
    """The name in Vietnamese for browsers of today, without marks for old ones."""
    answer = Response(content, mimetype=TYPE)
    plain = fold(name).replace('"', "").replace("/", "-")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return answer

"""Letters that reminded units, as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.reminders.queries.chasing import LetterRow


def download_letters(rows: Iterable[LetterRow]) -> Response:
    """All letters that fit the filters."""
    columns = [
        (gettext("Written on"), "day"),
        (gettext("Number"), "name"),
        (gettext("Of the day"), "day"),
        (gettext("Units"), "figure"),
        (gettext("Things in it"), "figure"),
        (gettext("To be done by"), "day"),
        (gettext("Written by"), "name"),
    ]
    cells = ((row.at, row.notation, row.issued_on, row.units, row.things, row.answer_by, row.by_name) for row in rows)
    return sheets.download(gettext("Letters of reminder"), columns, cells)

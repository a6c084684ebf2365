"""Registers of numbers as Excel files."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.documents.models import NumberRegister
from tracker.documents.queries import NumberRow


def download_numbers(register: NumberRegister, rows: Iterable[NumberRow]) -> Response:
    """The numbers of a term, as the page shows them."""
    columns = [
        (gettext("Number"), "figure"),
        (gettext("Number and notation"), "name"),
        (gettext("Subject of the document"), "words"),
        (gettext("Taken by"), "name"),
        (gettext("Taken on"), "day"),
    ]
    values = ((row.number, row.notation, row.subject, row.by_name, row.at) for row in rows)
    return sheets.download(register.name, columns, values)

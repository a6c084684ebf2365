"""The changes of units as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.succession import labels
from tracker.succession.queries import ChangeRow


def download_changes(rows: Iterable[ChangeRow]) -> Response:
    """As the list shows them."""
    columns = [
        (gettext("Takes effect on"), "day"),
        (gettext("What happens"), "name"),
        (gettext("Units before"), "words"),
        (gettext("Units after"), "words"),
        (gettext("Legal basis"), "name"),
        (gettext("State"), "name"),
    ]
    return sheets.download(
        gettext("Changes of units"),
        columns,
        (
            (
                row.on,
                gettext(labels.KIND[row.kind]),
                ", ".join(row.units),
                ", ".join(row.successors),
                row.legal_basis,
                gettext(labels.STATE[row.state]),
            )
            for row in rows
        ),
    )

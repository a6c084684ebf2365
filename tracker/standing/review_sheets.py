"""Reviews as Excel files."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.standing import labels
from tracker.standing.queries.reviews import ReviewRow
from tracker.standing.review_paper import time_of
from tracker.standing.rules.figures import Figure, UnitFigures


def download_reviews(rows: Iterable[ReviewRow]) -> Response:
    """The list of reviews."""
    columns = [
        (gettext("What the review is called"), "words"),
        (gettext("Kind"), "name"),
        (gettext("Time"), "name"),
        (gettext("Number"), "name"),
        (gettext("Issued on"), "day"),
        (gettext("Sections"), "figure"),
        (gettext("Sections written"), "figure"),
        (gettext("Begun by"), "name"),
    ]
    return sheets.download(
        gettext("Reviews"),
        columns,
        (
            (
                row.title,
                gettext(labels.REVIEW_KIND[row.kind]),
                time_of(row.span),
                row.notation,
                row.issued_on,
                row.sections,
                row.written,
                row.made_by,
            )
            for row in rows
        ),
    )


def download_units(title: str, units: Iterable[UnitFigures]) -> Response:
    """Every figure of every unit, as numbers to reckon with."""
    shares = [gettext("Completion"), gettext("Punctuality")]
    called = [gettext(labels.FIGURE[name]) for name in Figure]
    columns = [(gettext("Unit"), "name"), *((name, "figure") for name in [*called, *shares])]
    rows = ((one.unit_name, *(one[name] for name in Figure), one.completion, one.punctuality) for one in units)
    return sheets.download(title, columns, rows)

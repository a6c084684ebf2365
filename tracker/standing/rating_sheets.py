"""The ratings of a year as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.standing import labels
from tracker.standing.queries.ratings import RatingRow
from tracker.standing.rating_paper import reply_of


def download_ratings(rows: Iterable[RatingRow], year: int) -> Response:
    """What the person may see of the list; of other units the level alone."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("Tasks done of those due, %"), "figure"),
        (gettext("On time, %"), "figure"),
        (gettext("Proposed level"), "name"),
        (gettext("View of the unit"), "words"),
        (gettext("State"), "name"),
        (gettext("Level decided"), "name"),
        (gettext("Reason"), "words"),
    ]
    facts = (
        (
            row.unit_name,
            None if row.completion is None else round(row.completion, 2),
            None if row.punctuality is None else round(row.punctuality, 2),
            row.proposed,
            reply_of(row),
            gettext(labels.RATING_STATE[row.state]),
            row.level,
            row.decided_words,
        )
        for row in rows
    )
    return sheets.download(gettext("Ratings %(year)s", year=year), columns, facts)

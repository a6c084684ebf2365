"""The conclusions of all meetings as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.meetings import labels
from tracker.meetings.queries.followup import FollowedRow


def download_followed(title: str, rows: Iterable[FollowedRow]) -> Response:
    """The list, with the conclusions in full."""
    columns = [
        (gettext("Meeting"), "name"),
        (gettext("Quarter"), "day"),
        (gettext("Number"), "figure"),
        (gettext("Conclusion"), "words"),
        (gettext("Who carries it out"), "name"),
        (gettext("Due"), "day"),
        (gettext("What it became"), "name"),
        (gettext("Standing"), "name"),
        (gettext("Done"), "figure"),
        (gettext("Late"), "figure"),
        (gettext("Overdue"), "figure"),
        (gettext("Parts"), "figure"),
    ]
    facts = (
        (
            row.meeting_title,
            row.quarter.label,
            row.number,
            row.text,
            row.addressed,
            row.due_on or row.due_words,
            gettext(labels.CONCLUSION_KIND[row.kind]),
            gettext(labels.FULFILMENT[row.came.state]) if row.came.state is not None else "",
            *((row.came.done, row.came.late, row.came.overdue, row.came.parts) if row.came.parts else ()),
        )
        for row in rows
    )
    return sheets.download(title, columns, facts)

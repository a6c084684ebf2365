"""The days that differ as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import format_date, gettext

from tracker.calendar.labels import KIND
from tracker.calendar.rules import SpecialFacts
from tracker.core import sheets


def download_days(year: int, days: Iterable[SpecialFacts]) -> Response:
    """The days that the list shows."""
    columns = [
        (gettext("Day"), "day"),
        (gettext("Day of the week"), "day"),
        (gettext("Kind of day"), "name"),
        (gettext("Occasion"), "name"),
        (gettext("Swapped with"), "day"),
        (gettext("Ordered by"), "words"),
    ]
    told = (
        (one.day, format_date(one.day, "EEEE"), gettext(KIND[one.kind]), one.name, one.swapped_with, one.note)
        for one in days
    )
    return sheets.download(gettext("Calendar of %(year)s", year=year), columns, told)

"""Pilots as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.periods import Quarter
from tracker.pilots import labels
from tracker.pilots.queries import PilotRow


def download_pilots(title: str, rows: Iterable[PilotRow], quarter: Quarter, year: int) -> Response:
    """All pilots that fit the filters; the money of those that the reader reads whole."""
    columns = [
        (gettext("Pilot"), "words"),
        (gettext("Unit"), "name"),
        (gettext("Village, place"), "name"),
        (gettext("Registered as"), "name"),
        (gettext("Replicated or converted from"), "name"),
        (gettext("State"), "day"),
        (gettext("Runs since"), "day"),
        (gettext("Households"), "figure"),
        (gettext("Money of %(year)s, đồng", year=year), "name"),
        (gettext("Last effect"), "name"),
        (gettext("Review of quarter %(label)s", label=quarter.label), "name"),
    ]
    return sheets.download(
        title,
        columns,
        (
            (
                row.name,
                row.unit,
                row.place,
                gettext(labels.REGISTRATION[row.kind]),
                row.origin,
                gettext(labels.STATE[row.state]),
                row.began_on,
                row.households,
                float(row.money) if row.money is not None else None,
                gettext(labels.EFFECT[row.effect]) if row.effect is not None else None,
                gettext("not reviewed yet") if row.unreviewed else None,
            )
            for row in rows
        ),
    )

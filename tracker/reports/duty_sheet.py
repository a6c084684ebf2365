"""Duties to report as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.formats import period
from tracker.reports import labels
from tracker.reports.queries import DutyRow


def download_duties(rows: Iterable[DutyRow]) -> Response:
    """All duties that fit the filters."""
    columns = [
        (gettext("What is to be reported"), "words"),
        (gettext("Who reports"), "words"),
        (gettext("To whom"), "name"),
        (gettext("Through whom"), "name"),
        (gettext("How often"), "name"),
        (gettext("From the period"), "name"),
        (gettext("Until the period"), "name"),
        (gettext("Period"), "name"),
        (gettext("Due"), "day"),
        (gettext("Source document"), "name"),
        (gettext("Ended on"), "day"),
    ]
    return sheets.download(
        gettext("Duties to report"),
        columns,
        (
            (
                row.facts.name,
                "; ".join(row.to),
                row.facts.receiver,
                row.through,
                gettext(labels.FREQUENCY[row.facts.frequency]),
                period(row.facts.first_period),
                period(row.facts.last_period) if row.facts.last_period else None,
                period(row.period),
                row.due_on,
                " ".join(filter(None, (row.source, row.facts.clause))),
                row.ended_on,
            )
            for row in rows
        ),
    )

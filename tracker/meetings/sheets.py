"""Meetings, their venues, their series and who hosted them as Excel files."""

from collections.abc import Iterable, Sequence

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.periods import Quarter
from tracker.meetings.labels import MEETING_STATE
from tracker.meetings.queries import HostLine, MeetingRow, SeriesRow, VenueRow


def download_meetings(rows: Iterable[MeetingRow]) -> Response:
    """The meetings that the list shows."""
    columns = [
        (gettext("Meeting"), "words"),
        (gettext("Quarter"), "figure"),
        (gettext("Day"), "day"),
        (gettext("Begins at"), "figure"),
        (gettext("Venue"), "words"),
        (gettext("State"), "name"),
        (gettext("Conclusions"), "figure"),
    ]
    told = (
        (
            row.title,
            row.quarter.label,
            row.held_on,
            f"{row.starts_at:%H:%M}" if row.starts_at is not None else None,
            row.venue,
            gettext(MEETING_STATE[row.state]),
            row.conclusions,
        )
        for row in rows
    )
    return sheets.download(gettext("Meetings"), columns, told)


def download_venues(rows: Iterable[VenueRow]) -> Response:
    """The venues that the list shows."""
    columns = [
        (gettext("Venue"), "words"),
        (gettext("Address"), "words"),
        (gettext("Host unit"), "name"),
        (gettext("Seats"), "figure"),
        (gettext("Meetings"), "figure"),
        (gettext("Last meeting"), "day"),
        (gettext("Ended"), "day"),
    ]
    told = ((r.name, r.address, r.host, r.seats, r.meetings, r.last_on, r.ended_on) for r in rows)
    return sheets.download(gettext("Venues"), columns, told)


def download_series(rows: Iterable[SeriesRow]) -> Response:
    """The series that the list shows."""
    columns = [
        (gettext("Series"), "words"),
        (gettext("Units that host in turn"), "name"),
        (gettext("Begins at"), "figure"),
        (gettext("Working days before the quarter's end"), "figure"),
        (gettext("Meetings"), "figure"),
        (gettext("Next meeting"), "day"),
        (gettext("Ended"), "day"),
    ]
    told = (
        (r.name, r.hosts, f"{r.starts_at:%H:%M}", r.days_before_end, r.meetings, r.next_on, r.ended_on) for r in rows
    )
    return sheets.download(gettext("Series of meetings"), columns, told)


def download_hosts(name: str, lines: Iterable[HostLine], quarters: Sequence[Quarter]) -> Response:
    """Units by quarters: the day of each meeting in its host's line, or its title where no day is set."""
    columns = [(gettext("Unit"), "name"), *((quarter.label, "day") for quarter in quarters)]
    columns += [(gettext("Times"), "figure"), (gettext("Last hosted"), "figure")]

    def cell(line: HostLine, quarter: Quarter) -> object:
        held = line.hosted.get(quarter, [])
        if len(held) == 1 and held[0].held_on is not None:
            return held[0].held_on
        return "; ".join(f"{one.held_on:%d/%m/%Y}" if one.held_on is not None else one.title for one in held) or None

    told = (
        (
            line.name or gettext("No host known"),
            *(cell(line, quarter) for quarter in quarters),
            line.times,
            line.last.label if line.last is not None else None,
        )
        for line in lines
    )
    return sheets.download(name, columns, told)

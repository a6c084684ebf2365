"""Answers to a meeting's invitations, and who was present, as Excel files."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import clock, sheets
from tracker.meetings import labels
from tracker.meetings.models import Meeting
from tracker.meetings.queries.attendance import AttendanceRow
from tracker.meetings.queries.invitations import InvitationRow


def download_answers(meeting: Meeting, rows: Iterable[InvitationRow]) -> Response:
    """What each unit answered, who wrote it and when."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("Answer"), "name"),
        (gettext("Who comes instead, or why nobody comes"), "words"),
        (gettext("Answered by"), "name"),
        (gettext("Answered on"), "day"),
        (gettext("Invited on"), "day"),
    ]
    said = {reply: gettext(label) for reply, label in labels.REPLY.items()}
    facts = ((row.unit_name, said[row.reply], row.words, row.replied_by, row.replied_at, row.sent_at) for row in rows)
    title = gettext("Invitations")
    return sheets.download(f"{title} {meeting.title}", columns, facts)


def download_attendance(meeting: Meeting, rows: Iterable[AttendanceRow]) -> Response:
    """Who was there for each unit, and since when."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("Present"), "name"),
        (gettext("Who sits there"), "name"),
        (gettext("Came at"), "figure"),
        (gettext("Invited"), "figure"),
    ]
    yes, no, late = gettext("Yes"), gettext("No"), gettext("late")
    facts = (
        (
            row.unit_name,
            (f"{yes}, {late}" if row.late else yes) if row.present else no,
            row.name,
            f"{clock.local(row.at):%H:%M}" if row.at is not None else None,
            yes if row.invited else no,
        )
        for row in rows
    )
    title = gettext("Attendance")
    return sheets.download(f"{title} {meeting.title}", columns, facts)

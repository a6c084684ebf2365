"""Parts and tasks as Excel files."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.tasks import labels
from tracker.tasks.models import State
from tracker.tasks.queries import ExtensionRow, FindingRow, TaskRow, WorkRow

_TOLD_APART = (State.DECLINED, State.ENDED)  # how such a part stands by its day is not what the page says of it


def download_parts(title: str, rows: Iterable[WorkRow]) -> Response:
    """What units owe, as the list shows it, with the words in full."""
    columns = [
        (gettext("Task"), "words"),
        (gettext("Source"), "name"),
        (gettext("Unit"), "name"),
        (gettext("What it does"), "day"),
        (gettext("Quarter"), "day"),
        (gettext("Due"), "day"),
        (gettext("Standing"), "day"),
        (gettext("Progress, %"), "figure"),
        (gettext("Result, difficulties"), "words"),
        (gettext("Handed in"), "day"),
    ]
    return sheets.download(
        title,
        columns,
        (
            (
                row.title,
                ", ".join(filter(None, (row.source, row.clause))),
                row.unit_name,
                gettext(labels.PART[row.part]),
                row.quarter.label,
                row.due_on,
                gettext(labels.STATE[row.state] if row.state in _TOLD_APART else labels.STANDING[row.standing]),
                row.percent,
                row.words,
                row.submitted_at,
            )
            for row in rows
        ),
    )


def download_tasks(title: str, rows: Iterable[TaskRow]) -> Response:
    """The list of tasks."""
    columns = [
        (gettext("Task"), "words"),
        (gettext("Source"), "name"),
        (gettext("Kind"), "name"),
        (gettext("Who does it"), "name"),
        (gettext("Due"), "day"),
        (gettext("State"), "day"),
        (gettext("Parts done"), "figure"),
        (gettext("Parts"), "figure"),
        (gettext("Progress, %"), "figure"),
    ]
    return sheets.download(
        title,
        columns,
        (
            (
                row.title,
                ", ".join(filter(None, (row.source, row.clause))),
                gettext(labels.KIND[row.kind]),
                row.leads,
                row.due_on or row.waits_for or (gettext(labels.RECURRENCE[row.recurrence]) if row.recurrence else None),
                gettext(labels.TASK_STATE[row.state]),
                row.done,
                row.parts,
                row.percent,
            )
            for row in rows
        ),
    )


def download_extensions(rows: Iterable[ExtensionRow]) -> Response:
    """Requests for more time, with all that was said."""
    columns = [
        (gettext("Task"), "words"),
        (gettext("Unit"), "name"),
        (gettext("First deadline"), "day"),
        (gettext("Deadline then"), "day"),
        (gettext("Asked for"), "day"),
        (gettext("Granted until"), "day"),
        (gettext("State"), "name"),
        (gettext("Why the unit needs more time"), "words"),
        (gettext("Asked by"), "name"),
        (gettext("Asked on"), "day"),
        (gettext("Words to the unit"), "words"),
        (gettext("Decided by"), "name"),
        (gettext("Decided on"), "day"),
        (gettext("Granted before"), "figure"),
    ]
    return sheets.download(
        gettext("Requests for more time"),
        columns,
        (
            (
                row.title,
                row.unit_name,
                row.first_due_on,
                row.old_due_on,
                row.wanted_on,
                row.granted_on,
                gettext(labels.EXTENSION_STATE[row.state]),
                row.words,
                row.asked_by,
                row.asked_at,
                row.decided_words,
                row.decided_by,
                row.decided_at,
                row.granted_before,
            )
            for row in rows
        ),
    )


def download_findings(rows: Iterable[FindingRow]) -> Response:
    """What inspections found, and what became of it."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("What was found"), "words"),
        (gettext("Inspection"), "words"),
        (gettext("Recorded"), "day"),
        (gettext("Recorded by"), "name"),
        (gettext("Standing"), "name"),
        (gettext("Task"), "words"),
        (gettext("Reason"), "words"),
    ]
    facts = (
        (
            row.unit_name,
            row.text,
            row.title,
            row.at,
            row.by_name,
            gettext(labels.FINDING[row.standing]),
            row.made_title,
            row.ended_words,
        )
        for row in rows
    )
    return sheets.download(gettext("Inspection findings"), columns, facts)

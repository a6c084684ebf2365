"""Parts and tasks as Excel files."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.tasks import labels
from tracker.tasks.queries import TaskRow, WorkRow


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
                gettext(labels.STANDING[row.standing]),
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
                row.due_on,
                gettext(labels.TASK_STATE[row.state]),
                row.done,
                row.parts,
                row.percent,
            )
            for row in rows
        ),
    )

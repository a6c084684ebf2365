"""What is due, and what changed, as Excel files."""

from collections.abc import Callable, Iterable, Sequence

from flask import Response
from flask_babel import gettext

from tracker.audit.sentences import sentence_of
from tracker.core import formats, sheets
from tracker.core.owed import OwedKind
from tracker.reminders import labels
from tracker.reminders.queries import OwedItem
from tracker.reminders.queries.changes import Change
from tracker.reminders.queries.units import UnitOwes
from tracker.tasks.labels import STANDING


def download_due(title: str, items: Iterable[OwedItem]) -> Response:
    """The list, a line for each unit's part in each thing."""
    columns = [
        (gettext("What"), "words"),
        (gettext("Kind"), "name"),
        (gettext("Period or source"), "name"),
        (gettext("Unit"), "name"),
        (gettext("Due"), "day"),
        (gettext("Working days left"), "figure"),
        (gettext("Standing"), "day"),
    ]
    rows = (
        (
            item.title,
            gettext(labels.OWED_KIND[item.kind]),
            detail_of(item.kind, item.detail),
            item.unit_name,
            item.due_on,
            item.days_left,
            gettext(STANDING[item.standing]),
        )
        for item in items
    )
    return sheets.download(title, columns, rows)


def download_units(units: Iterable[UnitOwes], kinds: Sequence[OwedKind]) -> Response:
    """The grid of units and kinds: of each how many, and how many of them are overdue."""
    overdue = gettext("overdue")
    columns = [(gettext("Unit"), "name")]
    for kind in kinds:
        label = gettext(labels.OWED_KIND[kind])
        columns += [(label, "figure"), (f"{label}: {overdue}", "figure")]
    columns += [(gettext("All"), "figure"), (gettext("Overdue"), "figure")]
    rows = (
        (
            unit.unit_name,
            *(figure for kind in kinds for figure in (unit.of(kind), unit.overdue(kind))),
            unit.all,
            unit.overdue(),
        )
        for unit in units
    )
    return sheets.download(gettext("What each unit owes"), columns, rows)


def download_changes(rows: Iterable[Change], *, called: Callable[[Change], str]) -> Response:
    """What changed, in the reader's language; `called` says what a change's record is called."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("Day"), "day"),
        (gettext("At what time"), "day"),
        (gettext("Who"), "name"),
        (gettext("What"), "words"),
        (gettext("What was said"), "words"),
        (gettext("Which record"), "words"),
    ]
    told = (
        (
            row.unit_name or gettext("The whole programme"),
            row.at,
            formats.time_of_day(row.at),
            row.by_name or gettext("The tracker"),
            sentence_of(row),
            row.facts.get("words"),
            called(row),
        )
        for row in rows
    )
    return sheets.download(gettext("What changed"), columns, told)


def detail_of(kind: OwedKind, detail: str) -> str:
    """What tells two things of one name apart, as people write it: a period in words."""
    if kind in labels.PERIODIC and detail:
        return formats.period(detail)
    return gettext("Conclusion %(number)s", number=detail) if kind is OwedKind.CONFIRMATION and detail else detail

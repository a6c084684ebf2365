"""Reports, the grid of units and duties, and gathered figures as Excel files."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.errors import Message
from tracker.core.formats import period
from tracker.reports import labels
from tracker.reports.queries.gathered import Gathered
from tracker.reports.queries.grid import Grid
from tracker.reports.queries.listed import ReportRow
from tracker.reports.rules.adding import value_of
from tracker.reports.rules.standing import Tally

Word = TypeVar("Word", bound=StrEnum)


def download_reports(rows: Iterable[ReportRow]) -> Response:
    """The list of reports."""
    columns = [
        (gettext("Report"), "words"),
        (gettext("Period"), "name"),
        (gettext("Unit"), "name"),
        (gettext("Due"), "day"),
        (gettext("Standing"), "name"),
        (gettext("State"), "name"),
        (gettext("Handed in"), "day"),
    ]
    standings, states, named = _words(labels.STANDING), _words(labels.STATE), cache(period)
    facts = (
        (
            row.duty_name,
            named(row.period),
            row.unit_name,
            row.due_on,
            standings[row.standing],
            states[row.state],
            row.submitted_at,
        )
        for row in rows
    )
    return sheets.download(gettext("Reports"), columns, facts)


def download_grid(grid: Grid) -> Response:
    """Units by duties and periods, each with its figures; all units together in the last rows."""
    figures = ("Expected reports", "Received", "On time", "Late", "Overdue", "Excused")
    columns = [
        (gettext("Unit"), "name"),
        *((f"{column.duty_name}, {period(column.key.period)}", "name") for column in grid.columns),
        *((gettext(figure), "figure") for figure in figures),
        (gettext("On time, %"), "figure"),
    ]
    standings = _words(labels.STANDING)
    keys = [column.key for column in grid.columns]
    rows: list[tuple[object, ...]] = []
    for line in grid.lines:
        stand = [standings[line.cells[key].standing] if key in line.cells else None for key in keys]
        rows.append((line.unit_name, *stand, *_figures(line.tally)))
    together = gettext("Together")
    for place, figure in enumerate(figures):
        counts = [_figures(column.tally)[place] for column in grid.columns]
        rows.append((f"{together}: {gettext(figure)}", *counts, *[None] * place, _figures(grid.total)[place]))
    return sheets.download(gettext("Reports by unit"), columns, rows)


def download_figures(gathered: Gathered) -> Response:
    """Every unit's figures of a period, the counts of percents beside them, and what they make together."""
    items = [item for item in gathered.items if item.is_figure]
    columns = [(gettext("Unit"), "name"), (gettext("Standing"), "name")]
    for item in items:
        measure = "%" if item.percent else item.measure
        columns.append((f"{item.title} ({measure})" if measure else item.title, "figure"))
        if item.percent:
            columns += [(gettext("Counted"), "figure"), (gettext("Out of"), "figure")]
    rows: list[list[object]] = []
    for unit in gathered.units:
        row: list[object] = [unit.unit_name, gettext(labels.STANDING[unit.standing])]
        for item in items:
            said = unit.items.get(item.key)
            row.append(value_of(said, percent=item.percent) if said is not None else None)
            row += ([said.part, said.whole] if said is not None else [None, None]) if item.percent else []
        rows.append(row)
    last: list[object] = [gettext("Together"), None]
    for item in items:
        last += [item.sum.value, item.sum.part, item.sum.whole] if item.percent else [item.sum.value]
    return sheets.download(f"{gathered.duty.name} {period(gathered.period)}", columns, [*rows, last])


def _words(of: Mapping[Word, Message]) -> dict[Word, str]:
    """Each label in the reader's language, looked up once: there may be fifty thousand rows."""
    return {word: gettext(label) for word, label in of.items()}


def _figures(tally: Tally) -> tuple[float | None, ...]:
    rate = tally.punctuality
    counts = (tally.expected, tally.received, tally.on_time, tally.late, tally.overdue, tally.excused)
    return (*counts, rate if rate is None else round(rate, 2))

"""The grid as an Excel file: figures as numbers, in the order of the page, so that a block of it can be pasted back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.formats import day
from tracker.plans.labels import SIGN
from tracker.plans.queries.grid import Grid, GridRow
from tracker.plans.rules.checks import Share


def download_grid(grid: Grid, *, counts: bool) -> Response:
    """Each target with its own figure and the shares of the units; with `counts`, how many each unit has too."""
    columns = [
        (gettext("No."), "figure"),
        (gettext("Target"), "words"),
        (gettext("Compared"), "figure"),
        (gettext("Figure"), "figure"),
        (gettext("Unit of measure"), "day"),
    ]
    for unit in grid.units:
        ended = gettext("ended on %(day)s", day=day(unit.ended_on)) if grid.has_ended(unit) else ""
        columns.append((f"{unit.name} ({ended})" if ended else unit.name, "day"))
        columns += [(gettext("%(unit)s: how many", unit=unit.short_name), "day")] if counts else []
    title = gettext("Targets shared out, plan of %(year)s", year=grid.plan.year)
    return sheets.download(title, columns, (list(_line(grid, row, counts=counts)) for row in grid.rows))


def _line(grid: Grid, row: GridRow, *, counts: bool) -> Iterator[Any]:
    terms, before = row.layer.terms, gettext("Before the amendment")
    yield row.layer.target.position
    yield f"{before}: {terms.text}" if row.before else terms.text
    yield SIGN[terms.comparator]
    yield _number(terms.value)
    yield terms.measure
    for unit in grid.units:
        share = row.shares.get(unit.id, Share())
        yield _number(share.value)
        if counts:
            yield share.count


def _number(value: Decimal | None) -> float | None:
    """As Excel keeps numbers: four digits after the comma stand exactly as they were."""
    return None if value is None else float(value)

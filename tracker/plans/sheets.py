"""Targets and what was measured of them, as Excel files."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.formats import period
from tracker.plans import labels
from tracker.plans.models import Target
from tracker.plans.queries import TargetRow
from tracker.plans.queries.log import LogRow
from tracker.plans.queries.series import Measured
from tracker.plans.queries.units import TargetFigures
from tracker.plans.rules import Demands


def download_targets(rows: Iterable[TargetRow], *, unit: str | None) -> Response:
    """The list of targets, of one unit or of all together."""
    columns = [
        (gettext("Year"), "figure"),
        (gettext("No."), "figure"),
        (gettext("Target"), "words"),
        (gettext("Of whom"), "name"),
        (gettext("Unit"), "name"),
        (gettext("Compared"), "day"),
        (gettext("Figure"), "figure"),
        (gettext("Unit of measure"), "day"),
        (gettext("Amended since"), "day"),
        *_measured_heads(),
        (gettext("Standing"), "name"),
    ]
    told = (
        (
            row.year,
            row.position,
            row.text,
            row.population,
            unit or gettext("All together"),
            gettext(labels.COMPARATOR[row.comparator]),
            row.demanded,
            row.measure,
            row.amended_since,
            *_measured(row.last),
            gettext(labels.OUTCOME[row.outcome]),
        )
        for row in rows
    )
    return sheets.download(gettext("Targets"), columns, told)


def download_figures(target: Target, terms: Demands, figures: TargetFigures) -> Response:
    """One target, unit by unit, with the figures of every period."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("Share"), "figure"),
        (gettext("Unit of measure"), "day"),
        *((period(one), "figure") for one in figures.periods),
        (gettext("Standing"), "name"),
    ]
    told = (
        (
            line.name or gettext("All together"),
            line.demanded,
            terms.measure,
            *(_value(line.series.by_period.get(str(one))) for one in figures.periods),
            gettext(labels.OUTCOME[line.outcome]),
        )
        for line in [*figures.units, figures.whole]
    )
    return sheets.download(_named(target), columns, told)


def download_measurements(target: Target, rows: Iterable[LogRow]) -> Response:
    """All that was entered of one target."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("Period"), "name"),
        (gettext("Measured"), "figure"),
        (gettext("Count reached"), "figure"),
        (gettext("Count of all"), "figure"),
        (gettext("Source"), "words"),
        (gettext("Entered by"), "name"),
        (gettext("Entered on"), "day"),
        (gettext("Replaced"), "figure"),
    ]
    told = (
        (
            row.unit or gettext("All together"),
            period(row.period),
            row.value,
            row.part,
            row.whole,
            gettext("Counted by the tracker") if row.counted else row.source,
            row.by,
            row.at,
            gettext("Yes") if row.replaced else None,
        )
        for row in rows
    )
    return sheets.download(_named(target), columns, told)


def _measured_heads() -> list[tuple[str, str]]:
    return [
        (gettext("Measured"), "figure"),
        (gettext("Count reached"), "figure"),
        (gettext("Count of all"), "figure"),
        (gettext("Period"), "name"),
        (gettext("Period ends"), "day"),
    ]


def _measured(last: Measured | None) -> tuple[Any, Any, Any, str | None, date | None]:
    if last is None:
        return None, None, None, None, None
    figure = last.figure
    return figure.value, figure.part, figure.whole, period(last.period), last.period.last_day


def _value(measured: Measured | None) -> Any:
    return measured.figure.value if measured is not None else None


def _named(target: Target) -> str:
    return str(gettext("Target %(number)s of %(year)s", number=target.position, year=target.plan.year))

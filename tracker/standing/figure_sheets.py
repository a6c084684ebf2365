"""Units' figures, one unit's quarters, and the records behind a figure as Excel files."""

from collections.abc import Mapping, Sequence

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.formats import period as period_name
from tracker.core.periods import Period
from tracker.office.models import Unit
from tracker.standing import labels
from tracker.standing.queries.facts import Fact
from tracker.standing.queries.standings import QuarterLine
from tracker.standing.rules.figures import TARGETS, Figure, Rate, UnitFigures
from tracker.standing.rules.measures import ALL, LINES, OVER_QUARTERS, Measure, value_of


def download_units(period: Period, units: Sequence[UnitFigures], middle: Mapping[Measure, float | None]) -> Response:
    """Every figure of the units, and the middle of the programme in the last row."""
    columns = [(gettext("Unit"), "name"), *((heading(measure), "figure") for measure in ALL)]
    rows = [(unit.unit_name, *(_rounded(value_of(unit, measure)) for measure in ALL)) for unit in units]
    rows.append((gettext("Middle of the programme's units"), *(_rounded(middle[measure]) for measure in ALL)))
    title = gettext("Where units stand %(period)s", period=period_name(period))
    return sheets.download(title, columns, rows)


def download_quarters(figures: UnitFigures, lines: Sequence[QuarterLine]) -> Response:
    """One unit, quarter by quarter; the rates with the programme's middle beside them."""
    beside = [gettext("%(figure)s, middle of the programme", figure=heading(measure)) for measure in LINES]
    headings = [*(heading(measure) for measure in OVER_QUARTERS), *beside]
    columns = [(gettext("Quarter"), "name"), *((words, "figure") for words in headings)]
    rows = (
        (
            period_name(line.period),
            *(_rounded(value_of(line.figures, measure)) for measure in OVER_QUARTERS),
            *(_rounded(line.middle[measure]) for measure in LINES),
        )
        for line in lines
    )
    return sheets.download(figures.unit_name, columns, rows)


def download_facts(unit: Unit, figure: Figure, period: Period, facts: Sequence[Fact]) -> Response:
    """The records behind a figure."""
    title = f"{unit.short_name} {gettext(labels.FIGURE[figure])} {period_name(period)}"
    if figure in TARGETS:
        aims = ("Target", "words"), ("Demanded", "figure"), ("Measured", "figure"), ("Measure", "name")
        rows: list[tuple[object, ...]] = [(one.title, one.demanded, one.measured, one.measure) for one in facts]
        return sheets.download(title, [(gettext(name), kind) for name, kind in aims], rows)
    columns = [
        (gettext("Counted record"), "words"),
        (gettext("Period"), "name"),
        (gettext("Due"), "day"),
        (gettext("Handed in"), "day"),
        (gettext("Working days late"), "figure"),
        (gettext("The unit's explanation"), "words"),
    ]
    rows = [
        (
            one.title,
            period_name(one.period) if one.period else None,
            one.due_on,
            one.done_on,
            one.days_late or None,
            one.explanation,
        )
        for one in facts
    ]
    return sheets.download(title, columns, rows)


def heading(measure: Measure) -> str:
    """What a measure is called, with its sign."""
    words = gettext(labels.MEASURE[measure])
    return f"{words}, %" if isinstance(measure, Rate) else words


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)

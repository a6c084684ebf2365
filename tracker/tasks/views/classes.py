"""How units did what they were given: the official classes, per unit and period."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock, sheets
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.formats import period as period_name
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.periods import Period, PeriodKind, Quarter
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.tasks import labels, policy, queries
from tracker.tasks.queries import Results
from tracker.tasks.rules import Classes, OfficialClass
from tracker.tasks.views.tasks import bp

SPANS = {
    "quarter": PeriodKind.QUARTER,
    "half-year": PeriodKind.HALF_YEAR,
    "nine-months": PeriodKind.NINE_MONTHS,
    "year": PeriodKind.YEAR,
}
FIRST, ASSIGNED = "first", "assigned"


@bp.get("/classes")
@guarded_by(policy.can_list)
def classes(person: Person) -> ResponseReturnValue:
    """Per unit, what became of its parts; who reads the programme whole sees all units, others their own."""
    programme, quarter, today = chosen_programme(person), chosen_quarter(), clock.today()
    chosen: dict[str, Any] = {name: request.args.get(name, "") for name in ("span", "against", "tasks")}
    chosen["unit"] = request.args.get("unit", type=record_number)
    period = Period.around(quarter, SPANS.get(chosen["span"], PeriodKind.QUARTER))
    units = queries.results_by_unit(
        programme.id,
        period=period,
        today=today,
        unit_ids=None if person.observes(programme.id) else person.own_unit_ids,
        without_regular=chosen["tasks"] == ASSIGNED,
    )
    rows = [unit for unit in units if chosen["unit"] in (None, unit.unit_id)]
    if wants_sheet():
        return _sheet(period, [*rows, _sum(rows)])
    facts = _filters(quarter, units) | {"chosen": chosen, "against_first": chosen["against"] == FIRST}
    return page_or_fragment(
        "tasks/classes.html", "tasks/_classes.html", rows=rows, total=_sum(rows), period=period, today=today, **facts
    )


def _filters(quarter: Quarter, units: list[Results]) -> dict[str, Any]:
    """What can be chosen: the periods around the quarter in context, and the units that have parts in it."""
    spans = [(name, period_name(Period.around(quarter, kind))) for name, kind in SPANS.items()]
    return {"spans": spans, "unit_options": [(unit.unit_id, unit.unit_name) for unit in units]}


def _sum(rows: list[Results]) -> Results:
    """All units together."""
    counts, first = (sum((getattr(row, name) for row in rows), Classes()) for name in ("counts", "first"))
    return Results(0, gettext("Together"), counts, first)


def _sheet(period: Period, rows: list[Results]) -> Response:
    """Both ways of counting, side by side."""
    headings = [gettext(labels.CLASS[name]) for name in OfficialClass]
    figures = [gettext("Parts"), *headings, gettext("Completion, %"), gettext("Punctuality, %")]
    by_first, title = gettext("against the first deadline"), gettext("Results by unit")
    first = [f"{heading} ({by_first})" for heading in figures[1:]]
    columns = [(gettext("Unit"), "name"), *((heading, "figure") for heading in figures + first)]
    return sheets.download(
        f"{title} {period_name(period)}",
        columns,
        ((row.unit_name, row.counts.all, *_figures(row.counts), *_figures(row.first)) for row in rows),
    )


def _figures(counts: Classes) -> list[float | None]:
    rates = (counts.completion, counts.punctuality)
    counted = [getattr(counts, name) for name in OfficialClass]
    return [*counted, *(rate if rate is None else round(rate, 2) for rate in rates)]

"""Where units stand in a period: all of a programme, one beside the middle, and the records behind each figure."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.core import clock
from tracker.core.access import current_person, guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.errors import RuleBroken
from tracker.core.formats import period as period_name
from tracker.core.htmx import page_or_fragment
from tracker.core.periods import Period, PeriodKind
from tracker.core.problems import said
from tracker.documents.papers import Paper, can_write_pdf
from tracker.documents.sending import send_paper
from tracker.office.context import chosen_programme, programme_or_none
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.figure_papers import paper_of_unit, paper_of_units
from tracker.standing.figure_sheets import download_facts, download_quarters, download_units
from tracker.standing.queries.facts import facts_behind
from tracker.standing.queries.standings import (
    get_standing_unit,
    relatives_of,
    standing_of_unit,
    standings_of,
)
from tracker.standing.rules.figures import TARGETS, Figure
from tracker.standing.rules.measures import IN_LIST, LINES, NEEDS_A_HAND, TOPICS, StandingUnit, is_behind, value_of

bp = Blueprint("standings", __name__, url_prefix="/standings")
SPANS = {
    "quarter": PeriodKind.QUARTER,
    "half-year": PeriodKind.HALF_YEAR,
    "nine-months": PeriodKind.NINE_MONTHS,
    "year": PeriodKind.YEAR,
}
SHOWN: dict[str, Any] = {
    "value_of": value_of,
    "topics": TOPICS,
    "needs_a_hand": NEEDS_A_HAND,
    "measures": IN_LIST,
    "line_measures": LINES,
}


def unit_to_see(unit_id: int) -> StandingUnit | None:
    """The unit in the address in the programme chosen, with those who speak for it today."""
    programme = programme_or_none(current_person())
    return None if programme is None else get_standing_unit(unit_id, programme, on=clock.today())


@bp.get("/")
@guarded_by(policy.can_list_standings)
def index(person: Person) -> ResponseReturnValue:
    """All units by kind and name for who reads the programme whole, for others their own, beside the middle."""
    programme, today = chosen_programme(person), clock.today()
    period, spans = _period()
    found = standings_of(programme, period, person, today=today)
    only_behind = request.args.get("show") == "behind"
    rows = [unit for unit in found.units if is_behind(unit) or not only_behind]
    if wants_sheet():
        return download_units(period, rows, found.middle)
    facts: dict[str, Any] = {"rows": rows, "found": found, "period": period, "spans": spans, "today": today}
    facts |= {"only_behind": only_behind, "reads_whole": person.observes(programme.id), "may_pdf": can_write_pdf()}
    return page_or_fragment("standing/units/index.html", "standing/units/_table.html", **facts, **SHOWN)


@bp.get("/paper")
@guarded_by(policy.can_read_all_standings)
def paper(person: Person) -> ResponseReturnValue:
    """The table of all units as a Word file or (`?format=pdf`) a PDF, for who reads the programme whole."""
    programme, (period, _) = chosen_programme(person, may=person.observes), _period()
    with force_locale("vi"):
        today = clock.today()
        made = paper_of_units(programme, period, standings_of(programme, period, person, today=today), on=today)
        name = gettext("Where units stand %(period)s", period=period_name(period).replace("/", "-"))
    return _send(made, name, url_for(".index", span=request.args.get("span"), quarter=request.args.get("quarter")))


@bp.get("/<int:unit_id>")
@guarded_by(policy.can_view_standing, unit_to_see)
def show(person: Person, of: StandingUnit) -> ResponseReturnValue:
    """One unit: each figure beside the programme's middle, and its last eight quarters."""
    programme, (period, spans), today = of.programme, _period(), clock.today()
    found, lines = standing_of_unit(programme, period, of.unit, person, today=today)
    if wants_sheet():
        return download_quarters(found.figures, lines)
    facts: dict[str, Any] = {"of": of, "found": found, "lines": lines, "relatives": relatives_of(of.unit.id)}
    facts |= {"period": period, "spans": spans, "today": today, "may_pdf": can_write_pdf()}
    return page_or_fragment("standing/units/show.html", "standing/units/_unit.html", **facts, **SHOWN)


@bp.get("/<int:unit_id>/paper")
@guarded_by(policy.can_view_standing, unit_to_see)
def unit_paper(person: Person, of: StandingUnit) -> ResponseReturnValue:
    """The unit's figures and quarters as a Word file or (`?format=pdf`) a PDF."""
    programme, (period, _), today = of.programme, _period(), clock.today()
    found, lines = standing_of_unit(programme, period, of.unit, person, today=today)
    with force_locale("vi"):
        made = paper_of_unit(programme, period, found, lines, on=today)
        name = f"{found.figures.unit_name} {period_name(period).replace('/', '-')}"
    back: dict[str, Any] = {"span": request.args.get("span"), "quarter": request.args.get("quarter")}
    return _send(made, name, url_for(".show", unit_id=of.unit.id, **back))


@bp.get("/<int:unit_id>/records")
@guarded_by(policy.can_view_standing, unit_to_see)
def records(person: Person, of: StandingUnit) -> ResponseReturnValue:
    """The records behind one figure (`?figure=reports_late`); behind what is overdue, unless another is asked for."""
    programme, (period, _), today = of.programme, _period(), clock.today()
    asked = request.args.get("figure", Figure.OPEN_OVERDUE)
    if asked not in list(Figure):
        abort(404)
    figure = Figure(asked)
    facts = facts_behind(programme, period, of.unit.id, figure, today=today)
    if wants_sheet():
        return download_facts(of.unit, figure, period, facts)
    may_open = person.observes(programme.id) or of.unit.id in person.own_unit_ids
    shown: dict[str, Any] = {"of": of, "figure": figure, "facts": facts, "period": period, "may_open": may_open}
    shown |= {"of_targets": figure in TARGETS, "today": today}
    return page_or_fragment("standing/units/records.html", "standing/units/_records.html", **shown)


def _period() -> tuple[Period, list[tuple[str, str]]]:
    """The period asked for, around the quarter in context, and all that can be chosen."""
    quarter = chosen_quarter()
    spans = [(name, period_name(Period.around(quarter, kind))) for name, kind in SPANS.items()]
    kind = SPANS.get(request.args.get("span", ""), PeriodKind.QUARTER)
    return Period.around(quarter, kind), spans


def _send(made: Paper, name: str, page: str) -> Response | ResponseReturnValue:
    try:
        return send_paper(made, name=name, kind="pdf" if request.args.get("format") == "pdf" else "word")
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(page)

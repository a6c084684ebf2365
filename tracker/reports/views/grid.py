"""Who handed in what: the grid of units and duties, the list of reports, excusing many at once."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.forms import Form
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.paging import ROWS
from tracker.core.problems import said
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme
from tracker.reports import policy
from tracker.reports.forms.gathering import ExcuseTogetherForm
from tracker.reports.narrowing import chosen_in_address, grid_chosen, is_narrowed, list_chosen
from tracker.reports.queries.grid import duties_of, grid_of
from tracker.reports.queries.listed import reports_chosen, reports_seen_by
from tracker.reports.queries.reminded import reminders_of
from tracker.reports.rules.chasing import MOST_AT_ONCE
from tracker.reports.services.excusing import excuse_together
from tracker.reports.sheets import download_grid, download_reports
from tracker.tasks.queries import reckoning

bp = Blueprint("report_grid", __name__, url_prefix="/reports")


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """Units by duties for whoever reads the programme whole; for a unit's people, its own reports."""
    programme, quarter = chosen_programme(person), chosen_quarter()
    if not person.observes(programme.id):
        return _list(person, programme)
    chosen, today = chosen_in_address(), reckoning(clock.today())
    grid = grid_of(programme.id, quarter=quarter, reckoning=today, chosen=grid_chosen(chosen))
    if wants_sheet():
        return download_grid(grid)
    return page_or_fragment(
        "reports/gathering/index.html",
        "reports/gathering/_grid.html",
        grid=grid,
        shown=grid.page(request.args.get("after", "")),
        duties=grid.duties,
        reckoning=today,
        chosen=chosen,
        narrowed=is_narrowed(chosen),
        may_chase=person.runs(programme.id),
    )


@bp.get("/list")
@guarded_by(policy.can_list)
def listed(person: Person) -> ResponseReturnValue:
    """Reports one under the other: the quarter's, and what is still owed of earlier ones."""
    return _list(person, chosen_programme(person))


@bp.get("/chosen")
@guarded_by(policy.can_excuse_some)
def chosen(person: Person) -> ResponseReturnValue:
    """What was ticked in the grid, or all that stands in one way: to remind the units, or to excuse them."""
    programme = chosen_programme(person, may=person.runs)
    report_ids = set(request.args.getlist("r", type=record_number))
    if not report_ids and request.args.get("standing"):
        report_ids = _standing_so(programme)
    return _chasing(person, report_ids, ExcuseTogetherForm())


@bp.post("/excuse")
@guarded_by(policy.can_excuse_some)
def excuse_many(person: Person) -> ResponseReturnValue:
    """Say that these units need not report; which of them had moved on, and why, is said."""
    form, report_ids = ExcuseTogetherForm(), set(request.form.getlist("r", type=record_number))
    if not form.validate_on_submit():
        return _chasing(person, report_ids, form, status=422)
    try:
        with transaction():
            done = excuse_together(report_ids, words=form.reason.data or "", by=person, at=clock.now())
            refused = [f"{report.unit.name}, {report.duty.name}: {said(why)}" for report, why in done.refused]
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _chasing(person, report_ids, form, status=422)
    flash(ngettext("Excused: %(num)d report.", "Excused: %(num)d reports.", done.excused), "done")
    for words in refused:
        flash(words, "problem")
    return redirect(url_for(".index", quarter=str(chosen_quarter())))


def _list(person: Person, programme: Programme) -> ResponseReturnValue:
    chosen, duties, today = chosen_in_address(), duties_of(programme.id), reckoning(clock.today())
    page = reports_seen_by(
        person,
        programme_id=programme.id,
        quarter=chosen_quarter(),
        reckoning=today,
        chosen=list_chosen(chosen),
        after=request.args.get("after", ""),
        limit=None if wants_sheet() else ROWS,
    )
    if wants_sheet():
        return download_reports(page.rows)
    facts: dict[str, Any] = {"duties": duties, "chosen": chosen, "narrowed": is_narrowed(chosen)}
    facts |= {"reckoning": today, "reads_all": person.observes(programme.id)}
    return page_or_fragment("reports/gathering/list.html", "reports/gathering/_list.html", shown=page, **facts)


def _chasing(person: Person, report_ids: set[int], form: Form, *, status: int = 200) -> ResponseReturnValue:
    today = reckoning(clock.today())
    rows = reports_chosen(person, report_ids, today)
    facts: dict[str, Any] = {"rows": rows, "reckoning": today, "reminded": reminders_of([row.id for row in rows])}
    return render_template("reports/gathering/chosen.html", form=form, **facts), status


def _standing_so(programme: Programme) -> set[int]:
    """The reports of the grid in the address that stand so, as many as can be chosen at once."""
    asked, today = grid_chosen(chosen_in_address()), reckoning(clock.today())
    grid = grid_of(programme.id, quarter=chosen_quarter(), reckoning=today, chosen=asked)
    cells = (cell for line in grid.lines for cell in line.cells.values() if cell.standing is asked.standing)
    return {cell.report_id for cell, _ in zip(cells, range(MOST_AT_ONCE), strict=False)}

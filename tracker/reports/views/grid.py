"""Who handed in what: the grid of units and duties, the list of reports, reminding and excusing many at once."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.accounts.entry import at_office
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
from tracker.reports.forms.gathering import ExcuseTogetherForm, RemindForm
from tracker.reports.narrowing import chosen_in_address, grid_chosen, is_narrowed, list_chosen
from tracker.reports.queries.grid import duties_of, grid_of
from tracker.reports.queries.listed import reports_chosen, reports_seen_by
from tracker.reports.rules.chasing import MOST_AT_ONCE
from tracker.reports.services.excusing import excuse_together
from tracker.reports.services.reminding import Reminded, remind
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
    return _chasing(person, report_ids, RemindForm(), ExcuseTogetherForm())


@bp.post("/remind")
@guarded_by(policy.can_excuse_some)
def remind_many(person: Person) -> ResponseReturnValue:
    """Remind the units of what they owe; who has an address gets a mail."""
    programme, form = chosen_programme(person, may=person.runs), RemindForm()
    report_ids = set(request.form.getlist("r", type=record_number))
    if not form.validate_on_submit():
        return _chasing(person, report_ids, form, _empty(ExcuseTogetherForm), status=422)
    link = at_office(url_for("report_grid.index"))
    try:
        with transaction():
            done = remind(programme, report_ids, words=form.words.data or "", link=link, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _chasing(person, report_ids, form, _empty(ExcuseTogetherForm), status=422)
    flash(_told(done), "done")
    return redirect(url_for(".index", quarter=str(chosen_quarter())))


@bp.post("/excuse")
@guarded_by(policy.can_excuse_some)
def excuse_many(person: Person) -> ResponseReturnValue:
    """Say that these units need not report; which of them had moved on, and why, is said."""
    form, report_ids = ExcuseTogetherForm(), set(request.form.getlist("r", type=record_number))
    if not form.validate_on_submit():
        return _chasing(person, report_ids, _empty(RemindForm), form, status=422)
    try:
        with transaction():
            done = excuse_together(report_ids, words=form.reason.data or "", by=person, at=clock.now())
            refused = [f"{report.unit.name}, {report.duty.name}: {said(why)}" for report, why in done.refused]
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _chasing(person, report_ids, _empty(RemindForm), form, status=422)
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


def _chasing(
    person: Person, report_ids: set[int], remind: Form, excuse: Form, *, status: int = 200
) -> ResponseReturnValue:
    today = reckoning(clock.today())
    facts = {"rows": reports_chosen(person, report_ids, today), "reckoning": today}
    return render_template("reports/gathering/chosen.html", remind=remind, excuse=excuse, **facts), status


def _empty(form: type[Form]) -> Form:
    """The other form of the page, which was not sent."""
    return form(formdata=None)


def _standing_so(programme: Programme) -> set[int]:
    """The reports of the grid in the address that stand so, as many as can be chosen at once."""
    asked, today = grid_chosen(chosen_in_address()), reckoning(clock.today())
    grid = grid_of(programme.id, quarter=chosen_quarter(), reckoning=today, chosen=asked)
    cells = (cell for line in grid.lines for cell in line.cells.values() if cell.standing is asked.standing)
    return {cell.report_id for cell, _ in zip(cells, range(MOST_AT_ONCE), strict=False)}


def _told(done: Reminded) -> str:
    """How many reports, how many mails; and how many had been reminded of before."""
    words = [ngettext("Reminded of %(num)d report.", "Reminded of %(num)d reports.", done.reports)]
    if done.mails:
        words.append(ngettext("%(num)d person gets a mail.", "%(num)d people get a mail.", done.mails))
    else:
        words.append(gettext("Nobody of these units gets mail here; they see their reports when they sign in."))
    if done.before:
        words.append(
            ngettext(
                "Left out, since the unit was reminded today already: %(num)d report.",
                "Left out, since the units were reminded today already: %(num)d reports.",
                done.before,
            )
        )
    return " ".join(words)

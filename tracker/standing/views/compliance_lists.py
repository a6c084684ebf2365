"""Compliance lists: all of a programme, a new one, one as it stands, and its paper."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.formats import period as period_name
from tracker.core.htmx import page_or_fragment
from tracker.core.periods import Period, PeriodKind, periods_of
from tracker.documents.papers import can_write_pdf
from tracker.documents.sending import send_paper, send_stored
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.compliance_paper import paper_of
from tracker.standing.compliance_sheets import download_lists
from tracker.standing.forms.compliance import DraftForm
from tracker.standing.models import ComplianceList, ListState
from tracker.standing.queries.compliance import get_list
from tracker.standing.queries.compliance_lists import lists_seen_by
from tracker.standing.services.drafting import draft_list
from tracker.standing.views.compliance_pages import show_list

bp = Blueprint("compliance_lists", __name__, url_prefix="/compliance-lists")
YEARS = 5  # to choose from
_KINDS = (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)


@bp.get("/")
@guarded_by(policy.can_list_compliance)
def index(person: Person) -> ResponseReturnValue:
    """The lists of the programme that the person may know of."""
    programme, sort = chosen_programme(person), request.args.get("sort", "")
    asked: dict[str, Any] = {"state": request.args.get("state", ""), "year": request.args.get("year", "")[:4]}
    rows = lists_seen_by(
        person,
        programme_id=programme.id,
        year=int(asked["year"]) if asked["year"].isascii() and asked["year"].isdigit() else None,
        state=ListState(asked["state"]) if asked["state"] in set(ListState) else None,
        sort=sort,
    )
    if wants_sheet():
        return download_lists(rows)
    facts: dict[str, Any] = {"rows": rows, "asked": asked, "sort": sort, "may_make": person.runs(programme.id)}
    facts["years"] = [(year, year) for year in range(clock.today().year, clock.today().year - YEARS, -1)]
    whole, piece = "standing/compliance/index.html", "standing/compliance/_lists.html"
    return page_or_fragment(whole, piece, **facts)


@bp.get("/new")
@guarded_by(policy.can_make_lists)
def new(person: Person) -> ResponseReturnValue:
    """Of which period."""
    chosen_programme(person, may=person.runs)
    return _form(_offered(DraftForm(formdata=None, period=str(Period.of(chosen_quarter())))))


@bp.post("/new")
@guarded_by(policy.can_make_lists)
def add(person: Person) -> ResponseReturnValue:
    """Draft it from the facts of today."""
    programme, form = chosen_programme(person, may=person.runs), _offered(DraftForm())
    if not form.validate_on_submit():
        return _form(form, status=422)
    period, words = Period.parse(form.period.data), form.words.data or ""
    try:
        with transaction():
            made = draft_list(programme, period, words=words, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("The draft is made from the facts of today. No unit sees it until you send it."), "done")
    return redirect(url_for(".show", list_id=made.id))


@bp.get("/<int:list_id>")
@guarded_by(policy.can_view_list, get_list)
def show(person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """One list, as far as the person may know of it; its entries as a piece, or as a sheet."""
    return show_list(person, compliance_list)


@bp.get("/<int:list_id>/paper")
@guarded_by(policy.can_read_paper, get_list, sees=policy.can_view_list)
def paper(_person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """The notice with its annex as a Word file: as it went out, or marked as a draft; or (`?format=pdf`) a PDF."""
    document, pdf = compliance_list.document, request.args.get("format") == "pdf" and can_write_pdf()
    if document is not None and document.file is not None and not pdf:
        return send_stored(document.file)
    notation = document.notation if document is not None else ""
    made = paper_of(compliance_list, notation=notation, issued_on=document.issued_on if document is not None else None)
    name = gettext("Compliance list, %(period)s", period=period_name(compliance_list.period)).replace("/", "-")
    return send_paper(made, name=name, kind="pdf" if pdf else "word")


def _offered(form: DraftForm) -> DraftForm:
    """The periods of the chosen year, and those of the year before."""
    year = chosen_quarter().year
    periods = [one for of in (year, year - 1) for kind in _KINDS for one in periods_of(of, kind)]
    return form.offer([(str(one), period_name(one)) for one in periods])


def _form(form: DraftForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("standing/compliance/new.html", form=form), status

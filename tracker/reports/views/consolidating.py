"""The consolidated report of a duty's period: what came together, what staff make of it, and the paper."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.formats import period as period_name
from tracker.core.problems import said
from tracker.documents.papers import can_write_pdf
from tracker.documents.sending import send_paper
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.reports import policy
from tracker.reports.forms.gathering import SectionForm
from tracker.reports.models import ConsolidatedSection, Consolidation, ReportDuty
from tracker.reports.papers import grown, paper_of, subject_of, units_words, written, written_sum
from tracker.reports.queries.consolidating import (
    consolidations_begun,
    gather,
    get_consolidation,
    section_of,
)
from tracker.reports.queries.duties import get_duty
from tracker.reports.queries.gathered import GatheredItem
from tracker.reports.queries.grid import columns_of
from tracker.reports.rules.chasing import NoSuchSection
from tracker.reports.services.consolidating import begin_consolidation, issue_consolidation, write_section
from tracker.reports.sheets import download_figures
from tracker.tasks.queries import reckoning

bp = Blueprint("consolidations", __name__)


@bp.get("/consolidations/")
@guarded_by(policy.can_list_consolidations)
def index(person: Person) -> ResponseReturnValue:
    """The periods that end in the quarter: what came of each, and its consolidated report."""
    programme, quarter = chosen_programme(person, may=person.observes), chosen_quarter()
    columns = columns_of(programme.id, quarter=quarter, reckoning=reckoning(clock.today()))
    return render_template(
        "reports/gathering/consolidations.html",
        columns=columns,
        begun=consolidations_begun({column.key.duty_id for column in columns}),
        may_gather=person.runs(programme.id),
    )


@bp.post("/report-duties/<int:duty_id>/gather")
@guarded_by(policy.can_gather, get_duty, sees=policy.can_view_duty)
def begin(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """Begin the consolidated report of a period, or go to the one that is there."""
    try:
        with transaction():
            number = begin_consolidation(duty, request.form.get("period", "")[:8], by=person, at=clock.now()).id
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".index"))
    return redirect(url_for(".show", consolidation_id=number))


@bp.get("/consolidations/<int:consolidation_id>")
@guarded_by(policy.can_view_consolidation, get_consolidation)
def show(person: Person, consolidation: Consolidation) -> ResponseReturnValue:
    """Section by section: the units' words and figures, the differences, the gaps; or the figures as a sheet.

    Of many units the first ones stand under each section; `?section=k1` shows one, all its units by the page.
    """
    gathered = gather(consolidation, reckoning(clock.today()))
    if wants_sheet():
        return download_figures(gathered)
    only = gathered.item(request.args.get("section", ""))
    after = request.args.get("after", "") if only is not None else ""
    facts = {"consolidation": consolidation, "gathered": gathered, "only": only}
    facts["items"] = [(item, item.page(after)) for item in (gathered.items if only is None else [only])]
    facts["may_edit"] = policy.can_edit_consolidation(person, consolidation)
    facts |= {"written": written, "written_sum": written_sum, "grown": grown, "may_pdf": can_write_pdf()}
    return render_template("reports/gathering/show.html", **facts)


@bp.get("/consolidations/<int:consolidation_id>/edit")
@guarded_by(policy.can_edit_consolidation, get_consolidation, sees=policy.can_view_consolidation)
def edit(_person: Person, consolidation: Consolidation) -> ResponseReturnValue:
    """One section (`?section=k1`) to write: what staff wrote, else the units' words one after the other."""
    item = _item(consolidation)
    if not item.asked:
        return redirect(url_for(".show", consolidation_id=consolidation.id))
    return _section_page(consolidation, item, _form_of(item, item.section))


@bp.post("/consolidations/<int:consolidation_id>/edit")
@guarded_by(policy.can_edit_consolidation, get_consolidation, sees=policy.can_view_consolidation)
def write(person: Person, consolidation: Consolidation) -> ResponseReturnValue:
    """Save it."""
    item, form = _item(consolidation), SectionForm()
    complete = form.validate_on_submit()
    if not item.asked:
        form.refuse(NoSuchSection())
    if not complete or not item.asked:
        return _section_page(consolidation, item, form, status=422)
    facts = {"title": item.title, "words": form.words.data or "", "gathered": form.gathered.data or item.gathered}

    def compare() -> None:
        section = section_of(consolidation.id, item.key)
        if section is not None:
            form.compare(section, _form_of(item, section), last_change_of(section))

    return save(
        form,
        lambda: write_section(consolidation, item.key, **facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved: %(title)s", title=item.title),
        onward=url_for(".show", consolidation_id=consolidation.id, _anchor=item.key),
        again=lambda status: _section_page(consolidation, item, form, status=status),
        compare=compare,
    )


@bp.post("/consolidations/<int:consolidation_id>/number")
@guarded_by(policy.can_edit_consolidation, get_consolidation, sees=policy.can_view_consolidation)
def number(person: Person, consolidation: Consolidation) -> ResponseReturnValue:
    """Take its number from the register; the paper carries it from now on."""
    with force_locale("vi"):
        subject = subject_of(consolidation.duty, consolidation.period)
    page = url_for(".show", consolidation_id=consolidation.id)
    return act(
        lambda: issue_consolidation(consolidation, subject=subject, by=person, at=clock.now()),
        words=gettext("The number is taken. The Word file carries it, and the day."),
        onward=page,
        again=lambda _status: redirect(page),
    )


@bp.get("/consolidations/<int:consolidation_id>/paper")
@guarded_by(policy.can_view_consolidation, get_consolidation)
def paper(_person: Person, consolidation: Consolidation) -> ResponseReturnValue:
    """The consolidated report in the office's style, as a Word file or (`?format=pdf`) a PDF."""
    today = clock.today()
    with force_locale("vi"):
        gathered = gather(consolidation, reckoning(today))
        notation = consolidation.number.notation if consolidation.number is not None else ""
        made = paper_of(gathered, on=today, notation=notation, issued_on=consolidation.issued_on)
        name = gettext("Consolidated report %(period)s", period=period_name(gathered.period).replace("/", "-"))
    try:
        return send_paper(made, name=name, kind="pdf" if request.args.get("format") == "pdf" else "word")
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".show", consolidation_id=consolidation.id))


def _item(consolidation: Consolidation) -> GatheredItem:
    """The section in the address; one that nothing asks for where the form was changed meanwhile."""
    key = request.args.get("section", "")[:20]
    return gather(consolidation, reckoning(clock.today())).item(key) or GatheredItem.unasked(key)


def _form_of(item: GatheredItem, section: ConsolidatedSection | None) -> SectionForm:
    written = section.words if section is not None else ""
    words = written or units_words(item)
    version = section.version if section is not None else 0
    return SectionForm(formdata=None, words=words, gathered=item.gathered, version=version)


def _section_page(
    consolidation: Consolidation, item: GatheredItem, form: SectionForm, *, status: int = 200
) -> ResponseReturnValue:
    facts = {"consolidation": consolidation, "item": item, "form": form, "written": written}
    return render_template("reports/gathering/edit.html", **facts), status

"""The documents taken in: uploading a file, reviewing what was read of it, mending its head."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.core.problems import said
from tracker.intake import policy, queries, services
from tracker.intake.forms import HeadForm, SeenForm, UploadForm
from tracker.intake.models import Intake
from tracker.intake.views.pages import review_facts
from tracker.office.context import chosen_programme
from tracker.office.models import Person

bp = Blueprint("intake", __name__, url_prefix="/intake")


@bp.get("/")
@guarded_by(policy.can_take_in)
def index(person: Person) -> ResponseReturnValue:
    """What was taken in, and the form for the next file."""
    return _index(person, UploadForm())


@bp.post("/")
@guarded_by(policy.can_take_in)
def upload(person: Person) -> ResponseReturnValue:
    """Take a file in."""
    form, programme = UploadForm(), chosen_programme(person, may=person.runs)
    if not form.validate_on_submit():
        return _index(person, form, status=422)
    try:
        read = services.read_file(form.file.data.read(), form.file.data.filename)
        known = queries.same_file(read.sha256, programme_id=programme.id) is not None
        with transaction():
            intake = services.enter(read, programme=programme, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.file.errors = [said(refusal)]
        return _index(person, form, status=422)
    if known:
        flash(gettext("This very file was taken in before; here it is. Nothing was added."), "warning")
    else:
        flash(gettext("Stored. Nothing has entered the tracker yet: look at the proposals and accept them."), "done")
    return redirect(url_for(".show", intake_id=intake.id))


@bp.get("/<int:intake_id>")
@guarded_by(policy.can_review, queries.get_intake)
def show(person: Person, intake: Intake) -> ResponseReturnValue:
    """Each proposal beside its clause; for htmx, the counts."""
    return page_or_fragment("intake/show.html", "intake/_counts.html", **review_facts(intake))


@bp.post("/<int:intake_id>/accept-sure")
@guarded_by(policy.can_review, queries.get_intake)
def accept_sure(person: Person, intake: Intake) -> ResponseReturnValue:
    """Accept whatever needs no other look."""
    SeenForm()
    with transaction():
        count = services.accept_sure(intake, by=person, at=clock.now())
    flash(ngettext("Accepted %(num)d proposal.", "Accepted %(num)d proposals.", count), "done" if count else "warning")
    return redirect(url_for(".show", intake_id=intake.id))


@bp.get("/<int:intake_id>/head")
@guarded_by(policy.can_review, queries.get_intake)
def head(person: Person, intake: Intake) -> ResponseReturnValue:
    """The head of the document, to mend."""
    return _head(intake, _head_of(intake))


@bp.post("/<int:intake_id>/head")
@guarded_by(policy.can_review, queries.get_intake)
def mend_head(person: Person, intake: Intake) -> ResponseReturnValue:
    """Save it."""
    form = HeadForm()
    if not form.validate_on_submit():
        return _head(intake, form, status=422)
    seen, at = form.seen, clock.now()
    try:
        with transaction():
            services.mend_head(intake, form.facts(), year=form.year.data, seen=seen, by=person, at=at)
    except ChangedMeanwhile:
        form.compare(intake.document, _head_of(intake), last_change_of(intake.document))
        return _head(intake, form, status=409)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", intake_id=intake.id))


def _index(person: Person, form: UploadForm, *, status: int = 200) -> ResponseReturnValue:
    rows = queries.intakes_seen_by(person, programme_id=chosen_programme(person, may=person.runs).id)
    return render_template("intake/index.html", form=form, rows=rows), status


def _head_of(intake: Intake) -> HeadForm:
    document = intake.document
    issued_on = document.issued_on.strftime("%d/%m/%Y") if document.issued_on else ""
    return HeadForm(formdata=None, obj=document, issued_on=issued_on, year=intake.year)


def _head(intake: Intake, form: HeadForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("intake/head.html", form=form, intake=intake), status

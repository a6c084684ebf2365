"""A report goes from its head to the unit that it goes through, and to staff, who accept or return it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts.entry import at_office
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.incoming import record_number
from tracker.office.models import Person
from tracker.reports import policy
from tracker.reports.forms.handing import HandInForm, ReturnForm, WhyForm, return_form
from tracker.reports.models import Report
from tracker.reports.queries.handing import explanations_of, handed_in_of
from tracker.reports.queries.records import get_report
from tracker.reports.queries.writing import files_of, what_is_missing
from tracker.reports.rules.moves import passes_through
from tracker.reports.services import handing_in
from tracker.reports.views.page import facts_of, items_of, page_of

bp = Blueprint("handing", __name__, url_prefix="/reports")


@bp.get("/<int:report_id>/hand-in")
@guarded_by(policy.can_submit, get_report, sees=policy.can_view)
def ask(person: Person, report: Report) -> ResponseReturnValue:
    """What handing it in now means: on time or late, by which way, and what is missing."""
    return _hand_in_page(person, report, HandInForm())


@bp.post("/<int:report_id>/hand-in")
@guarded_by(policy.can_submit, get_report, sees=policy.can_view)
def submit(person: Person, report: Report) -> ResponseReturnValue:
    """Hand it in."""
    form = HandInForm()
    if not form.validate_on_submit():
        return _hand_in_page(person, report, form, status=422)
    explanation = form.explanation.data or ""
    return save(
        form,
        lambda: handing_in.submit_report(report, explanation=explanation, by=person, at=clock.now()),
        words=gettext("Handed in. What you handed in is kept as it is; the receipt can be printed."),
        onward=url_for("reports.show", report_id=report.id),
        again=lambda status: _hand_in_page(person, report, form, status=status),
    )


@bp.get("/<int:report_id>/explain")
@guarded_by(policy.can_write, get_report, sees=policy.can_view)
def ask_explain(_person: Person, report: Report) -> ResponseReturnValue:
    """Ask why it is late."""
    return _why_page(report, WhyForm())


@bp.post("/<int:report_id>/explain")
@guarded_by(policy.can_write, get_report, sees=policy.can_view)
def explain(person: Person, report: Report) -> ResponseReturnValue:
    """Say why it is late, before it can be handed in."""
    words = gettext("Saved. The standing staff read it.")
    return _say_why(report, lambda why: handing_in.explain_report(report, words=why, by=person, at=clock.now()), words)


@bp.post("/<int:report_id>/forward")
@guarded_by(policy.can_forward, get_report, sees=policy.can_view)
def forward(person: Person, report: Report) -> ResponseReturnValue:
    """Pass it on."""
    words = gettext("Forwarded to the standing staff.")
    return _act(person, report, lambda: handing_in.forward_report(report, by=person, at=clock.now()), words)


@bp.post("/<int:report_id>/accept")
@guarded_by(policy.can_settle, get_report, sees=policy.can_view)
def accept(person: Person, report: Report) -> ResponseReturnValue:
    """Find it in order."""
    words = gettext("Accepted. The figures of targets in it are now measured.")
    said: dict[str, Any] = {"seen": request.form.get("number", type=record_number), "by": person}
    return _act(person, report, lambda: handing_in.accept_report(report, **said, at=clock.now()), words)


@bp.get("/<int:report_id>/return")
@guarded_by(policy.can_return, get_report, sees=policy.can_view)
def ask_return(_person: Person, report: Report) -> ResponseReturnValue:
    """Ask what is missing, beside each item."""
    return _return_page(report, _form_to_return(report))


@bp.post("/<int:report_id>/return")
@guarded_by(policy.can_return, get_report, sees=policy.can_view)
def return_(person: Person, report: Report) -> ResponseReturnValue:
    """Send it back with what is missing."""
    form = _form_to_return(report)
    if not form.validate_on_submit():
        return _return_page(report, form, status=422)
    said: dict[str, Any] = {
        "words": form.words.data or "",
        "beside": form.beside_items,
        "from_through": not policy.can_settle(person, report),
    }
    link = at_office(url_for("writing.edit", report_id=report.id))
    return save(
        form,
        lambda: handing_in.return_report(report, **said, link=link, by=person, at=clock.now()),
        words=gettext("Returned. The unit sees your words beside its own."),
        onward=url_for("reports.show", report_id=report.id),
        again=lambda status: _return_page(report, form, status=status),
    )


def _act(person: Person, report: Report, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for("reports.show", report_id=report.id)
    return act(verb, words=words, onward=onward, again=lambda status: page_of(person, report, status=status))


def _say_why(report: Report, verb: Callable[[str], object], words: str) -> ResponseReturnValue:
    form = WhyForm()
    if not form.validate_on_submit():
        return _why_page(report, form, status=422)
    return save(
        form,
        lambda: verb(form.words.data or ""),
        words=words,
        onward=url_for("reports.show", report_id=report.id),
        again=lambda status: _why_page(report, form, status=status),
    )


def _hand_in_page(person: Person, report: Report, form: HandInForm, *, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "reports/hand_in.html",
        report=report,
        form=form,
        missing=what_is_missing(report),
        explanations=explanations_of(report),
        files=files_of(report),
        through=passes_through(report),
        **facts_of(person, report),
    )
    return page, status


def _why_page(report: Report, form: WhyForm, *, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "reports/why.html",
        form=form,
        title=gettext("Explain why the report is late"),
        subject=report.duty.name,
        help=gettext("The standing staff read it; it goes in with the report."),
        back=url_for("reports.show", report_id=report.id),
    )
    return page, status


def _form_to_return(report: Report) -> ReturnForm:
    handed = handed_in_of(report)
    return return_form(handed.content["items"] if handed is not None else [])


def _return_page(report: Report, form: ReturnForm, *, status: int = 200) -> ResponseReturnValue:
    handed = handed_in_of(report)
    items = items_of(report, handed.content) if handed is not None else []
    return render_template("reports/return.html", report=report, form=form, items=items), status

"""The page of a report, and the receipt of what was handed in."""

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from tracker.core.access import guarded_by
from tracker.core.errors import RuleBroken
from tracker.core.incoming import record_number
from tracker.core.problems import said
from tracker.documents.papers import can_write_pdf
from tracker.documents.sending import send_paper
from tracker.office.models import Person
from tracker.reports import policy, receipts
from tracker.reports.models import HandedIn, Report
from tracker.reports.queries.handing import handed_in_of
from tracker.reports.queries.records import get_report
from tracker.reports.views.page import page_of

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/<int:report_id>")
@guarded_by(policy.can_view, get_report)
def show(person: Person, report: Report) -> ResponseReturnValue:
    """How it stands, what it says, and what happened to it."""
    return page_of(person, report)


@bp.get("/<int:report_id>/receipt")
@guarded_by(policy.can_view, get_report)
def receipt(_person: Person, report: Report) -> ResponseReturnValue:
    """That it was handed in, when and as what: to be printed, or as a paper in Word or PDF."""
    handed = handed_in_of(report, request.args.get("number", type=record_number))
    if handed is None:
        abort(404)
    kind = request.args.get("format")
    if kind not in ("word", "pdf"):
        return _receipt_page(report, handed)
    with force_locale("vi"):
        made, name = receipts.paper_of(report, handed), receipts.name_of(handed)
    try:
        return send_paper(made, name=name, kind=kind)
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return _receipt_page(report, handed)


def _receipt_page(report: Report, handed: HandedIn) -> str:
    rows = receipts.rows_of(handed)
    return render_template("reports/receipt.html", report=report, handed=handed, rows=rows, with_pdf=can_write_pdf())

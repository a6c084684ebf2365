"""Staff excuse a unit from a report, and ask for it again."""

from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.office.models import Person
from tracker.reports import policy
from tracker.reports.forms.handing import WhyForm
from tracker.reports.models import Report
from tracker.reports.queries.records import get_report
from tracker.reports.services import excusing

bp = Blueprint("excusing", __name__, url_prefix="/reports")


@bp.get("/<int:report_id>/excuse")
@guarded_by(policy.can_excuse, get_report, sees=policy.can_view)
def ask(_person: Person, report: Report) -> ResponseReturnValue:
    """Ask why the unit need not report."""
    return _excuse_page(report, WhyForm())


@bp.post("/<int:report_id>/excuse")
@guarded_by(policy.can_excuse, get_report, sees=policy.can_view)
def excuse(person: Person, report: Report) -> ResponseReturnValue:
    """Let it off."""
    words = gettext("Excused. The unit owes no report for this period.")
    return _settle(person, report, excusing.excuse_report, words, _excuse_page)


@bp.get("/<int:report_id>/ask-again")
@guarded_by(policy.can_excuse, get_report, sees=policy.can_view)
def ask_why_again(_person: Person, report: Report) -> ResponseReturnValue:
    """Ask why it is owed after all."""
    return _again_page(report, WhyForm())


@bp.post("/<int:report_id>/ask-again")
@guarded_by(policy.can_excuse, get_report, sees=policy.can_view)
def ask_again(person: Person, report: Report) -> ResponseReturnValue:
    """Owed after all."""
    words = gettext("The report is expected again. What the unit had written is there.")
    return _settle(person, report, excusing.ask_again, words, _again_page)


def _settle(
    person: Person, report: Report, service: Callable[..., None], words: str, page: Callable[..., ResponseReturnValue]
) -> ResponseReturnValue:
    form = WhyForm()
    if not form.validate_on_submit():
        return page(report, form, status=422)
    return save(
        form,
        lambda: service(report, words=form.words.data or "", by=person, at=clock.now()),
        words=words,
        onward=url_for("reports.show", report_id=report.id),
        again=lambda status: page(report, form, status=status),
    )


def _excuse_page(report: Report, form: WhyForm, *, status: int = 200) -> ResponseReturnValue:
    title, help_ = gettext("Excuse from this report"), gettext("The unit reads it. What it has written is kept.")
    return _page(report, form, title, help_), status


def _again_page(report: Report, form: WhyForm, *, status: int = 200) -> ResponseReturnValue:
    return _page(report, form, gettext("Ask for the report again"), gettext("The unit reads it.")), status


def _page(report: Report, form: WhyForm, title: str, help_: str) -> str:
    back = url_for("reports.show", report_id=report.id)
    subject = f"{report.unit.name} · {report.duty.name}"
    return render_template("reports/why.html", form=form, title=title, subject=subject, help=help_, back=back)

"""Staff close a duty's period, and open it again."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.formats import period as in_words
from tracker.core.periods import Period
from tracker.office.models import Person
from tracker.reports import policy
from tracker.reports.forms.handing import LockForm, WhyForm
from tracker.reports.models import PeriodLock, ReportDuty
from tracker.reports.queries import get_duty
from tracker.reports.queries.handing import get_lock, periods_to_lock
from tracker.reports.services import locking

bp = Blueprint("locking", __name__)


@bp.get("/report-duties/<int:duty_id>/lock")
@guarded_by(policy.can_lock, get_duty, sees=policy.can_view_duty)
def ask(_person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """Ask which period, and why."""
    return _lock_page(duty, _form(duty, period=request.args.get("period")))


@bp.post("/report-duties/<int:duty_id>/lock")
@guarded_by(policy.can_lock, get_duty, sees=policy.can_view_duty)
def lock(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """Close it."""
    form = _form(duty)
    if not form.validate_on_submit():
        return _lock_page(duty, form, status=422)
    period = Period.parse(form.period.data)
    return save(
        form,
        lambda: locking.lock_period(duty, period, words=form.words.data or "", by=person, at=clock.now()),
        words=gettext(
            "Locked: %(period)s. Nothing of it is handed in until you open it again.", period=in_words(period)
        ),
        onward=url_for("report_grid.index", duty=duty.id),
        again=lambda status: _lock_page(duty, form, status=status),
    )


@bp.get("/period-locks/<int:lock_id>/reopen")
@guarded_by(policy.can_reopen, get_lock, sees=policy.can_view_lock)
def ask_reopen(_person: Person, lock: PeriodLock) -> ResponseReturnValue:
    """Ask why it is opened."""
    return _reopen_page(lock, WhyForm())


@bp.post("/period-locks/<int:lock_id>/reopen")
@guarded_by(policy.can_reopen, get_lock, sees=policy.can_view_lock)
def reopen(person: Person, lock: PeriodLock) -> ResponseReturnValue:
    """Open it again."""
    form = WhyForm()
    if not form.validate_on_submit():
        return _reopen_page(lock, form, status=422)
    return save(
        form,
        lambda: locking.reopen_period(lock, words=form.words.data or "", by=person, at=clock.now()),
        words=gettext("Open again: units can hand in."),
        onward=url_for("report_grid.index", duty=lock.duty_id),
        again=lambda status: _reopen_page(lock, form, status=status),
    )


def _form(duty: ReportDuty, **given: str | None) -> LockForm:
    form = LockForm(**given)
    form.offer([(str(period), in_words(period)) for period in periods_to_lock(duty)])
    return form


def _lock_page(duty: ReportDuty, form: LockForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("reports/lock.html", duty=duty, form=form), status


def _reopen_page(lock: PeriodLock, form: WhyForm, *, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "reports/why.html",
        form=form,
        title=gettext("Open the period again"),
        subject=f"{lock.duty.name} · {in_words(lock.period)}",
        help=gettext("It stands in the story of the duty."),
        back=url_for("report_grid.index", duty=lock.duty_id),
    )
    return page, status

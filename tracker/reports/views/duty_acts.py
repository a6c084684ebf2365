"""What is done with a duty to report: its day confirmed, exemptions, its end."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import chosen_quarter
from tracker.core.db import db
from tracker.office.models import Person, Unit
from tracker.reports import policy, queries, services
from tracker.reports.forms.duties import EndDutyForm, ExemptForm
from tracker.reports.models import Exemption, ReportDuty
from tracker.reports.views.duties import bp, show_duty


@bp.post("/<int:duty_id>/confirm")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def confirm(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """The day that was inferred is meant so."""
    return act(
        lambda: services.confirm_due(duty, by=person, at=clock.now()),
        words=gettext("Confirmed."),
        onward=url_for(".show", duty_id=duty.id),
        again=lambda status: show_duty(person, duty, status=status),
    )


@bp.get("/<int:duty_id>/end")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def ask_end(_person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """The reason is asked."""
    return _end(EndDutyForm(), duty)


@bp.post("/<int:duty_id>/end")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def end(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """Nothing more is owed."""
    form = EndDutyForm()
    if not form.validate_on_submit():
        return _end(form, duty, status=422)
    return save(
        form,
        lambda: services.end_duty(duty, words=form.words.data, by=person, at=clock.now()),
        words=gettext("Ended. Reports that are not due yet are excused; what is late stays owed."),
        onward=url_for(".show", duty_id=duty.id),
        again=lambda status: _end(form, duty, status=status),
    )


@bp.get("/<int:duty_id>/exempt")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def ask_exempt(_person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """Which unit, for which period, and why."""
    return _exempt(_offered(ExemptForm(), duty), duty)


@bp.post("/<int:duty_id>/exempt")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def exempt(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """A unit need not report."""
    form = _offered(ExemptForm(), duty)
    if not form.validate_on_submit():
        return _exempt(form, duty, status=422)
    unit = db.session.get_one(Unit, form.unit.data)
    said = {"period": form.period.data, "words": form.words.data}
    return save(
        form,
        lambda: services.exempt(duty, unit, **said, by=person, at=clock.now()),
        words=gettext("Saved. %(unit)s need not report this.", unit=unit.name),
        onward=url_for(".show", duty_id=duty.id, _anchor="exemptions"),
        again=lambda status: _exempt(form, duty, status=status),
    )


@bp.post("/exemptions/<int:exemption_id>/end")
@guarded_by(policy.can_end_exemption, queries.get_exemption, sees=policy.can_view_exemption)
def end_exemption(person: Person, exemption: Exemption) -> ResponseReturnValue:
    """The unit owes it again."""
    duty = exemption.duty
    return act(
        lambda: services.end_exemption(exemption, by=person, at=clock.now()),
        words=gettext("Saved. %(unit)s reports again.", unit=exemption.unit.name),
        onward=url_for(".show", duty_id=duty.id, _anchor="exemptions"),
        again=lambda status: show_duty(person, duty, status=status),
    )


def _offered(form: ExemptForm, duty: ReportDuty) -> ExemptForm:
    year = chosen_quarter().year
    form.offer(duty, queries.units_addressed(duty, on=clock.today()), (year - 1, year, year + 1))
    return form


def _exempt(form: ExemptForm, duty: ReportDuty, *, status: int = 200) -> ResponseReturnValue:
    return render_template("reports/duties/exempt.html", form=form, duty=duty), status


def _end(form: EndDutyForm, duty: ReportDuty, *, status: int = 200) -> ResponseReturnValue:
    return render_template("reports/duties/end.html", form=form, duty=duty), status

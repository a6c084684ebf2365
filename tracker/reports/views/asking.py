"""What a duty's reports ask, edited by staff on one page."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.periods import Period
from tracker.office.models import Person
from tracker.plans.queries.amendable import targets_to_amend
from tracker.reports import policy, queries, services
from tracker.reports.forms.asking import AskingForm
from tracker.reports.models import ReportDuty
from tracker.reports.rules.windows import period_now, periods_begun
from tracker.reports.views.duties import bp

LAST_ONES = 4  # periods that have begun and may still be asked otherwise
MOST_OF_TEXT = 100  # signs of a target, in a line to choose from


@bp.get("/<int:duty_id>/form")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def form(_person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """The form that counts now, to change."""
    versions = queries.forms_of(duty.id)
    now = period_now(duty, clock.today())
    return _page(AskingForm.of(versions[0] if versions else None, str(now)), duty)


@bp.post("/<int:duty_id>/form")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def save_form(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """A further version, from a period on."""
    form = _offered(AskingForm(), duty)
    if not form.validate_on_submit():
        return _page(form, duty, status=422)
    said = {"from_period": form.from_period.data, "seen": form.seen}
    return save(
        form,
        lambda: services.edit_form(duty, form.asked(), **said, by=person, at=clock.now()),
        words=gettext("Saved. Drafts go on in the new form; what was written already is kept."),
        onward=url_for(".show", duty_id=duty.id, _anchor="form"),
        again=lambda status: _page(form, duty, status=status),
        compare=lambda: form.compare_forms(queries.forms_of(duty.id)[0], last_change_of(duty)),
    )


def _offered(form: AskingForm, duty: ReportDuty) -> AskingForm:
    today = clock.today()
    begun = list(periods_begun(duty, today))[-LAST_ONES:] or [Period.parse(duty.first_period)]
    targets = targets_to_amend(duty.programme_id, on=today)
    named = [(one.target.id, f"{one.target.plan.year} · {one.terms.text[:MOST_OF_TEXT]}") for one in targets]
    return form.offer([*begun, begun[-1].next], named)


def _page(form: AskingForm, duty: ReportDuty, *, status: int = 200) -> ResponseReturnValue:
    return render_template("reports/duties/asking.html", form=_offered(form, duty), duty=duty), status

"""At what hours the office reminds."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.office.models import Person
from tracker.reminders import policy, queries, services
from tracker.reminders.forms.timing import TimesForm

bp = Blueprint("reminder_hours", __name__, url_prefix="/reminders/hours")


@bp.get("")
@guarded_by(policy.can_set_hours)
def show(_person: Person) -> ResponseReturnValue:
    """What holds now, to mend."""
    return _show(_form_of())


@bp.post("")
@guarded_by(policy.can_set_hours)
def mend(person: Person) -> ResponseReturnValue:
    """Save it."""
    form = TimesForm()
    if not form.validate_on_submit():
        return _show(form, status=422)
    return save(
        form,
        lambda: services.change_times(form.times(), seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for(".show"),
        again=lambda status: _show(form, status=status),
        compare=lambda: _compare(form),
    )


def _form_of() -> TimesForm:
    return TimesForm.of(queries.office_times(), queries.times_row())


def _compare(form: TimesForm) -> None:
    if (row := queries.times_row()) is not None:
        form.compare(row, _form_of(), last_change_of(row))


def _show(form: TimesForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("reminders/timing/hours.html", form=form), status

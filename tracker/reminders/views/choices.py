"""What a person chooses of their own reminders, and what they were told lately."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.acts import save
from tracker.office.models import Person
from tracker.reminders import queries, services
from tracker.reminders.forms.timing import ChoiceForm

bp = Blueprint("my_reminders", __name__, url_prefix="/me/reminders")


@bp.get("")
@guarded_by(is_signed_in)
def show(person: Person) -> ResponseReturnValue:
    """What was chosen, to mend."""
    return _show(person, _form_of(person))


@bp.post("")
@guarded_by(is_signed_in)
def choose(person: Person) -> ResponseReturnValue:
    """Save it."""
    form, times = ChoiceForm().offer(queries.kinds_told(person)), queries.office_times()
    if not form.validate_on_submit():
        return _show(person, form, status=422)
    unwanted, hour = form.unwanted, form.send_at.data
    return save(
        form,
        lambda: services.choose(person, unwanted, hour, times=times, seen=form.seen, at=clock.now()),
        words=gettext("Saved. It counts from the next morning on."),
        onward=url_for(".show"),
        again=lambda status: _show(person, form, status=status),
        compare=lambda: _compare(person, form),
    )


def _form_of(person: Person) -> ChoiceForm:
    return ChoiceForm.of(queries.choice_of(person.id), queries.kinds_told(person))


def _compare(person: Person, form: ChoiceForm) -> None:
    if (choice := queries.choice_of(person.id)) is not None:
        form.compare(choice, _form_of(person), None)


def _show(person: Person, form: ChoiceForm, *, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "reminders/timing/choices.html",
        form=form,
        times=queries.office_times(),
        told=queries.told_lately(person.id),
    )
    return page, status

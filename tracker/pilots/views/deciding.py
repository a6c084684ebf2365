"""What comes of a pilot: it is converted into another, or ends."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.context import chosen_quarter
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.office.models import Person
from tracker.pilots import policy, queries, services
from tracker.pilots.forms import ConversionForm, EndForm
from tracker.pilots.models import Pilot
from tracker.pilots.views.pages import bp


@bp.get("/<int:pilot_id>/end")
@guarded_by(policy.can_decide, queries.get_pilot, sees=policy.can_view)
def ask_end(_person: Person, pilot: Pilot) -> ResponseReturnValue:
    """The reason is asked."""
    return _end(EndForm(), pilot)


@bp.post("/<int:pilot_id>/end")
@guarded_by(policy.can_decide, queries.get_pilot, sees=policy.can_view)
def end(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """It ends."""
    form = EndForm()
    if not form.validate_on_submit():
        return _end(form, pilot, status=422)
    return save(
        form,
        lambda: services.end_pilot(pilot, words=form.words.data, by=person, at=clock.now()),
        words=gettext("The pilot has ended. Everything said of it stays here."),
        onward=url_for(".show", pilot_id=pilot.id),
        again=lambda status: _end(form, pilot, status=status),
    )


@bp.get("/<int:pilot_id>/convert")
@guarded_by(policy.can_decide, queries.get_pilot, sees=policy.can_view)
def ask_convert(_person: Person, pilot: Pilot) -> ResponseReturnValue:
    """What it becomes, and why, is asked."""
    form = ConversionForm(
        place=pilot.place, households=pilot.households, description=pilot.description, year=chosen_quarter().year
    )
    return _convert(form, pilot)


@bp.post("/<int:pilot_id>/convert")
@guarded_by(policy.can_decide, queries.get_pilot, sees=policy.can_view)
def convert(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """It becomes another."""
    form = ConversionForm()
    if not form.validate_on_submit():
        return _convert(form, pilot, status=422)
    said = {"year": form.year.data, "words": form.words.data}
    try:
        with transaction():
            into = services.convert_pilot(pilot, form.facts, **said, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _convert(form, pilot, status=422)
    flash(gettext("Saved. This is the new form; the former one is kept as converted."), "done")
    return redirect(url_for(".show", pilot_id=into.id))


def _end(form: EndForm, pilot: Pilot, *, status: int = 200) -> ResponseReturnValue:
    return render_template("pilots/end.html", form=form, pilot=pilot), status


def _convert(form: ConversionForm, pilot: Pilot, *, status: int = 200) -> ResponseReturnValue:
    return render_template("pilots/convert.html", form=form, pilot=pilot), status

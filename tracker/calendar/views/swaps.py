"""Swaps: a weekday off against a weekend day worked, entered as a pair."""

from functools import partial

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.calendar import policy, rules
from tracker.calendar.forms import SwapForm, asked_year
from tracker.calendar.views.changing import Ahead, ask_and_save
from tracker.core.access import guarded_by
from tracker.office.models import Person

bp = Blueprint("day_swaps", __name__, url_prefix="/calendar/swaps")


@bp.get("/new")
@guarded_by(policy.can_edit_calendar)
def new(_person: Person) -> ResponseReturnValue:
    """The empty form."""
    return _form(SwapForm(formdata=None))


@bp.post("/new")
@guarded_by(policy.can_edit_calendar)
def add(person: Person) -> ResponseReturnValue:
    """Enter both days at once, when it is seen what moves by them."""
    form = SwapForm()
    if not form.validate_on_submit() or form.off.data is None or form.worked.data is None:
        return _form(form, status=422)
    change = partial(rules.swapped, off=form.off.data, worked=form.worked.data, **form.told)
    words, year = gettext("The swap is entered."), form.off.data.year
    return ask_and_save(form, change, person=person, page=partial(_form, form), words=words, year=year)


def _form(form: SwapForm, *, status: int = 200, ahead: Ahead | None = None) -> ResponseReturnValue:
    return render_template("calendar/swap.html", form=form, ahead=ahead, year=asked_year()), status

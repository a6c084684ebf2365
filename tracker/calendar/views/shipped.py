"""The days of a year as the program brings them, taken in again."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.calendar import labels, policy, queries, rules
from tracker.calendar.forms import SureForm, asked_year
from tracker.calendar.queries import Change
from tracker.calendar.views.changing import Ahead, ask_and_save, foreseen
from tracker.core.access import guarded_by
from tracker.core.errors import RuleBroken
from tracker.office.models import Person

bp = Blueprint("shipped_days", __name__, url_prefix="/calendar/shipped")


@bp.get("")
@guarded_by(policy.can_edit_calendar)
def ask(person: Person) -> ResponseReturnValue:
    """Say which days would change, and what moves by it."""
    form = SureForm(formdata=None)
    return _page(form, ahead=foreseen(form, _change(), person))


@bp.post("")
@guarded_by(policy.can_edit_calendar)
def take_in(person: Person) -> ResponseReturnValue:
    """Take them in."""
    form, year = SureForm(), asked_year()
    if not form.validate_on_submit():
        return _page(form, status=422)
    words = gettext("The days of %(year)s stand as the program brings them.", year=year)
    return ask_and_save(form, _change(), person=person, page=partial(_page, form), words=words, year=year)


def _change() -> Change:
    return partial(rules.as_shipped, shipped=queries.shipped_days(), year=asked_year())


def _page(form: SureForm, *, status: int = 200, ahead: Ahead | None = None) -> ResponseReturnValue:
    known = queries.known_days()
    facts: dict[str, Any] = {"known": known, "labels": labels, "year": asked_year()}
    try:
        facts["rows"] = sorted(_change()(known), key=lambda one: one.day)
    except RuleBroken:
        facts["rows"] = []
    return render_template("calendar/shipped.html", form=form, ahead=ahead, **facts), status

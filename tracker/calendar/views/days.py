"""Days that differ: entered, mended, made ordinary again."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_of
from tracker.calendar import labels, policy, queries, rules
from tracker.calendar.forms import DaysForm, MendForm, SureForm, asked_year
from tracker.calendar.models import DayKind, SpecialDay
from tracker.calendar.views.changing import Ahead, ask_and_save, foreseen
from tracker.core.access import guarded_by
from tracker.office.models import Person

bp = Blueprint("special_days", __name__, url_prefix="/calendar/days")


@bp.get("/new")
@guarded_by(policy.can_edit_calendar)
def new(_person: Person) -> ResponseReturnValue:
    """The empty form."""
    return _form(DaysForm(formdata=None))


@bp.post("/new")
@guarded_by(policy.can_edit_calendar)
def add(person: Person) -> ResponseReturnValue:
    """Enter them, once it is seen what moves by them."""
    form = DaysForm().offer()
    if not form.validate_on_submit() or form.day.data is None:
        return _form(form, status=422)
    days: dict[str, Any] = {"first": form.day.data, "last": form.until.data, "kind": DayKind(form.kind.data)}
    change = partial(rules.new_days, **days, **form.told)
    words, year = gettext("Saved."), form.day.data.year
    return ask_and_save(form, change, person=person, page=partial(_form, form), words=words, year=year)


@bp.get("/<int:day_id>/edit")
@guarded_by(policy.can_edit_day, queries.get_day, sees=policy.can_see_day)
def edit(_person: Person, day: SpecialDay) -> ResponseReturnValue:
    """What is known of a day, to mend; and its story."""
    return _day(day, MendForm.of(day))


@bp.post("/<int:day_id>/edit")
@guarded_by(policy.can_edit_day, queries.get_day, sees=policy.can_see_day)
def mend(person: Person, day: SpecialDay) -> ResponseReturnValue:
    """Save it."""
    form = MendForm().offer(day)
    if not form.validate_on_submit():
        return _day(day, form, status=422)
    return ask_and_save(
        form,
        partial(rules.mended, day=day.day, kind=form.kind_of(day), **form.told),
        person=person,
        page=partial(_day, day, form),
        words=gettext("Saved."),
        year=day.day.year,
        compare=lambda: form.compare(day, MendForm.of(day), last_change_of(day)),
        seen=(day.day, form.seen),
    )


@bp.get("/<int:day_id>/ordinary")
@guarded_by(policy.can_edit_day, queries.get_day, sees=policy.can_see_day)
def ask_ordinary(person: Person, day: SpecialDay) -> ResponseReturnValue:
    """Say what moves when the day counts as any other again."""
    form = SureForm(formdata=None)
    return _ordinary(day, form, ahead=foreseen(form, partial(rules.ordinary_again, day=day.day), person))


@bp.post("/<int:day_id>/ordinary")
@guarded_by(policy.can_edit_day, queries.get_day, sees=policy.can_see_day)
def make_ordinary(person: Person, day: SpecialDay) -> ResponseReturnValue:
    """Make it so; of a swap, both of its days."""
    form, change = SureForm(), partial(rules.ordinary_again, day=day.day)
    if not form.validate_on_submit():
        return _ordinary(day, form, status=422)
    words = gettext("It is an ordinary day again.")
    page = partial(_ordinary, day, form)
    return ask_and_save(form, change, person=person, page=page, words=words, year=day.day.year)


def _form(form: DaysForm, *, status: int = 200, ahead: Ahead | None = None) -> ResponseReturnValue:
    return render_template("calendar/days.html", form=form.offer(), ahead=ahead, year=asked_year()), status


def _day(day: SpecialDay, form: MendForm, *, status: int = 200, ahead: Ahead | None = None) -> ResponseReturnValue:
    facts: dict[str, Any] = {"day_": day, "events": story_of(day), "kinds": DayKind, "labels": labels}
    return render_template("calendar/day.html", form=form, ahead=ahead, **facts), status


def _ordinary(day: SpecialDay, form: SureForm, *, status: int = 200, ahead: Ahead | None = None) -> ResponseReturnValue:
    facts: dict[str, Any] = {"day_": day, "labels": labels}
    return render_template("calendar/ordinary.html", form=form, ahead=ahead, **facts), status

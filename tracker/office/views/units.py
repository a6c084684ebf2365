"""Units: the list, one unit, adding and correcting one."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_of
from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.office import policy, queries, services
from tracker.office.context import day_asked
from tracker.office.forms import UnitForm
from tracker.office.models import Person, Unit, UnitKind
from tracker.office.naming import official_name
from tracker.office.sheets import download_units

bp = Blueprint("units", __name__, url_prefix="/units")


@bp.get("/")
@guarded_by(is_signed_in)
def index(person: Person) -> ResponseReturnValue:
    """The units of a day, as a tree; narrowed or sorted, as a plain list."""
    on, problem = day_asked()
    kind, ended = request.args.get("kind"), request.args.get("ended") == "1"
    words, sort = request.args.get("q", ""), request.args.get("sort", "")
    rows = queries.units(
        on=on, words=words, kind=UnitKind(kind) if kind in set(UnitKind) else None, ended=ended, sort=sort
    )
    if wants_sheet():
        return download_units(rows)
    return page_or_fragment(
        "office/units/index.html",
        "office/units/_units.html",
        rows=rows,
        on=on,
        problem=problem,
        chosen={"kind": kind, "q": words, "sort": sort, "ended": ended, "on": request.args.get("on", "")},
        may_manage=policy.can_manage_office(person),
    )


@bp.get("/<int:unit_id>")
@guarded_by(policy.can_view_unit, queries.get_unit)
def show(person: Person, unit: Unit) -> ResponseReturnValue:
    """One unit: what it is and was called, what it belongs to, who is there, its story."""
    names = sorted(unit.names, key=lambda name: (name.valid_from or date.min, name.id), reverse=True)
    return render_template(
        "office/units/show.html",
        unit=unit,
        around=queries.around(unit, on=clock.today()),
        official=[name for name in names if name.official],
        now=official_name(unit, clock.today()),
        other_names=services.facts_of(unit).other_names,
        today=clock.today(),
        events=story_of(unit),
        may_edit=policy.can_edit_unit(person, unit),
    )


@bp.get("/new")
@guarded_by(policy.can_manage_office)
def new(_person: Person) -> ResponseReturnValue:
    """The empty form."""
    return _form(UnitForm(parent=request.args.get("parent", type=int), kind=UnitKind.COMMUNE.value))


@bp.post("/new")
@guarded_by(policy.can_manage_office)
def add(person: Person) -> ResponseReturnValue:
    """Enter it."""
    form = _offered(UnitForm())
    if not form.validate_on_submit():
        return _form(form, status=422)
    try:
        with transaction():
            unit = services.add_unit(**form.facts(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", unit_id=unit.id))


@bp.get("/<int:unit_id>/edit")
@guarded_by(policy.can_edit_unit, queries.get_unit, sees=policy.can_view_unit)
def edit(_person: Person, unit: Unit) -> ResponseReturnValue:
    """What is known of it, to correct."""
    return _form(UnitForm.of(unit), unit)


@bp.post("/<int:unit_id>/edit")
@guarded_by(policy.can_edit_unit, queries.get_unit, sees=policy.can_view_unit)
def mend(person: Person, unit: Unit) -> ResponseReturnValue:
    """Save it."""
    form = _offered(UnitForm(), unit)
    if not form.validate_on_submit():
        return _form(form, unit, status=422)
    try:
        with transaction():
            services.edit_unit(unit, services.UnitFacts(**form.facts()), seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        form.compare(unit, _offered(UnitForm.of(unit), unit), last_change_of(unit))
        return _form(form, unit, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, unit, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", unit_id=unit.id))


def _offered(form: UnitForm, unit: Unit | None = None) -> UnitForm:
    above = queries.get_unit(unit.parent_id) if unit is not None and unit.parent_id is not None else None
    return form.offer(queries.existing_units(on=clock.today()), unit=unit, above=above)


def _form(form: UnitForm, unit: Unit | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("office/units/form.html", form=_offered(form, unit), unit=unit), status

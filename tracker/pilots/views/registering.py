"""Pilots are registered, mended, begun, and carried on into another year."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import chosen_quarter
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.incoming import record_number
from tracker.office import queries as office
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme, Unit
from tracker.pilots import policy, queries, services
from tracker.pilots.forms import NewPilotForm, PilotForm, YearForm
from tracker.pilots.models import Pilot
from tracker.pilots.queries import Found
from tracker.pilots.views.pages import bp, show_pilot

MOST_FOUND = 20


@bp.get("/new")
@guarded_by(policy.can_register)
def new(person: Person) -> ResponseReturnValue:
    """The empty form, or (`?origin=7`) that of a pilot to be replicated."""
    programme = _programme(person)
    origin = queries.get_pilot(request.args.get("origin", 0, type=record_number))
    form = NewPilotForm(year=chosen_quarter().year, unit=request.args.get("unit", type=record_number))
    found: list[Found] = []
    if origin is not None and origin.programme_id == programme.id:
        found = [Found(origin.id, origin.name, origin.unit.name)]
        form.name.data, form.description.data = origin.name, origin.description
        form.origin.data, form.origin_id.data = origin.name, origin.id
    return _new(form, _units(person, programme), found)


@bp.post("/new")
@guarded_by(policy.can_register)
def add(person: Person) -> ResponseReturnValue:
    """Register it."""
    form, programme = NewPilotForm(), _programme(person)
    units, found = _units(person, programme), _found(form, programme)
    form.offer(units, found)
    if not form.validate_on_submit() or not _origin_is_clear(form):
        return _new(form, units, found, status=422)
    unit = next(unit for unit in units if unit.id == form.unit.data)
    facts, year, origin_id = form.facts, form.year.data, form.wanted_origin if form.origin.data else None
    try:
        with transaction():
            origin = queries.get_pilot(origin_id) if origin_id is not None else None
            said: dict[str, Any] = {"programme": programme, "unit": unit, "year": year, "origin": origin}
            pilot = services.register_pilot(facts, **said, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _new(form, units, found, status=422)
    flash(gettext("Saved. The pilot is registered for %(year)s.", year=year), "done")
    return redirect(url_for(".show", pilot_id=pilot.id))


@bp.get("/origins")
@guarded_by(policy.can_register)
def origins(person: Person) -> ResponseReturnValue:
    """The pilots that fit what is being typed, while it is typed."""
    if not wants_fragment():
        return redirect(url_for(".new"))
    programme, words, form = _programme(person), request.args.get("origin", ""), NewPilotForm(formdata=None)
    found = queries.origins(programme.id, words, limit=MOST_FOUND) if words.strip() else []
    form.offer([], found)
    return fragment("pilots/_origins.html", form=form)


@bp.get("/<int:pilot_id>/edit")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def edit(_person: Person, pilot: Pilot) -> ResponseReturnValue:
    """What is said of it, to mend."""
    return _edit(PilotForm(formdata=None, obj=pilot), pilot)


@bp.post("/<int:pilot_id>/edit")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def mend(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """Save it."""
    form = PilotForm()
    if not form.validate_on_submit():
        return _edit(form, pilot, status=422)
    return save(
        form,
        lambda: services.edit_pilot(pilot, form.facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for(".show", pilot_id=pilot.id),
        again=lambda status: _edit(form, pilot, status=status),
        compare=lambda: form.compare(pilot, PilotForm(formdata=None, obj=pilot), last_change_of(pilot)),
    )


@bp.post("/<int:pilot_id>/start")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def start(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """It runs."""
    return act(
        lambda: services.start_pilot(pilot, by=person, at=clock.now()),
        words=gettext("The pilot runs. Its effect is reviewed each quarter."),
        onward=url_for(".show", pilot_id=pilot.id),
        again=lambda status: show_pilot(person, pilot, status=status),
    )


@bp.post("/<int:pilot_id>/maintain")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def maintain(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """Register it for another year."""
    form = YearForm()
    if not form.validate_on_submit():
        return show_pilot(person, pilot, form, status=422)
    return save(
        form,
        lambda: services.maintain_pilot(pilot, year=form.year.data, by=person, at=clock.now()),
        words=gettext("Saved. The pilot is registered for %(year)s.", year=form.year.data),
        onward=url_for(".show", pilot_id=pilot.id),
        again=lambda status: show_pilot(person, pilot, form, status=status),
    )


def _programme(person: Person) -> Programme:
    return chosen_programme(person, may=lambda programme_id: bool(person.own_unit_ids) or person.runs(programme_id))


def _units(person: Person, programme: Programme) -> list[Unit]:
    """The units for which the person may register; refused where there are none."""
    members = office.members_of(programme.id, on=clock.today())
    return [unit for unit in members if policy.can_register_for(person, programme, unit.id)] or abort(403)


def _found(form: NewPilotForm, programme: Programme) -> Sequence[Found]:
    words = (form.origin.data or "").strip()
    return queries.origins(programme.id, words, limit=MOST_FOUND, first=form.origin_id.data) if words else []


def _origin_is_clear(form: NewPilotForm) -> bool:
    """Nothing was searched, or one is chosen; else words say which step is missing."""
    if not (form.origin.data or "").strip() or form.wanted_origin is not None:
        return True
    several = gettext("Several pilots fit. Choose one below, or write more of its name.")
    none = gettext("No pilot of this programme has these words. Write part of its name, or leave this empty.")
    form.origin.errors = [several if form.origin_id.choices else none]
    return False


def _new(
    form: NewPilotForm, units: Sequence[Unit], found: Sequence[Found], *, status: int = 200
) -> ResponseReturnValue:
    form.offer(units, found)
    return render_template("pilots/new.html", form=form), status


def _edit(form: PilotForm, pilot: Pilot, *, status: int = 200) -> ResponseReturnValue:
    return render_template("pilots/edit.html", form=form, pilot=pilot), status

"""Programmes: the list, one programme, starting, mending and ending one."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.office import policy, queries, services
from tracker.office.forms import ProgrammeForm
from tracker.office.models import Person, Programme, UnitKind
from tracker.office.sheets import download_programmes

bp = Blueprint("programmes", __name__, url_prefix="/programmes")


@bp.get("/")
@guarded_by(policy.can_manage_office)
def index(_person: Person) -> ResponseReturnValue:
    """The programmes of the office."""
    ended = request.args.get("ended") == "1"
    rows = queries.programmes(on=clock.today(), ended=ended)
    if wants_sheet():
        return download_programmes(rows)
    return render_template("office/programmes/index.html", rows=rows, ended=ended)


@bp.get("/<int:programme_id>")
@guarded_by(policy.can_manage_programme, queries.get_programme_whole)
def show(_person: Person, programme: Programme) -> ResponseReturnValue:
    """One programme: who gathers its reports, who takes part, its story."""
    return _page(programme)


@bp.get("/new")
@guarded_by(policy.can_manage_office)
def new(_person: Person) -> ResponseReturnValue:
    """The empty form."""
    return _form(ProgrammeForm())


@bp.post("/new")
@guarded_by(policy.can_manage_office)
def add(person: Person) -> ResponseReturnValue:
    """Start it."""
    form = _offered(ProgrammeForm())
    if not form.validate_on_submit():
        return _form(form, status=422)
    try:
        with transaction():
            programme = services.add_programme(**form.facts(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", programme_id=programme.id))


@bp.get("/<int:programme_id>/edit")
@guarded_by(policy.can_manage_programme, queries.get_programme_whole)
def edit(_person: Person, programme: Programme) -> ResponseReturnValue:
    """What is known of it, to mend."""
    return _form(ProgrammeForm.of(programme), programme)


@bp.post("/<int:programme_id>/edit")
@guarded_by(policy.can_manage_programme, queries.get_programme_whole)
def mend(person: Person, programme: Programme) -> ResponseReturnValue:
    """Save it."""
    form = _offered(ProgrammeForm(), programme)
    if not form.validate_on_submit():
        return _form(form, programme, status=422)
    try:
        with transaction():
            services.edit_programme(programme, **form.facts(), seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        form.compare(programme, _offered(ProgrammeForm.of(programme), programme), last_change_of(programme))
        return _form(form, programme, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, programme, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", programme_id=programme.id))


@bp.post("/<int:programme_id>/end")
@guarded_by(policy.can_manage_programme, queries.get_programme_whole)
def end(person: Person, programme: Programme) -> ResponseReturnValue:
    """Close it: from now on it can only be read."""
    words = gettext("Ended. Everything in this programme can still be read; nothing in it changes any more.")
    return _act(programme, lambda: services.end_programme(programme, by=person, at=clock.now()), words)


@bp.post("/<int:programme_id>/resume")
@guarded_by(policy.can_manage_programme, queries.get_programme_whole)
def resume(person: Person, programme: Programme) -> ResponseReturnValue:
    """Let it go on."""
    words = gettext("Taken up again.")
    return _act(programme, lambda: services.resume_programme(programme, by=person, at=clock.now()), words)


def _act(programme: Programme, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for(".show", programme_id=programme.id)
    return act(verb, words=words, onward=onward, again=lambda status: _page(programme, status=status))


def _page(programme: Programme, *, status: int = 200) -> ResponseReturnValue:
    kinds = list(UnitKind)
    members = sorted(programme.members, key=lambda unit: (kinds.index(unit.kind), unit.sort_key))
    page = render_template(
        "office/programmes/show.html", of=programme, members=members, events=story_of(programme), today=clock.today()
    )
    return page, status


def _offered(form: ProgrammeForm, programme: Programme | None = None) -> ProgrammeForm:
    standing = programme.standing_unit if programme is not None else None
    return form.offer(queries.existing_units(on=clock.today()), standing=standing)


def _form(form: ProgrammeForm, programme: Programme | None = None, *, status: int = 200) -> ResponseReturnValue:
    page = render_template("office/programmes/form.html", form=_offered(form, programme), of=programme)
    return page, status

"""Groups of units: the list, one group, adding, mending and ending one."""

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
from tracker.office.forms import GroupForm
from tracker.office.models import Person, UnitGroup
from tracker.office.sheets import download_groups

bp = Blueprint("unit_groups", __name__, url_prefix="/unit-groups")


@bp.get("/")
@guarded_by(policy.can_manage_office)
def index(_person: Person) -> ResponseReturnValue:
    """The groups that documents address."""
    ended = request.args.get("ended") == "1"
    rows = queries.groups(ended=ended)
    if wants_sheet():
        return download_groups(rows)
    return render_template("office/groups/index.html", rows=rows, ended=ended)


@bp.get("/<int:group_id>")
@guarded_by(policy.can_manage_group, queries.get_group)
def show(_person: Person, group: UnitGroup) -> ResponseReturnValue:
    """One group: what it is called, whom it means today."""
    return _page(group)


@bp.get("/new")
@guarded_by(policy.can_manage_office)
def new(_person: Person) -> ResponseReturnValue:
    """The empty form."""
    return _form(GroupForm())


@bp.post("/new")
@guarded_by(policy.can_manage_office)
def add(person: Person) -> ResponseReturnValue:
    """Enter it."""
    form = _offered(GroupForm())
    if not form.validate_on_submit():
        return _form(form, status=422)
    try:
        with transaction():
            group = services.add_group(**form.facts(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", group_id=group.id))


@bp.get("/<int:group_id>/edit")
@guarded_by(policy.can_manage_group, queries.get_group)
def edit(_person: Person, group: UnitGroup) -> ResponseReturnValue:
    """What is known of it, to mend."""
    return _form(GroupForm.of(group), group)


@bp.post("/<int:group_id>/edit")
@guarded_by(policy.can_manage_group, queries.get_group)
def mend(person: Person, group: UnitGroup) -> ResponseReturnValue:
    """Save it."""
    form = _offered(GroupForm())
    if not form.validate_on_submit():
        return _form(form, group, status=422)
    try:
        with transaction():
            services.edit_group(group, **form.facts(), seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        form.compare(group, _offered(GroupForm.of(group)), last_change_of(group))
        return _form(form, group, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, group, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", group_id=group.id))


@bp.post("/<int:group_id>/end")
@guarded_by(policy.can_manage_group, queries.get_group)
def end(person: Person, group: UnitGroup) -> ResponseReturnValue:
    """Offer it to nobody any more."""
    words = gettext("Ended. Nothing new is addressed to this group; what was addressed to it stays.")
    return _act(group, lambda: services.end_group(group, by=person, at=clock.now()), words)


@bp.post("/<int:group_id>/resume")
@guarded_by(policy.can_manage_group, queries.get_group)
def resume(person: Person, group: UnitGroup) -> ResponseReturnValue:
    """Offer it again."""
    words = gettext("Taken up again.")
    return _act(group, lambda: services.resume_group(group, by=person, at=clock.now()), words)


def _act(group: UnitGroup, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for(".show", group_id=group.id)
    return act(verb, words=words, onward=onward, again=lambda status: _page(group, status=status))


def _page(group: UnitGroup, *, status: int = 200) -> ResponseReturnValue:
    meant = queries.meant_by(group, on=clock.today())
    return render_template("office/groups/show.html", group=group, meant=meant, events=story_of(group)), status


def _offered(form: GroupForm) -> GroupForm:
    return form.offer(queries.existing_units(on=clock.today()))


def _form(form: GroupForm, group: UnitGroup | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("office/groups/form.html", form=_offered(form), group=group), status

"""A person leaves: who takes over what, seen before it is done."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import db, transaction
from tracker.core.errors import RuleBroken
from tracker.office.labels import ROLE_KIND
from tracker.office.models import Person
from tracker.office.queries import find_person
from tracker.succession import policy, queries, services
from tracker.succession.forms import HandOverForm, meta_of
from tracker.succession.services import Leaving
from tracker.succession.views.changes import bp


@bp.get("/people/<int:person_id>/hand-over")
@guarded_by(policy.can_hand_over, find_person, freshly=True)
def hand_over(_person: Person, leaver: Person) -> ResponseReturnValue:
    """The form; once it is filled in, what would pass on and what stays."""
    form = _form_of(leaver, request.args)
    filled = "successor" in request.args
    if filled and not form.validate():
        return _show(leaver, form, status=422)
    return _show(leaver, form, sure=filled)


@bp.post("/people/<int:person_id>/hand-over")
@guarded_by(policy.can_hand_over, find_person, freshly=True)
def pass_on(person: Person, leaver: Person) -> ResponseReturnValue:
    """Do it."""
    form = _form_of(leaver, request.form)
    if not form.validate():
        return _show(leaver, form, status=422)
    try:
        with transaction():
            services.hand_over(leaver, _leaving(form), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _show(leaver, form, status=422)
    flash(gettext("Saved: %(person)s has handed over.", person=leaver.full_name), "done")
    return redirect(url_for("people.show", person_id=leaver.id))


def _leaving(form: HandOverForm) -> Leaving:
    successor = db.session.get_one(Person, form.successor.data)
    return Leaving(successor=successor, on=form.day.data or clock.today(), role_ids=frozenset(form.roles.data or ()))


def _form_of(leaver: Person, sent: Any) -> HandOverForm:
    """Filled with what was sent; before that, all roles pass on today."""
    today = clock.today()
    leaves = queries.what_leaves(leaver, on=today)
    every = [role.id for role in leaves.roles]
    form = HandOverForm(sent or None, meta=meta_of(request.method), roles=every, day=today)
    form.leaves = leaves
    form.successor.offer(queries.people_who_stay(leaver, on=today))
    form.roles.choices = [
        (role.id, f"{gettext(ROLE_KIND[role.kind])} – {role.scope}" if role.scope else gettext(ROLE_KIND[role.kind]))
        for role in leaves.roles
    ]
    return form


def _show(leaver: Person, form: HandOverForm, *, sure: bool = False, status: int = 200) -> ResponseReturnValue:
    chosen = dict(form.successor.choices).get(form.successor.data, "")
    return (
        render_template(
            "succession/hand_over.html", leaver=leaver, form=form, leaves=form.leaves, sure=sure, successor=chosen
        ),
        status,
    )

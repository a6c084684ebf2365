"""Schemes of ratings: all of them with what they demand, the office's own editions, mending and ending."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.schemes import SchemeForm
from tracker.standing.models import RatingScheme
from tracker.standing.queries.schemes import edition_of, editions_of, get_scheme, known_schemes
from tracker.standing.rules.schemes import Scheme
from tracker.standing.rules.shipped_schemes import shipped_called
from tracker.standing.services import schemes as services

bp = Blueprint("rating_schemes", __name__, url_prefix="/rating-schemes")


@bp.get("/")
@guarded_by(policy.can_see_schemes)
def index(person: Person) -> ResponseReturnValue:
    """Every scheme in its newest edition."""
    may_manage = policy.can_manage_schemes(person)
    return render_template("standing/ratings/schemes/index.html", lines=known_schemes(), may_manage=may_manage)


@bp.get("/<int:scheme_id>")
@guarded_by(policy.can_view_scheme, get_scheme)
def show(person: Person, scheme: RatingScheme) -> ResponseReturnValue:
    """One edition."""
    return _page(person, scheme)


@bp.get("/new")
@guarded_by(policy.can_manage_schemes)
def new(_person: Person) -> ResponseReturnValue:
    """An empty form, or that of a shipped scheme (`?from=`) to make the office's own edition of."""
    shipped = shipped_called(request.args.get("from", ""))
    if shipped is None:
        return _form(SchemeForm(formdata=None))
    kept = edition_of(shipped.key)
    if kept is not None:
        return redirect(url_for(".edit", scheme_id=kept.id))
    return _form(SchemeForm.of(shipped, shipped.scheme, key=shipped.key))


@bp.post("/new")
@guarded_by(policy.can_manage_schemes)
def add(person: Person) -> ResponseReturnValue:
    """Enter it."""
    form = SchemeForm()
    key: str = form.key.data or ""
    facts: dict[str, Any] = {"by": person, "at": clock.now()}
    if key:
        return _save(form, None, lambda: services.mend_shipped(key, form.facts(), **facts))
    return _save(form, None, lambda: services.add_scheme(form.facts(), **facts))


@bp.get("/<int:scheme_id>/edit")
@guarded_by(policy.can_manage_scheme, get_scheme, sees=policy.can_view_scheme)
def edit(_person: Person, scheme: RatingScheme) -> ResponseReturnValue:
    """What it says, to mend."""
    return _form(SchemeForm.of(scheme, Scheme.read(scheme.content)), scheme)


@bp.post("/<int:scheme_id>/edit")
@guarded_by(policy.can_manage_scheme, get_scheme, sees=policy.can_view_scheme)
def mend(person: Person, scheme: RatingScheme) -> ResponseReturnValue:
    """Make its next edition."""
    form = SchemeForm()
    return _save(form, scheme, lambda: services.mend_scheme(scheme, form.facts(), by=person, at=clock.now()))


@bp.post("/<int:scheme_id>/end")
@guarded_by(policy.can_manage_scheme, get_scheme, sees=policy.can_view_scheme)
def end(person: Person, scheme: RatingScheme) -> ResponseReturnValue:
    """Offer it for no further rating."""
    words = gettext("Ended. Nothing is proposed by this scheme any more; ratings that were, stay.")
    return _act(person, scheme, lambda: services.end_scheme(scheme, by=person, at=clock.now()), words)


@bp.post("/<int:scheme_id>/resume")
@guarded_by(policy.can_manage_scheme, get_scheme, sees=policy.can_view_scheme)
def resume(person: Person, scheme: RatingScheme) -> ResponseReturnValue:
    """Offer it again."""
    words = gettext("Taken up again.")
    return _act(person, scheme, lambda: services.resume_scheme(scheme, by=person, at=clock.now()), words)


def _save(form: SchemeForm, scheme: RatingScheme | None, verb: Callable[[], RatingScheme]) -> ResponseReturnValue:
    if not form.validate_on_submit() or not form.reads():
        return _form(form, scheme, status=422)
    try:
        with transaction():
            saved = verb().id
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, scheme, status=409 if isinstance(refusal, ChangedMeanwhile) else 422)
    flash(gettext("Saved. Ratings that were proposed before keep the edition that they were proposed by."), "done")
    return redirect(url_for(".show", scheme_id=saved))


def _act(person: Person, scheme: RatingScheme, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for(".show", scheme_id=scheme.id)
    return act(verb, words=words, onward=onward, again=lambda status: _page(person, scheme, status=status))


def _page(person: Person, scheme: RatingScheme, *, status: int = 200) -> ResponseReturnValue:
    editions = editions_of(scheme.key)
    may_manage = policy.can_manage_scheme(person, scheme) and editions[0].id == scheme.id
    facts: dict[str, Any] = {"kept": scheme, "scheme": Scheme.read(scheme.content), "editions": editions}
    facts["events"] = story_of(scheme) if may_manage else []
    return render_template("standing/ratings/schemes/show.html", may_manage=may_manage, **facts), status


def _form(form: SchemeForm, scheme: RatingScheme | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("standing/ratings/schemes/form.html", form=form, kept=scheme), status

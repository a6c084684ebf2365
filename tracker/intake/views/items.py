"""One proposal: mending it in place, accepting it, dropping it, proposing it again."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere, RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.problems import said
from tracker.intake import policy, queries, services
from tracker.intake.forms import MendForm, SeenForm, form_for
from tracker.intake.models import IntakeItem, ItemState
from tracker.intake.views.pages import item_facts
from tracker.office.models import Person

bp = Blueprint("proposals", __name__, url_prefix="/intake/proposals")


@bp.get("/<int:item_id>")
@guarded_by(policy.can_review_item, queries.get_item)
def show(person: Person, item: IntakeItem) -> ResponseReturnValue:
    """The row as it stands, or its place in the page of the whole document."""
    return _row(item) if wants_fragment() else redirect(_place_of(item))


@bp.get("/<int:item_id>/mend")
@guarded_by(policy.can_review_item, queries.get_item)
def edit(person: Person, item: IntakeItem) -> ResponseReturnValue:
    """The row opened to be mended, or a page with its form."""
    if item.state is not ItemState.PROPOSED:
        return _row(item) if wants_fragment() else redirect(_place_of(item))
    return _open(item, form_for(item))


@bp.post("/<int:item_id>/mend")
@guarded_by(policy.can_review_item, queries.get_item)
def mend(person: Person, item: IntakeItem) -> ResponseReturnValue:
    """Save what was mended; it stays a proposal."""
    return _mend(item, lambda form, seen: _save(item, form, seen=seen, by=person))


@bp.post("/<int:item_id>/mend-and-accept")
@guarded_by(policy.can_review_item, queries.get_item)
def mend_and_accept(person: Person, item: IntakeItem) -> ResponseReturnValue:
    """Save what was mended, and let it enter the tracker."""

    def both(form: MendForm, seen: int) -> None:
        _save(item, form, seen=seen, by=person)
        services.accept_item(item, seen=item.version, by=person, at=clock.now())

    return _mend(item, both)


@bp.post("/<int:item_id>/accept")
@guarded_by(policy.can_review_item, queries.get_item)
def accept(person: Person, item: IntakeItem) -> ResponseReturnValue:
    """Let it enter the tracker as it is."""
    return _act(item, lambda seen: services.accept_item(item, seen=seen, by=person, at=clock.now()))


@bp.post("/<int:item_id>/drop")
@guarded_by(policy.can_review_item, queries.get_item)
def drop(person: Person, item: IntakeItem) -> ResponseReturnValue:
    """Leave it out."""
    return _act(item, lambda seen: services.drop_item(item, seen=seen, by=person, at=clock.now()))


@bp.post("/<int:item_id>/propose-again")
@guarded_by(policy.can_review_item, queries.get_item)
def propose_again(person: Person, item: IntakeItem) -> ResponseReturnValue:
    """Take it up again."""
    return _act(item, lambda seen: services.propose_again(item, seen=seen, by=person, at=clock.now()))


def _save(item: IntakeItem, form: MendForm, *, seen: int, by: Person) -> None:
    services.mend_item(item, form.facts(), seen=seen, by=by, at=clock.now())


def _mend(item: IntakeItem, verb: Callable[[MendForm, int], None]) -> ResponseReturnValue:
    """One act with a form: the row as it stands afterwards, or the form with all that was typed."""
    form = form_for(item)
    facts = item_facts(item, form)
    if not form.validate_on_submit():
        return _answer(item, 422, form=form, **facts)
    try:
        with transaction():
            verb(form, form.seen)
    except ChangedMeanwhile:
        saved = _unsent(item)
        item_facts(item, saved)  # gives it its choices
        form.compare(item, saved, last_change_of(item))
        return _open(item, form, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _open(item, form, status=422)
    return _done(item)


def _act(item: IntakeItem, verb: Callable[[int], None]) -> ResponseReturnValue:
    """One act of a button. What can be mended is refused with the form open beside it."""
    seen = SeenForm().seen
    try:
        with transaction():
            verb(seen)
    except (ChangedMeanwhile, NotFromHere) as refusal:
        return _refused(item, said(refusal), 409 if isinstance(refusal, ChangedMeanwhile) else 422)
    except RuleBroken as refusal:
        form = _unsent(item)
        form.refuse(refusal)
        return _open(item, form, status=422)
    return _done(item)


def _unsent(item: IntakeItem) -> MendForm:
    """The form as if it had just been opened: a button sends no fields."""
    return form_for(item, sent=False)


def _done(item: IntakeItem) -> ResponseReturnValue:
    if wants_fragment():
        return _row(item, events={"intake-changed": {}})
    flash(gettext("Saved."), "done")
    return redirect(_place_of(item))


def _row(item: IntakeItem, *, events: dict[str, object] | None = None) -> ResponseReturnValue:
    return fragment("intake/_item.html", events=events, **item_facts(item))


def _refused(item: IntakeItem, words: str, status: int) -> ResponseReturnValue:
    return _answer(item, status, problem=words, **item_facts(item))


def _open(item: IntakeItem, form: MendForm, *, status: int = 200) -> ResponseReturnValue:
    return _answer(item, status, form=form, **item_facts(item, form))


def _answer(item: IntakeItem, status: int, *, form: MendForm | None = None, **facts: Any) -> ResponseReturnValue:
    for field in form or ():
        field.id = f"{field.name}-{item.id}"  # several rows may be open at once
    if wants_fragment():
        return fragment("intake/_item.html", status=status, form=form, **facts)
    return render_template("intake/item.html", form=form, back=_place_of(item), **facts), status


def _place_of(item: IntakeItem) -> str:
    return url_for("intake.show", intake_id=item.intake_id, _anchor=f"item-{item.id}")

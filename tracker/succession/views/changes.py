"""Changes of units: what is planned and done, a new one with its preview, carrying out, cancelling."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.office.models import Person
from tracker.succession import policy, queries, services
from tracker.succession.decisions import Decision, read, with_choices
from tracker.succession.forms import FORMS, ChangeForm, SeenForm, choices_in, meta_of
from tracker.succession.labels import KIND, STATE, TONE, options
from tracker.succession.models import ChangeKind, ChangeState, UnitChange
from tracker.succession.rules import check
from tracker.succession.sheets import download_changes

bp = Blueprint("succession", __name__)
LABELS: dict[str, Any] = {"kind": KIND, "state": STATE, "tone": TONE}


@bp.get("/succession/")
@guarded_by(policy.can_change_units)
def index(_person: Person) -> ResponseReturnValue:
    """Planned and done changes."""
    kind, state = request.args.get("kind"), request.args.get("state")
    rows = queries.changes(
        kind=ChangeKind(kind) if kind in set(ChangeKind) else None,
        state=ChangeState(state) if state in set(ChangeState) else None,
    )
    if wants_sheet():
        return download_changes(rows)
    filters = {"kind": options(KIND), "state": options(STATE)}
    facts: dict[str, Any] = {"rows": rows, "labels": LABELS, "options": filters, "chosen": request.args}
    return page_or_fragment("succession/index.html", "succession/_changes.html", **facts)


@bp.get("/succession/new")
@guarded_by(policy.can_change_units, freshly=True)
def new(_person: Person) -> ResponseReturnValue:
    """The form of one kind of change, empty or as it was before the preview."""
    return _form(_form_of(request.args))


@bp.get("/succession/preview")
@guarded_by(policy.can_change_units, freshly=True)
def preview(_person: Person) -> ResponseReturnValue:
    """What the change would move, and what stays; nothing is changed yet."""
    form = _form_of(request.args)
    if not form.validate():
        return _form(form, status=422)
    decision = form.decision(choices_in(request.args))
    try:
        check(decision, queries.known_for(decision), today=clock.today())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    return _preview(form, decision)


@bp.post("/succession/")
@guarded_by(policy.can_change_units, freshly=True)
def decide(person: Person) -> ResponseReturnValue:
    """Do it, or keep it for its day."""
    form = _form_of(request.form)
    if not form.validate():
        return _form(form, status=422)
    decision = form.decision(choices_in(request.form))
    decision = with_choices(decision, decision.choices)
    try:
        with transaction():
            change = services.decide(decision, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    done = change.state is ChangeState.DONE
    flash(gettext("Done. What moved is told below.") if done else gettext("Saved. It waits for its day."), "done")
    return redirect(url_for(".show", change_id=change.id))


@bp.get("/succession/<int:change_id>")
@guarded_by(policy.can_change_units, queries.get_change)
def show(_person: Person, change: UnitChange) -> ResponseReturnValue:
    """One change: what was decided, what it would move, its story."""
    return _show(change, SeenForm(obj=change))


@bp.post("/succession/<int:change_id>/carry-out")
@guarded_by(policy.can_change_units, queries.get_change, freshly=True)
def carry_out(person: Person, change: UnitChange) -> ResponseReturnValue:
    """Do what was planned, without waiting for the worker."""
    return _act(change, lambda _seen: services.carry_out(change, by=person, at=clock.now()))


@bp.post("/succession/<int:change_id>/cancel")
@guarded_by(policy.can_change_units, queries.get_change, freshly=True)
def cancel(person: Person, change: UnitChange) -> ResponseReturnValue:
    """Let nothing come of it."""
    return _act(change, lambda seen: services.cancel(change, seen=seen, by=person, at=clock.now()))


def _act(change: UnitChange, verb: Callable[[int], None]) -> ResponseReturnValue:
    form = SeenForm()
    try:
        with transaction():
            verb(form.version.data or 0)
    except RuleBroken as refusal:
        form.refuse(refusal)
        form.version.raw_data = [str(change.version)]
        return _show(change, form, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", change_id=change.id))


def _form_of(sent: Any) -> ChangeForm:
    """The form of the kind asked for, filled with what was sent; a kind that is none is not found."""
    kind = sent.get("kind", ChangeKind.MERGE.value)
    if kind not in set(ChangeKind):
        raise NotFound
    form = FORMS[ChangeKind(kind)](sent if len(sent) > 1 else None, meta=meta_of(request.method))
    sending = request.method == "POST"  # a unit that has just ended is refused by the rules, in words
    form.offer(queries.units_to_choose(clock.today(), ended=sending))
    return form


def _form(form: ChangeForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("succession/new.html", form=form, kinds=KIND, kind=form.kind_of_change), status


def _preview(form: ChangeForm, decision: Decision) -> ResponseReturnValue:
    seen, waiting = queries.preview(decision), current_app.extensions["succession_waiting"]
    return render_template(
        "succession/preview.html",
        form=form,
        decision=decision,
        seen=seen,
        waiting=waiting(decision.unit_ids),
        before=[unit.name for unit in seen.units],
        back=f"{url_for('.new')}?{request.query_string.decode()}",
        sent=request.args.items(multi=True),
        today=clock.today(),
        labels=LABELS,
    )


def _show(change: UnitChange, form: SeenForm, *, status: int = 200) -> ResponseReturnValue:
    planned = change.state is ChangeState.PLANNED
    decision = read(change)
    page = render_template(
        "succession/show.html",
        change=change,
        before=queries.called_before(change),
        decision=decision,
        form=form,
        seen=queries.preview(decision) if planned else None,
        is_due=planned and change.takes_effect_on <= clock.today(),
        why=_told(**change.refusal) if change.refusal else "",
        events=story_of(change),
        labels=LABELS,
    )
    return page, status


def _told(message: str, parameters: dict[str, Any]) -> str:
    """Why it could not be carried out, in the reader's language."""
    return str(gettext(message, **parameters))

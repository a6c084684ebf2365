"""Amendments: entering one, what it changed, withdrawing it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.documents.queries import documents_seen_by, get_document
from tracker.office.models import Person
from tracker.plans import policy, queries, rules, services
from tracker.plans.forms.targets import AmendmentForm, EndForm
from tracker.plans.models import Amendment, Target
from tracker.plans.queries.comparing import comparison_of

bp = Blueprint("amendments", __name__)


@bp.get("/targets/<int:target_id>/amendments/new")
@guarded_by(policy.can_edit_target, queries.get_target, sees=policy.can_view_target)
def new(person: Person, target: Target) -> ResponseReturnValue:
    """The form, with what is in force today."""
    empty = {"words": "", "since": None, "document": 0, "reallocated": False}
    return _form(AmendmentForm(rules.in_force(target, clock.today()), **empty), person, target)


@bp.post("/targets/<int:target_id>/amendments/new")
@guarded_by(policy.can_edit_target, queries.get_target, sees=policy.can_view_target)
def add(person: Person, target: Target) -> ResponseReturnValue:
    """Let the target change from a day on."""
    form = _offered(AmendmentForm(), person, target)
    if not form.validate_on_submit():
        return _form(form, person, target, status=422)
    try:
        with transaction():
            amendment = services.amend_target(
                target,
                form.facts(),
                since=form.since.data or target.began_on,  # it is required
                document=get_document(form.document.data),
                words=form.words.data or "",
                reallocated=form.reallocated.data,
                by=person,
                at=clock.now(),
            )
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, person, target, status=422)
    flash(gettext("Saved. What was in force before can still be seen."), "done")
    return redirect(url_for(".show", amendment_id=amendment.id))


@bp.get("/amendments/<int:amendment_id>")
@guarded_by(policy.can_view_amendment, queries.get_amendment)
def show(person: Person, amendment: Amendment) -> ResponseReturnValue:
    """Before and after, side by side."""
    return render_template(
        "plans/targets/amendment.html",
        amendment=amendment,
        target=amendment.target,
        compared=comparison_of(amendment),
        may_edit=policy.can_edit_amendment(person, amendment) and amendment.ended_at is None,
    )


@bp.get("/amendments/<int:amendment_id>/withdraw")
@guarded_by(policy.can_edit_amendment, queries.get_amendment, sees=policy.can_view_amendment)
def ask_withdraw(_person: Person, amendment: Amendment) -> ResponseReturnValue:
    """Ask for the reason."""
    return _withdraw(EndForm(), amendment)


@bp.post("/amendments/<int:amendment_id>/withdraw")
@guarded_by(policy.can_edit_amendment, queries.get_amendment, sees=policy.can_view_amendment)
def withdraw(person: Person, amendment: Amendment) -> ResponseReturnValue:
    """Take it back."""
    form = EndForm()
    if not form.validate_on_submit():
        return _withdraw(form, amendment, status=422)
    return save(
        form,
        lambda: services.withdraw_amendment(amendment, words=form.words.data or "", by=person, at=clock.now()),
        words=gettext("Withdrawn. The target demands what it demanded without it."),
        onward=url_for("targets.show", target_id=amendment.target_id),
        again=lambda status: _withdraw(form, amendment, status=status),
    )


def _withdraw(form: EndForm, amendment: Amendment, *, status: int = 200) -> ResponseReturnValue:
    facts = {"amendment": amendment, "target": amendment.target}
    return render_template("plans/targets/withdraw.html", form=form, **facts), status


def _offered(form: AmendmentForm, person: Person, target: Target) -> AmendmentForm:
    documents = documents_seen_by(person, programme_id=target.plan.programme_id)
    labelled = (
        (row.id, ", ".join(filter(None, (row.label, f"{row.issued_on:%d/%m/%Y}" if row.issued_on else ""))))
        for row in documents
    )
    return form.offer(list(labelled))


def _form(form: AmendmentForm, person: Person, target: Target, *, status: int = 200) -> ResponseReturnValue:
    terms = rules.in_force(target, clock.today())
    page = render_template("plans/targets/amend.html", form=_offered(form, person, target), target=target, terms=terms)
    return page, status

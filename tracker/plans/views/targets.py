"""Targets: the list of a programme, one target, setting, mending and ending one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_about
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.office.context import chosen_programme, day_asked
from tracker.office.models import Person
from tracker.office.queries import members_of
from tracker.plans import policy, queries, rules, services
from tracker.plans.forms.targets import EndForm, TargetForm
from tracker.plans.models import Plan, Target
from tracker.plans.queries.units import figures_of
from tracker.plans.rules import Outcome
from tracker.plans.sheets import download_figures, download_targets

bp = Blueprint("targets", __name__)


@bp.get("/targets/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The targets of the programme in a year, of all together or of one unit."""
    programme, year = chosen_programme(person), chosen_quarter().year
    on, problem = day_asked(year=year)
    units = {unit.id: unit.name for unit in members_of(programme.id, on=on)}
    unit_id = request.args.get("unit", type=int)
    chosen = {name: request.args.get(name, "") for name in ("q", "on", "sort", "outcome")}
    rows = queries.target_rows(
        person,
        programme_id=programme.id,
        year=year,
        on=on,
        unit_id=unit_id if unit_id in units else None,
        words=chosen["q"],
        wanted=Outcome(chosen["outcome"]) if chosen["outcome"] in set(Outcome) else None,
        sort=chosen["sort"],
    )
    if wants_sheet():
        return download_targets(rows, unit=units.get(unit_id or 0))
    facts: dict[str, Any] = {"rows": rows, "chosen": chosen, "units": units, "unit_id": unit_id, "year": year}
    return page_or_fragment("plans/targets/index.html", "plans/targets/_targets.html", on=on, problem=problem, **facts)


@bp.get("/targets/<int:target_id>")
@guarded_by(policy.can_view_target, queries.get_target)
def show(person: Person, target: Target) -> ResponseReturnValue:
    """One target on a day: what it demands, its shares, what was measured, its amendments."""
    on, problem = day_asked(year=target.plan.year)
    figures = figures_of(target, on=on)
    if wants_sheet():
        return download_figures(target, rules.in_force(target, on), figures)
    return render_template(
        "plans/targets/show.html",
        target=target,
        terms=rules.in_force(target, on),
        figures=figures,
        on=on,
        problem=problem,
        stands=rules.counts_on(target, on),
        shared_by=rules.allocations_of(target, on),
        may_edit=policy.can_edit_target(person, target) and target.ended_on is None,
        may_measure=policy.can_measure(person, target) and target.ended_on is None and target.counted_by is None,
        events=story_about(target),
    )


@bp.get("/plans/<int:plan_id>/targets/new")
@guarded_by(policy.can_edit, queries.get_plan, sees=policy.can_view)
def new(_person: Person, plan: Plan) -> ResponseReturnValue:
    """The empty form."""
    return _form(TargetForm(), plan)


@bp.post("/plans/<int:plan_id>/targets/new")
@guarded_by(policy.can_edit, queries.get_plan, sees=policy.can_view)
def add(person: Person, plan: Plan) -> ResponseReturnValue:
    """Set the target."""
    form = TargetForm()
    if not form.validate_on_submit():
        return _form(form, plan, status=422)
    try:
        with transaction():
            target = services.add_target(plan, form.facts(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, plan, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", target_id=target.id))


@bp.get("/targets/<int:target_id>/edit")
@guarded_by(policy.can_edit_target, queries.get_target, sees=policy.can_view_target)
def edit(_person: Person, target: Target) -> ResponseReturnValue:
    """The target as it was set, to mend."""
    return _form(TargetForm(target), target.plan, target)


@bp.post("/targets/<int:target_id>/edit")
@guarded_by(policy.can_edit_target, queries.get_target, sees=policy.can_view_target)
def mend(person: Person, target: Target) -> ResponseReturnValue:
    """Save it."""
    form = TargetForm()
    if not form.validate_on_submit():
        return _form(form, target.plan, target, status=422)
    return save(
        form,
        lambda: services.mend_target(target, form.facts(), seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for(".show", target_id=target.id),
        again=lambda status: _form(form, target.plan, target, status=status),
        compare=lambda: form.compare(target, TargetForm(target), last_change_of(target)),
    )


@bp.get("/targets/<int:target_id>/end")
@guarded_by(policy.can_edit_target, queries.get_target, sees=policy.can_view_target)
def ask_end(_person: Person, target: Target) -> ResponseReturnValue:
    """Ask for the reason."""
    return _end(EndForm(), target)


@bp.post("/targets/<int:target_id>/end")
@guarded_by(policy.can_edit_target, queries.get_target, sees=policy.can_view_target)
def end(person: Person, target: Target) -> ResponseReturnValue:
    """Let it count no more."""
    form = EndForm()
    if not form.validate_on_submit():
        return _end(form, target, status=422)
    return save(
        form,
        lambda: services.end_target(target, words=form.words.data or "", by=person, at=clock.now()),
        words=gettext("Ended. The target and its figures can still be read."),
        onward=url_for(".show", target_id=target.id),
        again=lambda status: _end(form, target, status=status),
    )


def _end(form: EndForm, target: Target, *, status: int = 200) -> ResponseReturnValue:
    return render_template("plans/targets/end.html", form=form, target=target), status


def _form(form: TargetForm, plan: Plan, target: Target | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("plans/targets/form.html", form=form, plan=plan, target=target), status

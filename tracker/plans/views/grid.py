"""The grid of a plan: its targets shared out to units, filled like a spreadsheet."""

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import here, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.office import queries as office
from tracker.office.models import Person
from tracker.plans import labels, policy
from tracker.plans.forms.grid import GridForm, seen_now
from tracker.plans.forms.narrowing import Narrowed, choices_of, narrow
from tracker.plans.grid_sheet import download_grid
from tracker.plans.models import Amendment, Plan
from tracker.plans.queries import grid as queries
from tracker.plans.queries.grid import Grid
from tracker.plans.rules.shares import Cell, CellsChanged, CellsRefused
from tracker.plans.services.allocating import CellChange, save_amended_grid, save_grid

bp = Blueprint("grid", __name__)


@bp.get("/plans/<int:plan_id>/grid")
@guarded_by(policy.can_view, queries.plan_of_grid)
def show(person: Person, plan: Plan) -> ResponseReturnValue:
    """Targets by units, as they are in force today."""
    grid = queries.grid_of_plan(plan, on=clock.today())
    return _answer(grid, may_edit=policy.can_edit(person, plan))


@bp.post("/plans/<int:plan_id>/grid")
@guarded_by(policy.can_edit, queries.plan_of_grid, sees=policy.can_view)
def save(person: Person, plan: Plan) -> ResponseReturnValue:
    """Save the cells that were changed, or none."""

    def read(typed: set[Cell]) -> Grid:
        fresh = queries.plan_of_grid(plan.id)
        assert fresh is not None
        return queries.grid_of_plan(fresh, on=clock.today(), typed=typed)

    return _save(read, lambda changes: save_grid(plan, changes, on=clock.today(), by=person, at=clock.now()))


@bp.get("/amendments/<int:amendment_id>/grid")
@guarded_by(policy.can_view_amendment, queries.amendment_of_grid)
def show_amended(person: Person, amendment: Amendment) -> ResponseReturnValue:
    """How an amendment shares its target out, under what stood before."""
    grid = queries.grid_of_amendment(amendment, on=clock.today())
    may_edit = policy.can_edit_amendment(person, amendment) and amendment.ended_at is None
    return _answer(grid, may_edit=may_edit)


@bp.post("/amendments/<int:amendment_id>/grid")
@guarded_by(policy.can_edit_amendment, queries.amendment_of_grid, sees=policy.can_view_amendment)
def save_amended(person: Person, amendment: Amendment) -> ResponseReturnValue:
    """Save its cells."""

    def read(typed: set[Cell]) -> Grid:
        fresh = queries.amendment_of_grid(amendment.id)
        assert fresh is not None
        return queries.grid_of_amendment(fresh, on=clock.today(), typed=typed)

    today, at = clock.today(), clock.now()
    return _save(read, lambda changes: save_amended_grid(amendment, changes, on=today, by=person, at=at))


def _save(read: Callable[[set[Cell]], Grid], verb: Callable[[Sequence[CellChange]], None]) -> ResponseReturnValue:
    """Judge the cells, save those that were changed; else the grid as it was typed, with words beside the cells."""
    form = GridForm()
    grid = read(form.typed)
    changes = form.read(grid)
    if not form.validate_on_submit() or form.problems:
        return _answer(grid, form, status=422)
    try:
        with transaction():
            verb(changes)
    except CellsChanged as clash:
        form.clashes = dict.fromkeys(clash.cells, "") | queries.who_saved(clash.cells)
        return _answer(read(form.typed), form, status=409)
    except CellsRefused as refusal:
        form.tell(refusal.cells)
        return _answer(read(form.typed), form, status=422)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _answer(read(form.typed), form, status=422)
    flash(gettext("Saved.") if changes else gettext("Nothing was changed, so nothing was saved."), "done")
    return redirect(here(), 303)


def _answer(
    grid: Grid, form: GridForm | None = None, *, may_edit: bool = True, status: int = 200
) -> ResponseReturnValue:
    form = form or GridForm()
    groups = office.groups()
    chosen = Narrowed.chosen(request.args)
    shown = narrow(grid, chosen, groups)
    if wants_sheet():
        return download_grid(shown, counts=chosen.counts)
    form.seen.data = seen_now(shown.rows, grid.units)
    return render_template(
        "plans/grid.html",
        grid=grid,
        shown=shown,
        form=form,
        plan=grid.plan,
        amendment=grid.amendment,
        may_edit=may_edit,
        chosen=chosen,
        choices=choices_of(grid, groups),
        labels=labels,
    ), status

"""The tasks of an earlier plan, copied to a new one with their years moved on."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.forms import Form
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme
from tracker.plans.queries import PlanRow, plans_seen_by
from tracker.tasks import policy
from tracker.tasks.forms.copying import CopiedTaskForm
from tracker.tasks.queries.bulk import KnownInProgramme, known_in_programme
from tracker.tasks.queries.copying import CopyRow, Heirs, Whole, heirs_of, tasks_of, years_with_tasks
from tracker.tasks.rules.copying import NotEarlier, moved_quarter
from tracker.tasks.services.copying import copy_tasks

bp = Blueprint("task_copying", __name__, url_prefix="/tasks/copy")
MOST = 150  # tasks on one page: their titles must fit into one form


@dataclass(frozen=True, slots=True)
class Choice:
    """From where to where, and between what one may choose."""

    programme: Programme
    source: Whole
    target: Whole
    sources: Mapping[str, str]
    targets: Mapping[str, str]

    @property
    def is_onward(self) -> bool:
        """Whether it goes from an earlier plan to a later one."""
        return self.source != self.target and self.source.year <= self.target.year

    @property
    def args(self) -> dict[str, object]:
        """For addresses of this page; years that are not written in a deadline are the target's."""
        quarter = f"{self.target.year}-Q1"
        return {"source": self.source, "target": self.target, "quarter": quarter, "programme": self.programme.id}


@bp.get("")
@guarded_by(policy.can_add_task)
def choose(person: Person) -> ResponseReturnValue:
    """The tasks of an earlier plan as they would be in a new one."""
    choice = _chosen(person)
    listed = _listed(choice)
    return _page(choice, listed, _forms(choice, listed), Form(formdata=None))


@bp.post("")
@guarded_by(policy.can_add_task)
def copy(person: Person) -> ResponseReturnValue:
    """Copy those that are ticked."""
    choice, form = _chosen(person), Form()
    listed = _listed(choice)
    forms = _forms(choice, listed, sent=True)
    ticked = {number: one for number, one in forms.items() if one.take.data}
    if not all([form.validate(), *(one.validate() for one in ticked.values())]):
        form.form_errors.append(gettext("Look at the tasks that are marked. Nothing was copied yet."))
        return _page(choice, listed, forms, form, status=422)
    try:
        if not choice.is_onward:
            raise NotEarlier
        picks = {number: one.pick() for number, one in ticked.items()}
        with transaction():
            onward = {"source": choice.source, "target": choice.target}
            made = copy_tasks(choice.programme, picks, **onward, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _page(choice, listed, forms, form, status=422)
    flash(ngettext("Saved: %(num)s task was copied.", "Saved: %(num)s tasks were copied.", len(made)), "done")
    return redirect(url_for("tasks.index", programme=choice.programme.id, quarter=f"{choice.target.year}-Q1"))


@dataclass(frozen=True, slots=True)
class Listed:
    """The tasks of the page, and who has their parts today; `more` where there are others."""

    rows: list[CopyRow]
    more: bool
    heirs: Mapping[int, Heirs]
    known: KnownInProgramme

    def can_be_copied(self, row: CopyRow) -> bool:
        """It is not there yet, and somebody would do it."""
        return row.copied_id is None and row.id in self.heirs and self.heirs[row.id].has_lead


def _listed(choice: Choice) -> Listed:
    rows = []
    if choice.is_onward:
        rows = tasks_of(choice.programme.id, choice.source, target=choice.target, limit=MOST + 1)
    known = known_in_programme(choice.programme.id, on=clock.today())
    return Listed(rows[:MOST], len(rows) > MOST, heirs_of([row.id for row in rows[:MOST]], known), known)


def _forms(choice: Choice, listed: Listed, *, sent: bool = False) -> dict[int, CopiedTaskForm]:
    rows = [row for row in listed.rows if listed.can_be_copied(row)]
    return {row.id: CopiedTaskForm.of(row, source=choice.source, target=choice.target, sent=sent) for row in rows}


def _page(
    choice: Choice, listed: Listed, forms: Mapping[int, CopiedTaskForm], form: Form, *, status: int = 200
) -> ResponseReturnValue:
    years = {"from_year": choice.source.year, "to_year": choice.target.year}
    page = render_template(
        "tasks/copying/index.html",
        choice=choice,
        listed=listed,
        forms=forms,
        form=form,
        moved=lambda quarter: moved_quarter(quarter, **years),
    )
    return page, status


def _chosen(person: Person) -> Choice:
    """What the address asks for; else from the newest plan but one to the newest, or from the only one to next year."""
    programme = chosen_programme(person, may=person.runs)
    plans = {Whole(row.year, row.id): row for row in plans_seen_by(person, programme_id=programme.id)}
    today = clock.today()
    first, last = years_with_tasks(programme.id) or (today.year, today.year)
    past = [*plans, *(Whole(year) for year in range(last, first - 1, -1))]
    ahead = [*plans, Whole(today.year), Whole(today.year + 1)]
    newest = next(iter(plans), Whole(today.year))
    several = any(plan.year < newest.year for plan in plans)
    asked = {str(one): one for one in [*past, *ahead]}
    target = asked.get(request.args.get("target", ""), newest if several else Whole(newest.year + 1))
    earlier = next((one for one in plans if one.year < target.year), Whole(target.year - 1))
    source = asked.get(request.args.get("source", ""), earlier)
    return Choice(programme, source, target, _called([source, *past], plans), _called([target, *ahead], plans))


def _called(choices: list[Whole], plans: Mapping[Whole, PlanRow]) -> dict[str, str]:
    named = {one: f"{row.label} ({row.year})" for one, row in plans.items()}
    return {str(one): named.get(one) or gettext("All of %(year)s", year=one.year) for one in dict.fromkeys(choices)}

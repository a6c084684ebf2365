"""Who does what in a task that goes on: staff give a further part, end one, or give it to another unit."""

from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.db import db
from tracker.office.models import Person, Unit
from tracker.office.queries import members_of
from tracker.tasks import policy, queries, services
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.forms import ReassignForm, ShareForm, TakeForm
from tracker.tasks.models import Assignment, Task

bp = Blueprint("sharing_out", __name__)


@bp.get("/tasks/<int:task_id>/share")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def new(_person: Person, task: Task) -> ResponseReturnValue:
    """Who has which part, and a further unit to add."""
    form = ShareForm()
    form.offer(AddresseeChoices.of(task.programme_id))
    return _share(form, task)


@bp.post("/tasks/<int:task_id>/share")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def give(person: Person, task: Task) -> ResponseReturnValue:
    """Give the part."""
    form, choices = ShareForm(), AddresseeChoices.of(task.programme_id)
    form.offer(choices)
    if not form.validate_on_submit():
        return _share(form, task, status=422)
    return save(
        form,
        lambda: services.give_part(task, form.chosen(choices), by=person, at=clock.now()),
        words=gettext("Saved. The part is with its unit."),
        onward=url_for(".new", task_id=task.id),
        again=lambda status: _share(form, task, status=status),
    )


@bp.get("/assignments/<int:assignment_id>/end")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def ask_end(_person: Person, part: Assignment) -> ResponseReturnValue:
    """Ask why."""
    return _take(_narrowed(TakeForm(), part), part)


@bp.post("/assignments/<int:assignment_id>/end")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def end(person: Person, part: Assignment) -> ResponseReturnValue:
    """End the unit's part."""
    form = _narrowed(TakeForm(), part)

    def end_it() -> None:
        words = form.words.data or ""
        services.end_part(part, words=words, later_too=form.takes_later, by=person, at=clock.now())

    return _act(form, part, gettext("The part ended. The unit sees why."), end_it)


@bp.get("/assignments/<int:assignment_id>/reassign")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def ask_reassign(_person: Person, part: Assignment) -> ResponseReturnValue:
    """Ask who does it instead, and why."""
    return _take(_narrowed(ReassignForm(), part), part)


@bp.post("/assignments/<int:assignment_id>/reassign")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def reassign(person: Person, part: Assignment) -> ResponseReturnValue:
    """Give the part to the other unit."""
    form = _narrowed(ReassignForm(), part)

    def give_to_other() -> None:
        unit, words = db.session.get_one(Unit, form.unit.data), form.words.data or ""
        services.reassign_part(part, unit, words=words, later_too=form.takes_later, by=person, at=clock.now())

    return _act(form, part, gettext("Saved. The part is with the other unit, with the same deadline."), give_to_other)


def _narrowed(form: TakeForm, part: Assignment) -> TakeForm:
    form.narrow(part)
    if isinstance(form, ReassignForm):
        units = members_of(part.programme_id, on=clock.today())
        form.offer([(unit.id, unit.name) for unit in units if unit.id != part.unit_id])
    return form


def _act(form: TakeForm, part: Assignment, words: str, verb: Callable[[], object]) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return _take(form, part, status=422)
    onward = url_for("tasks.show", task_id=part.task_id)
    return save(form, verb, words=words, onward=onward, again=lambda status: _take(form, part, status=status))


def _take(form: TakeForm, part: Assignment, *, status: int = 200) -> ResponseReturnValue:
    return render_template("tasks/take.html", form=form, part=part, task=part.task), status


def _share(form: ShareForm, task: Task, *, status: int = 200) -> ResponseReturnValue:
    return render_template("tasks/share.html", form=form, task=task), status

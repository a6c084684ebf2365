"""A task is put in force, suspended, goes on, or is dropped."""

from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import ReasonForm
from tracker.tasks.models import Task
from tracker.tasks.views.page import page_of

bp = Blueprint("stopping", __name__, url_prefix="/tasks")


@bp.post("/<int:task_id>/publish")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def publish(person: Person, task: Task) -> ResponseReturnValue:
    """Put a draft in force."""
    words = gettext("In force. The task is with the units that do it.")
    return _act(person, task, words, lambda: services.publish_task(task, by=person, at=clock.now()))


@bp.get("/<int:task_id>/suspend")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def ask_suspend(_person: Person, task: Task) -> ResponseReturnValue:
    """Ask why."""
    return _form(ReasonForm(), task)


@bp.post("/<int:task_id>/suspend")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def suspend(person: Person, task: Task) -> ResponseReturnValue:
    """Let it rest."""
    return _act_with_reason(person, task, services.suspend_task, gettext("Suspended. The task's units see why."))


@bp.post("/<int:task_id>/resume")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def resume(person: Person, task: Task) -> ResponseReturnValue:
    """Let it go on."""
    words = gettext("The task goes on. Its deadlines are as they were.")
    return _act(person, task, words, lambda: services.resume_task(task, by=person, at=clock.now()))


@bp.get("/<int:task_id>/drop")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def ask_drop(_person: Person, task: Task) -> ResponseReturnValue:
    """Ask why."""
    return _form(ReasonForm(), task)


@bp.post("/<int:task_id>/drop")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def drop(person: Person, task: Task) -> ResponseReturnValue:
    """Give it up."""
    return _act_with_reason(person, task, services.drop_task, gettext("Dropped. Nobody owes this task any more."))


def _act(person: Person, task: Task, words: str, verb: Callable[[], object]) -> ResponseReturnValue:
    onward = url_for("tasks.show", task_id=task.id)
    return act(verb, words=words, onward=onward, again=lambda status: page_of(person, task, status=status))


def _act_with_reason(person: Person, task: Task, verb: Callable[..., None], words: str) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate_on_submit():
        return _form(form, task, status=422)
    return save(
        form,
        lambda: verb(task, words=form.words.data or "", by=person, at=clock.now()),
        words=words,
        onward=url_for("tasks.show", task_id=task.id),
        again=lambda status: _form(form, task, status=status),
    )


def _form(form: ReasonForm, task: Task, *, status: int = 200) -> ResponseReturnValue:
    return render_template("tasks/stop.html", form=form, task=task), status

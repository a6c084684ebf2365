"""What becomes of a deadline: an inferred one is confirmed, a conditional one's event comes."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import EventForm
from tracker.tasks.models import Task
from tracker.tasks.views.page import page_of

bp = Blueprint("deadlines", __name__, url_prefix="/tasks")


@bp.post("/<int:task_id>/confirm-deadline")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def confirm(person: Person, task: Task) -> ResponseReturnValue:
    """The deadline that was inferred is right."""
    return act(
        lambda: services.confirm_deadline(task, by=person, at=clock.now()),
        words=gettext("The deadline is confirmed."),
        onward=url_for("tasks.show", task_id=task.id),
        again=lambda status: page_of(person, task, status=status),
    )


@bp.get("/<int:task_id>/event")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def ask_event(_person: Person, task: Task) -> ResponseReturnValue:
    """Ask when the event came, and what deadline follows."""
    return _form(EventForm(on=clock.today()), task)


@bp.post("/<int:task_id>/event")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def event_came(person: Person, task: Task) -> ResponseReturnValue:
    """Say so."""
    form = EventForm()
    if not form.validate_on_submit():
        return _form(form, task, status=422)
    came_on = form.on.data or clock.today()  # the form has seen to it that there is one
    return save(
        form,
        lambda: services.say_event_came(task, on=came_on, due_on=form.due.due, by=person, at=clock.now()),
        words=gettext("Saved. The open parts have the new deadline."),
        onward=url_for("tasks.show", task_id=task.id),
        again=lambda status: _form(form, task, status=status),
    )


def _form(form: EventForm, task: Task, *, status: int = 200) -> ResponseReturnValue:
    return render_template("tasks/event.html", form=form, task=task), status

"""The list of tasks, one task, giving and mending a task."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.context import chosen_quarter
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.forms import MendTaskForm, NewTaskForm, TaskForm
from tracker.tasks.models import DueKind, Task, TaskKind, TaskState
from tracker.tasks.views.page import page_of

bp = Blueprint("tasks", __name__, url_prefix="/tasks")


@bp.get("/<int:task_id>")
@guarded_by(policy.can_view_task, queries.task_to_show)
def show(person: Person, task: Task) -> ResponseReturnValue:
    """One task: what, from where, its parts, its story."""
    return page_of(person, task)


@bp.get("/new")
@guarded_by(policy.can_add_task)
def new(person: Person) -> ResponseReturnValue:
    """The empty form."""
    form = NewTaskForm(quarter=str(chosen_quarter()), kind=TaskKind.QUARTERLY.value)
    _offer_new(form, person)
    return _form(form)


@bp.post("/new")
@guarded_by(policy.can_add_task)
def add(person: Person) -> ResponseReturnValue:
    """Give the task."""
    form = NewTaskForm()
    choices = _offer_new(form, person)
    source = _source_when_complete(form)
    if source is None:
        return _form(form, status=422)
    try:
        with transaction():
            task = services.add_task(
                form.facts(),
                form.addressed(choices),
                programme_id=chosen_programme(person, may=person.runs).id,
                document=source.document,
                plan_id=source.plan_id,
                state=TaskState.DRAFT if form.draft.data else TaskState.ACTIVE,
                by=person,
                at=clock.now(),
            )
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(_told_of_new(task), "done")
    return redirect(url_for(".show", task_id=task.id))


@bp.get("/<int:task_id>/edit")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def edit(person: Person, task: Task) -> ResponseReturnValue:
    """The task's words, source and deadline, to mend."""
    return _form(_form_of(person, task), task)


@bp.post("/<int:task_id>/edit")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def mend(person: Person, task: Task) -> ResponseReturnValue:
    """Save them."""
    form = _offer_mended(MendTaskForm(), person, task)
    source = _source_when_complete(form, task)
    if source is None:
        return _form(form, task, status=422)
    facts, plan_id = form.facts_of(task, chosen_quarter()), source.plan_id or task.plan_id
    document = source.document
    return save(
        form,
        lambda: services.edit_task(
            task, facts, document=document, plan_id=plan_id, seen=form.seen, by=person, at=clock.now()
        ),
        words=gettext("Saved."),
        onward=url_for(".show", task_id=task.id),
        again=lambda status: _form(form, task, status=status),
        compare=lambda: form.compare(task, _form_of(person, task), last_change_of(task)),
    )


def _offer_new(form: NewTaskForm, person: Person) -> AddresseeChoices:
    programme_id = chosen_programme(person, may=person.runs).id
    choices = AddresseeChoices.of(programme_id)
    form.offer(chosen_quarter(), queries.source_choices(person, programme_id=programme_id))
    form.offer_units(choices)
    return choices


def _offer_mended(form: MendTaskForm, person: Person, task: Task) -> MendTaskForm:
    form.offer(task.quarter or chosen_quarter(), queries.source_choices(person, programme_id=task.programme_id))
    form.narrow(task)
    return form


def _form_of(person: Person, task: Task) -> MendTaskForm:
    waits = task.due_kind is DueKind.CONDITIONAL
    given = {
        "due": task.due_on.strftime("%d/%m/%Y") if task.due_on else "",
        "event": task.due_words if waits else "",
        "document": str(task.document_id or ""),
        "quarter": str(task.quarter or ""),
    }
    return _offer_mended(MendTaskForm(formdata=None, obj=task, **given), person, task)


def _source_when_complete(form: TaskForm, task: Task | None = None) -> queries.Source | None:
    """The source that was chosen, once the form is complete and nothing in it is doubted; else None."""
    if not form.validate_on_submit():
        return None
    source = queries.source_of(form.document_id)
    return source if form.sure_of(form.doubts(source.plan, task=task, today=clock.today())) else None


def _told_of_new(task: Task) -> str:
    if task.state is TaskState.DRAFT:
        return str(gettext("Saved as a draft. Its units see it once it is put in force."))
    return str(gettext("Saved. The task is with the units that do it."))


def _form(form: TaskForm, task: Task | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("tasks/form.html", form=form, task=task), status

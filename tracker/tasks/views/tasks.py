"""The list of tasks, one task, giving and mending a task."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.tasks import policy, queries, rules, services
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.forms import NewTaskForm, TaskForm
from tracker.tasks.models import Part, Task, TaskKind, TaskState
from tracker.tasks.sheets import download_tasks

bp = Blueprint("tasks", __name__, url_prefix="/tasks")
MOST_ROWS = 200


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The tasks of the quarter that this person may see."""
    kind, state = request.args.get("kind"), request.args.get("state")
    words, sort = request.args.get("q", ""), request.args.get("sort", "due")
    programme = chosen_programme(person)
    rows = queries.tasks_seen_by(
        person,
        programme_id=programme.id,
        quarter=chosen_quarter(),
        today=clock.today(),
        kind=TaskKind(kind) if kind in set(TaskKind) else None,
        state=TaskState(state) if state in set(TaskState) else None,
        words=words,
        sort=sort,
        limit=None if wants_sheet() else MOST_ROWS + 1,
    )
    if wants_sheet():
        return download_tasks(gettext("Tasks"), rows)
    chosen = {"kind": kind, "state": state, "q": words, "sort": sort}
    may_add = person.runs(programme.id)
    facts: dict[str, Any] = {"rows": rows[:MOST_ROWS], "more": len(rows) > MOST_ROWS, "chosen": chosen}
    return page_or_fragment("tasks/index.html", "tasks/_tasks.html", may_add=may_add, **facts)


@bp.get("/<int:task_id>")
@guarded_by(policy.can_view_task, queries.get_task)
def show(person: Person, task: Task) -> ResponseReturnValue:
    """One task: what, from where, its parts, its story."""
    parts = queries.parts_of(task, queries.reckoning(clock.today()))
    return render_template(
        "tasks/show.html",
        task=task,
        parts=queries.as_seen_by(person, parts),
        percent=rules.progress_of(task.mode, ((part.part, part.state, part.percent) for part in parts)),
        events=queries.story_seen_by(person, task),
        may_edit=policy.can_edit_task(person, task),
    )


@bp.get("/new")
@guarded_by(policy.can_add_task)
def new(person: Person) -> ResponseReturnValue:
    """The empty form."""
    form = NewTaskForm(quarter=str(chosen_quarter()), kind=TaskKind.QUARTERLY.value)
    _offer(form, AddresseeChoices.of(chosen_programme(person, may=person.runs).id))
    return _form(form)


@bp.post("/new")
@guarded_by(policy.can_add_task)
def add(person: Person) -> ResponseReturnValue:
    """Give the task."""
    programme_id = chosen_programme(person, may=person.runs).id
    form, choices = NewTaskForm(), AddresseeChoices.of(programme_id)
    _offer(form, choices)
    if not form.validate_on_submit():
        return _form(form, status=422)
    try:
        with transaction():
            addressed = form.leads.addressed(choices, Part.LEAD) + form.joining.addressed(choices, Part.COORDINATE)
            task = services.add_task(form.new_facts(), addressed, programme_id=programme_id, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("Saved. The task is with the units that do it."), "done")
    return redirect(url_for(".show", task_id=task.id))


@bp.get("/<int:task_id>/edit")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def edit(person: Person, task: Task) -> ResponseReturnValue:
    """The task's words and deadline, to mend."""
    return _form(_form_of(task), task)


@bp.post("/<int:task_id>/edit")
@guarded_by(policy.can_edit_task, queries.get_task, sees=policy.can_view_task)
def mend(person: Person, task: Task) -> ResponseReturnValue:
    """Save them."""
    form = TaskForm()
    if not form.validate_on_submit():
        return _form(form, task, status=422)
    try:
        facts = form.facts(task, chosen_quarter())
        with transaction():
            services.edit_task(task, facts, seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        form.compare(task, _form_of(task), last_change_of(task))
        return _form(form, task, status=409)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", task_id=task.id))


def _offer(form: NewTaskForm, choices: AddresseeChoices) -> None:
    form.offer(chosen_quarter())
    form.leads.offer(choices)
    form.joining.offer(choices)


def _form_of(task: Task) -> TaskForm:
    due = task.due_on.strftime("%d/%m/%Y") if task.due_on else ""
    return TaskForm(formdata=None, obj=task, due=due)


def _form(form: TaskForm, task: Task | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("tasks/form.html", form=form, task=task), status

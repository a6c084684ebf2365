"""A unit's part: saying how far it has come, handing it in; staff accept and return."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.core.htmx import fragment, wants_fragment
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import ProgressForm, ReturnForm
from tracker.tasks.models import Assignment

bp = Blueprint("assignments", __name__, url_prefix="/assignments")


@bp.get("/<int:assignment_id>")
@guarded_by(policy.can_view, queries.get_assignment)
def show(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row as it stands, or the task's page."""
    if wants_fragment():
        return _row(person, assignment)
    return redirect(url_for("tasks.show", task_id=assignment.task_id, _anchor=f"assignment-{assignment.id}"))


@bp.get("/<int:assignment_id>/update")
@guarded_by(policy.can_update, queries.get_assignment, sees=policy.can_view)
def edit(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened in place, or a page with its form."""
    return _open(person, assignment, ProgressForm(formdata=None, obj=assignment))


@bp.post("/<int:assignment_id>/update")
@guarded_by(policy.can_update, queries.get_assignment, sees=policy.can_view)
def update(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Save percent and words."""
    form = ProgressForm()
    if not form.validate_on_submit():
        return _open(person, assignment, form, status=422)
    return _act(
        person,
        assignment,
        form,
        lambda: services.update_progress(
            assignment,
            percent=form.percent.data,
            words=form.words.data or "",
            seen=form.seen,
            by=person,
            at=clock.now(),
        ),
    )


@bp.post("/<int:assignment_id>/no-change")
@guarded_by(policy.can_update, queries.get_assignment, sees=policy.can_view)
def no_change(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Say that it stands where it stood, with the words typed beside the button."""
    return _act_with_words(person, assignment, ProgressForm(obj=assignment), services.report_no_change)


@bp.post("/<int:assignment_id>/submit")
@guarded_by(policy.can_submit, queries.get_assignment, sees=policy.can_view)
def submit(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Hand the part in, with the words typed beside the button."""
    return _act_with_words(person, assignment, ProgressForm(), services.submit_assignment)


@bp.post("/<int:assignment_id>/accept")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def accept(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Find the part done."""
    return _act(
        person,
        assignment,
        ReturnForm(),
        lambda: services.accept_assignment(assignment, by=person, at=clock.now()),
    )


@bp.get("/<int:assignment_id>/return")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def ask_return(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened to say what is missing."""
    return _open(person, assignment, ReturnForm())


@bp.post("/<int:assignment_id>/return")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def return_(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Send the part back with what is missing."""
    form = ReturnForm()
    if not form.validate_on_submit():
        return _open(person, assignment, form, status=422)
    return _act(
        person,
        assignment,
        form,
        lambda: services.return_assignment(assignment, words=form.words.data or "", by=person, at=clock.now()),
    )


def _act_with_words(
    person: Person, assignment: Assignment, form: ProgressForm, service: Callable[..., object]
) -> ResponseReturnValue:
    """An act that takes the words typed beside its button, whatever stands in the field of the percent."""
    if not form.words.validate(form):
        return _open(person, assignment, form, status=422)
    facts = {"words": form.words.data or "", "seen": form.seen}
    return _act(person, assignment, form, lambda: service(assignment, **facts, by=person, at=clock.now()))


def _act(person: Person, assignment: Assignment, form: Form, verb: Callable[[], object]) -> ResponseReturnValue:
    """One act on a part: the row as it stands afterwards, or what refused it with all that was typed."""
    try:
        with transaction():
            verb()
    except ChangedMeanwhile as refusal:
        _compare(form, assignment, refusal)
        return _open(person, assignment, form, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _open(person, assignment, form, status=422)
    if wants_fragment():
        return _row(person, assignment, saved=True)
    flash(gettext("Saved: %(title)s", title=assignment.task.title), "done")
    return redirect(_list_of(person, assignment))


def _compare(form: Form, assignment: Assignment, refusal: ChangedMeanwhile) -> None:
    if isinstance(form, VersionedForm):
        form.compare(assignment, ProgressForm(formdata=None, obj=assignment), last_change_of(assignment))
    else:
        form.refuse(refusal)


def _list_of(person: Person, assignment: Assignment) -> str:
    """Where the person came from: the unit's work, or the deadlines of all."""
    endpoint = "home.my_work" if person.acts_for(assignment.unit_id) else "home.deadlines"
    return url_for(endpoint, quarter=str(assignment.quarter), _anchor=f"assignment-{assignment.id}")


def _facts(person: Person, assignment: Assignment) -> dict[str, Any]:
    row = queries.work_row(assignment.id, queries.reckoning(clock.today()))
    return {
        "row": queries.as_seen_by(person, [row])[0],
        "may_update": policy.can_update(person, assignment),
        "may_settle": policy.can_settle(person, assignment),
    }


def _row(person: Person, assignment: Assignment, *, saved: bool = False) -> ResponseReturnValue:
    events: dict[str, Any] | None = {"work-changed": {}} if saved else None
    return fragment("tasks/_row.html", events=events, saved=saved, **_facts(person, assignment))


def _open(person: Person, assignment: Assignment, form: Form, *, status: int = 200) -> ResponseReturnValue:
    for field in form:
        field.id = f"{field.name}-{assignment.id}"  # several rows may be open at once
    facts = _facts(person, assignment) | {"form": form}
    if wants_fragment():
        return fragment("tasks/_row.html", status=status, **facts)
    return render_template("tasks/update.html", back=_list_of(person, assignment), **facts), status

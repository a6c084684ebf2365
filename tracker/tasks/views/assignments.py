"""A unit's part: saying how far it has come, handing it in; staff accept and return."""

from collections.abc import Callable

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.htmx import wants_fragment
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import AcceptForm, ProgressForm, ReturnForm
from tracker.tasks.models import Assignment
from tracker.tasks.views.in_place import act, act_in_words, open_row, show_row

bp = Blueprint("assignments", __name__, url_prefix="/assignments")


@bp.get("/<int:assignment_id>")
@guarded_by(policy.can_view, queries.get_assignment)
def show(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row as it stands, or the task's page."""
    if wants_fragment():
        return show_row(person, assignment)
    return redirect(url_for("tasks.show", task_id=assignment.task_id, _anchor=f"assignment-{assignment.id}"))


@bp.get("/<int:assignment_id>/update")
@guarded_by(policy.can_update, queries.get_assignment, sees=policy.can_view)
def edit(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened in place, or a page with its form."""
    return open_row(person, assignment, ProgressForm(formdata=None, obj=assignment))


@bp.post("/<int:assignment_id>/update")
@guarded_by(policy.can_update, queries.get_assignment, sees=policy.can_view)
def update(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Save percent, words and files."""
    form = ProgressForm()
    if not form.validate_on_submit():
        return open_row(person, assignment, form, status=422)
    facts = {"percent": form.percent.data, "words": form.words.data or "", "seen": form.seen}
    return _say(person, assignment, form, lambda **by_at: services.update_progress(assignment, **facts, **by_at))


@bp.post("/<int:assignment_id>/no-change")
@guarded_by(policy.can_update, queries.get_assignment, sees=policy.can_view)
def no_change(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Say that it stands where it stood, with the words typed beside the button."""
    return _say_in_words(person, assignment, ProgressForm(obj=assignment), services.report_no_change)


@bp.post("/<int:assignment_id>/submit")
@guarded_by(policy.can_submit, queries.get_assignment, sees=policy.can_view)
def submit(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Hand the part in, with the words typed beside the button."""
    return _say_in_words(person, assignment, ProgressForm(), services.submit_assignment)


@bp.post("/<int:assignment_id>/accept")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def accept(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Find the part done."""
    return act(
        person,
        assignment,
        AcceptForm(),
        lambda: services.accept_assignment(assignment, by=person, at=clock.now()),
    )


@bp.get("/<int:assignment_id>/return")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def ask_return(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened to say what is missing."""
    return open_row(person, assignment, ReturnForm())


@bp.post("/<int:assignment_id>/return")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def return_(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Send the part back with what is missing."""
    return act_in_words(person, assignment, ReturnForm(), services.return_assignment)


def _say_in_words(
    person: Person, assignment: Assignment, form: ProgressForm, service: Callable[..., object]
) -> ResponseReturnValue:
    """An act that takes the words and files given beside its button, whatever stands in the field of the percent."""
    if not all([form.words.validate(form), form.files.validate(form)]):
        return open_row(person, assignment, form, status=422)
    facts = {"words": form.words.data or "", "seen": form.seen}
    return _say(person, assignment, form, lambda **by_at: service(assignment, **facts, **by_at))


def _say(
    person: Person, assignment: Assignment, form: ProgressForm, service: Callable[..., object]
) -> ResponseReturnValue:
    """What a unit says of its part, and the files that go with it, in one act."""

    def verb() -> None:
        now = clock.now()
        service(by=person, at=now)
        services.attach_evidence(assignment, form.files.sent, by=person, at=now)

    return act(person, assignment, form, verb)

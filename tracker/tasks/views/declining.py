"""A part that the unit will not do: its head says why, staff insist."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import DeclineForm, InsistForm
from tracker.tasks.models import Assignment
from tracker.tasks.views.in_place import act, open_row

bp = Blueprint("declining", __name__, url_prefix="/assignments")


@bp.get("/<int:assignment_id>/decline")
@guarded_by(policy.can_decline, queries.get_assignment, sees=policy.can_view)
def ask(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened to say why."""
    return open_row(person, assignment, DeclineForm())


@bp.post("/<int:assignment_id>/decline")
@guarded_by(policy.can_decline, queries.get_assignment, sees=policy.can_view)
def decline(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Say that the unit will not do it; staff settle it."""
    form = DeclineForm()
    if not form.validate_on_submit():
        return open_row(person, assignment, form, status=422)
    return act(
        person,
        assignment,
        form,
        lambda: services.decline_part(assignment, words=form.words.data or "", by=person, at=clock.now()),
    )


@bp.get("/<int:assignment_id>/insist")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def ask_insist(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened to say why the unit should do it after all."""
    return open_row(person, assignment, InsistForm())


@bp.post("/<int:assignment_id>/insist")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def insist(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Leave it with the unit."""
    form = InsistForm()
    if not form.validate_on_submit():
        return open_row(person, assignment, form, status=422)
    return act(
        person,
        assignment,
        form,
        lambda: services.insist_on_part(assignment, words=form.words.data or "", by=person, at=clock.now()),
    )

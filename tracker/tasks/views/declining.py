"""A part that the unit will not do: its head says why, staff insist."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from tracker.core.access import guarded_by
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import DeclineForm, InsistForm
from tracker.tasks.models import Assignment
from tracker.tasks.views.in_place import act_in_words, open_row

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
    return act_in_words(person, assignment, DeclineForm(), services.decline_part)


@bp.get("/<int:assignment_id>/insist")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def ask_insist(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened to say why the unit should do it after all."""
    return open_row(person, assignment, InsistForm())


@bp.post("/<int:assignment_id>/insist")
@guarded_by(policy.can_settle, queries.get_assignment, sees=policy.can_view)
def insist(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Leave it with the unit."""
    return act_in_words(person, assignment, InsistForm(), services.insist_on_part)

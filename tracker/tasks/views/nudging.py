"""Reminding a unit of its part: staff, the chair, and whoever leads the task."""

from typing import Any

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.accounts.entry import at_office
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import NudgeForm
from tracker.tasks.models import Assignment
from tracker.tasks.views.in_place import act, open_row

bp = Blueprint("nudging", __name__, url_prefix="/assignments")


@bp.get("/<int:assignment_id>/nudge")
@guarded_by(policy.can_nudge, queries.get_assignment, sees=policy.can_view)
def ask(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened to say something with the reminder."""
    return open_row(person, assignment, NudgeForm())


@bp.post("/<int:assignment_id>/nudge")
@guarded_by(policy.can_nudge, queries.get_assignment, sees=policy.can_view)
def nudge(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Remind the unit's people; who has an address gets a mail."""
    form, mails = NudgeForm(), []
    if not form.validate_on_submit():
        return open_row(person, assignment, form, status=422)
    link = at_office(url_for("assignments.show", assignment_id=assignment.id))

    def verb() -> None:
        facts: dict[str, Any] = {"words": form.words.data or "", "link": link}
        facts["from_lead"], at = not person.runs(assignment.programme_id), clock.now()
        facts["held_until"] = current_app.extensions["held_until"](at)
        mails.append(services.nudge_part(assignment, **facts, by=person, at=at))

    return act(person, assignment, form, verb, told=lambda: _told(sum(mails)))


def _told(mails: int) -> str:
    """How many get a mail; where nobody does, where the unit will see it."""
    if not mails:
        return str(gettext("Reminded. Nobody of the unit gets mail here; they see it when they open this part."))
    said: str = ngettext(
        "Reminded: %(num)d person of the unit gets a mail.", "Reminded: %(num)d people of the unit get a mail.", mails
    )
    return said

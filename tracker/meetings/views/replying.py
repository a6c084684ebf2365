"""A unit answers its invitation; staff answer in its name."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.problems import said
from tracker.meetings import policy
from tracker.meetings.forms.invitations import ReplyForm
from tracker.meetings.models import Invitation, Reply
from tracker.meetings.queries import invitations as queries
from tracker.meetings.services.inviting import answer
from tracker.office.models import Person

bp = Blueprint("replying", __name__, url_prefix="/invitations")


@bp.get("/<int:invitation_id>/reply")
@guarded_by(policy.can_answer, queries.get_invitation, sees=policy.can_view_invitation)
def ask(person: Person, invitation: Invitation) -> ResponseReturnValue:
    """What the unit answers; opening this answers nothing."""
    return _page(person, invitation, ReplyForm.of(invitation))


@bp.post("/<int:invitation_id>/reply")
@guarded_by(policy.can_answer, queries.get_invitation, sees=policy.can_view_invitation)
def reply(person: Person, invitation: Invitation) -> ResponseReturnValue:
    """Answer: in the form, or on the page of the unit's work with one button."""
    form = ReplyForm()
    if not form.validate_on_submit():
        return _page(person, invitation, form, status=422)
    if wants_fragment():
        return _in_place(person, invitation, form)
    facts, at = _facts(form), clock.now()
    return save(
        form,
        lambda: answer(invitation, by=person, at=at, **facts),
        words=gettext("The answer is saved. It can be changed until the meeting is opened."),
        onward=url_for("invitations.index", meeting_id=invitation.meeting_id),
        again=lambda status: _page(person, invitation, form, status=status),
        compare=lambda: form.compare(invitation, ReplyForm.of(invitation), last_change_of(invitation)),
    )


def _in_place(person: Person, invitation: Invitation, form: ReplyForm) -> ResponseReturnValue:
    """The row of the unit's work as it stands afterwards."""
    problem, at = "", clock.now()
    try:
        with transaction():
            answer(invitation, by=person, at=at, **_facts(form))
    except RuleBroken as refusal:
        problem = said(refusal)
    row = queries.waiting_row(invitation)
    status = 422 if problem else 200
    return fragment(
        "meetings/invitations/_waiting_row.html", row=row, problem=problem, saved=not problem, status=status
    )


def _facts(form: ReplyForm) -> dict[str, Any]:
    words = {"deputy": form.deputy.data or "", "reason": form.reason.data or ""}
    return {"reply": Reply(form.reply.data), "seen": form.seen, **words}


def _page(person: Person, invitation: Invitation, form: ReplyForm, *, status: int = 200) -> ResponseReturnValue:
    own = person.acts_for(invitation.unit_id)
    back = request.args.get("back") == "work" and own
    facts = {"invitation": invitation, "meeting": invitation.meeting, "form": form, "own": own, "to_work": back}
    return render_template("meetings/invitations/reply.html", **facts), status

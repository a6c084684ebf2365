"""The minutes of a meeting as files, once it is closed."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.core.access import guarded_by
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.documents.sending import send_paper
from tracker.meetings import minutes_paper, policy, queries
from tracker.meetings.models import Meeting
from tracker.meetings.queries.attendance import attendance_of
from tracker.office.models import Person

bp = Blueprint("minutes", __name__)


@bp.get("/meetings/<int:meeting_id>/minutes/word")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def word(_person: Person, meeting: Meeting) -> ResponseReturnValue:
    """As a Word file."""
    return _send(meeting, "word")


@bp.get("/meetings/<int:meeting_id>/minutes/pdf")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def pdf(_person: Person, meeting: Meeting) -> ResponseReturnValue:
    """As a PDF, where the office writes them."""
    return _send(meeting, "pdf")


def _send(meeting: Meeting, kind: str) -> ResponseReturnValue:
    if meeting.closed_at is None:
        flash(gettext("The minutes can be written once the meeting is closed."), "problem")
        return redirect(url_for("notices.index", meeting_id=meeting.id))
    try:
        with force_locale("vi"):
            paper = minutes_paper.paper_of(meeting, attendance_of(meeting).rows)
            return send_paper(paper, name=f"{minutes_paper.TYPE_NAME} {meeting.title}".replace("/", "-"), kind=kind)
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for("notices.index", meeting_id=meeting.id))

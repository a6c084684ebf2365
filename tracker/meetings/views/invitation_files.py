"""The invitation as a paper in Word and PDF, its number, and the meeting as a calendar file."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.errors import RuleBroken
from tracker.core.incoming import record_number
from tracker.core.problems import said
from tracker.documents.sending import send_paper
from tracker.meetings import policy
from tracker.meetings.calendar_file import calendar_file
from tracker.meetings.invitation_paper import name_of, paper_of
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.queries import invitations as queries
from tracker.meetings.services import inviting
from tracker.meetings.views.invited import link_of, show_invitations
from tracker.office.models import Person

bp = Blueprint("invitation_files", __name__, url_prefix="/meetings/<int:meeting_id>")


@bp.get("/invitation")
@guarded_by(policy.can_view, queries.get_meeting_alone)
def paper(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """The invitation of a unit (`?unit=`) or of a guest (`?guest=`, by place), in Word or PDF; else one for all."""
    invited = _invited(person, meeting)
    if invited is None:
        return show_invitations(person, meeting)
    with force_locale("vi"):
        occasion = inviting.occasion_of(meeting, at=clock.now())
        names = [invited] if invited else [*occasion.units, *occasion.guests]
        made, name = paper_of(occasion, *names), name_of(meeting, invited)
    try:
        return send_paper(made, name=name, kind="pdf" if request.args.get("format") == "pdf" else "word")
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return show_invitations(person, meeting)


@bp.post("/invitation/number")
@guarded_by(policy.can_run, queries.get_meeting_alone, sees=policy.can_view)
def number(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Take its number from the register before it is sent, to have it signed on paper."""
    return act(
        lambda: inviting.number_invitation(meeting, by=person, at=clock.now()),
        words=gettext("The invitation has its number now."),
        onward=url_for("invitations.index", meeting_id=meeting.id),
        again=lambda status: show_invitations(person, meeting, status=status),
    )


@bp.get("/calendar")
@guarded_by(policy.can_view, queries.get_meeting_alone)
def calendar(_person: Person, meeting: Meeting) -> ResponseReturnValue:
    """The meeting for a calendar, once day and time are set."""
    if meeting.held_on is None or meeting.starts_at is None:
        flash(gettext("This meeting has no day and time yet, so there is nothing for a calendar."), "problem")
        return redirect(url_for("invitations.index", meeting_id=meeting.id))
    off = meeting.state is MeetingState.CANCELLED
    file = calendar_file(meeting, at=clock.now(), cancelled=off, link=link_of(meeting))
    answer = Response(file.content, content_type=file.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    return answer


def _invited(person: Person, meeting: Meeting) -> str | None:
    """Whose paper is asked for; empty for the one of all. A unit's people get their own, None before it was sent."""
    unit_id, place = request.args.get("unit", type=record_number), request.args.get("guest", type=record_number)
    if not policy.can_see_attendance(person, meeting):
        rows = queries.invitations_of(meeting, of_units=person.own_unit_ids)
        sent = {row.unit_id: row.unit_name for row in rows if row.sent_at is not None}
        return sent.get(unit_id) or abort(404) if unit_id is not None else next(iter(sent.values()), None)
    if unit_id is not None:
        units = queries.invited_units(meeting, on=clock.today())
        return next((unit.name for unit in units if unit.id == unit_id), "") or abort(404)
    if place is not None:
        guests = inviting.guests_of(meeting)
        return guests[place - 1] if 0 < place <= len(guests) else abort(404)
    return ""

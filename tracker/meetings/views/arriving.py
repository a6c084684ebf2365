"""The code on the wall, and what whoever scans it says with one button."""

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from tracker.accounts.entry import at_office
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.incoming import record_number
from tracker.core.problems import said
from tracker.meetings import policy
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.queries.attendance import attendance_of
from tracker.meetings.queries.invitations import get_meeting_alone, invitation_of
from tracker.meetings.services import attending
from tracker.office.models import Person

bp = Blueprint("arriving", __name__, url_prefix="/meetings/<int:meeting_id>/attendance")
LONGEST = 60  # of what may be a code


@bp.get("/code")
@guarded_by(policy.can_run, get_meeting_alone, sees=policy.can_view)
def code(_person: Person, meeting: Meeting) -> ResponseReturnValue:
    """The code, to be shown on the wall."""
    return _code(meeting)


@bp.post("/code")
@guarded_by(policy.can_run, get_meeting_alone, sees=policy.can_view)
def renew(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Another one; whoever has photographed the one before cannot use it."""
    return act(
        lambda: attending.renew_code(meeting, by=person, at=clock.now()),
        words=gettext("This is a new code. The one before does not count any more."),
        onward=url_for(".code", meeting_id=meeting.id),
        again=lambda status: _code(meeting, status=status),
    )


@bp.get("/arrive")
@guarded_by(policy.can_arrive, get_meeting_alone, sees=policy.can_view)
def ask(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Where the code leads: a button for each unit that the person acts for. Opening this says nothing."""
    return _arriving(person, meeting)


@bp.post("/arrive")
@guarded_by(policy.can_arrive, get_meeting_alone, sees=policy.can_view)
def arrive(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """I am here for this unit."""
    unit_id, given = request.form.get("unit", type=record_number), request.values.get("code", "")[:LONGEST]
    unit = next((unit for unit in policy.own_members(person, meeting.programme) if unit.id == unit_id), None)
    if unit is None:
        flash(gettext("Choose the unit that you are here for."), "problem")
        return _arriving(person, meeting, status=422)
    try:
        with transaction():
            attending.arrive(meeting, unit, code=given, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return _arriving(person, meeting, status=422)
    return redirect(url_for(".ask", meeting_id=meeting.id, code=given))


def _code(meeting: Meeting, *, status: int = 200) -> ResponseReturnValue:
    lasts = meeting.state is MeetingState.IN_SESSION
    address = at_office(url_for(".ask", meeting_id=meeting.id, code=meeting.arrival_code)) if lasts else ""
    facts = {"meeting": meeting, "address": address, "picture": _drawn(address) if lasts else None}
    return render_template("meetings/attendance/code.html", counted=attendance_of(meeting), **facts), status


def _drawn(address: str) -> Markup:
    """Dark squares on white whatever the page's colours: a phone's camera reads nothing else."""
    drawn = segno.make(address, error="m").svg_inline(omitsize=True, border=3, light="#fff", svgclass="arrival-code")
    return Markup(drawn)  # noqa: S704  our own drawing of our own address


def _arriving(person: Person, meeting: Meeting, *, status: int = 200) -> ResponseReturnValue:
    seats = [(unit, invitation_of(meeting.id, unit.id)) for unit in policy.own_members(person, meeting.programme)]
    given = request.values.get("code", "")[:LONGEST]
    lasts = meeting.state is MeetingState.IN_SESSION
    facts = {"meeting": meeting, "seats": seats, "code": given, "lasts": lasts}
    return render_template("meetings/attendance/arrive.html", **facts), status

"""Staff count who is present while the meeting lasts."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import fragment, page_or_fragment, wants_fragment
from tracker.meetings import policy
from tracker.meetings.forms.invitations import SeatForm, UninvitedForm
from tracker.meetings.invitation_sheets import download_attendance
from tracker.meetings.models import Invitation, Meeting, MeetingState
from tracker.meetings.queries import attendance as queries
from tracker.meetings.queries import invitations
from tracker.meetings.services import attending
from tracker.office.models import Person, Unit

bp = Blueprint("attendance", __name__)


@bp.get("/meetings/<int:meeting_id>/attendance")
@guarded_by(policy.can_see_attendance, invitations.get_meeting_alone, sees=policy.can_view)
def index(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Each unit that was expected, and whoever came besides."""
    return _index(person, meeting)


@bp.post("/meetings/<int:meeting_id>/attendance")
@guarded_by(policy.can_run, invitations.get_meeting_alone, sees=policy.can_view)
def add(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """A unit has come that was not invited."""
    form = UninvitedForm()
    units = _offer(form, meeting)
    if not form.validate_on_submit():
        return _index(person, meeting, form, status=422)
    unit, facts = units[form.unit.data], _seat(form)
    try:
        with transaction():
            attending.tick_uninvited(meeting, unit, by=person, at=clock.now(), **facts)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _index(person, meeting, form, status=422)
    flash(gettext("Recorded as present: %(unit)s", unit=unit.name), "done")
    return redirect(url_for(".index", meeting_id=meeting.id))


@bp.post("/invitations/<int:invitation_id>/present")
@guarded_by(policy.can_run_invitation, invitations.get_invitation, sees=policy.can_view_invitation)
def tick(person: Person, invitation: Invitation) -> ResponseReturnValue:
    """Somebody of the unit is there."""
    form = SeatForm()
    if not form.validate_on_submit():
        return _row(person, invitation, form, status=422)
    facts = _seat(form)
    return _do(person, invitation, lambda: attending.tick(invitation, by=person, at=clock.now(), **facts), form)


@bp.post("/invitations/<int:invitation_id>/not-present")
@guarded_by(policy.can_run_invitation, invitations.get_invitation, sees=policy.can_view_invitation)
def untick(person: Person, invitation: Invitation) -> ResponseReturnValue:
    """It was a mistake."""
    return _do(person, invitation, lambda: attending.untick(invitation, by=person, at=clock.now()), SeatForm())


def _do(person: Person, invitation: Invitation, verb: Callable[[], object], form: SeatForm) -> ResponseReturnValue:
    try:
        with transaction():
            verb()
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _row(person, invitation, form, status=422)
    if wants_fragment():
        return _row(person, invitation)
    return redirect(url_for(".index", meeting_id=invitation.meeting_id, _anchor=f"seat-{invitation.id}"))


def _row(
    person: Person, invitation: Invitation, form: SeatForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The unit's row alone, and the figures above it; without a script, its page."""
    meeting = invitation.meeting
    if not wants_fragment():
        return _index(person, meeting, seat=form, seat_id=invitation.id, status=status)
    counted = queries.attendance_of(meeting)
    row = next((row for row in counted.rows if row.id == invitation.id), None)
    facts: dict[str, Any] = {"row": row, "row_id": invitation.id, "form": form, "counted": counted, "moved": True}
    return fragment("meetings/attendance/_row.html", status=status, **facts, **_standing(person, meeting))


def _index(
    person: Person,
    meeting: Meeting,
    form: UninvitedForm | None = None,
    *,
    seat: SeatForm | None = None,
    seat_id: int = 0,
    status: int = 200,
) -> ResponseReturnValue:
    counted = queries.attendance_of(meeting)
    chosen = {name: request.args.get(name, "").strip() for name in ("standing", "q")}
    rows = counted.narrowed(chosen["standing"], chosen["q"])
    if wants_sheet():
        return download_attendance(meeting, rows)
    facts: dict[str, Any] = {"rows": rows, "counted": counted, "chosen": chosen, **_standing(person, meeting)}
    if facts["may_count"]:
        form = form or UninvitedForm(formdata=None)
        _offer(form, meeting, seated={row.unit_id for row in counted.rows})
        facts |= {"uninvited": form, "seat": seat, "seat_id": seat_id}
    template = "meetings/attendance/index.html", "meetings/attendance/_list.html"
    return page_or_fragment(*template, status=status, narrowed=any(chosen.values()), **facts)


def _standing(person: Person, meeting: Meeting) -> dict[str, Any]:
    lasts = meeting.state is MeetingState.IN_SESSION
    return {"meeting": meeting, "may_count": lasts and policy.can_run(person, meeting)}


def _offer(form: UninvitedForm, meeting: Meeting, *, seated: Collection[int] = ()) -> dict[int, Unit]:
    """The programme's units but those that have a seat; one that got it meanwhile is ticked like any other."""
    units = {unit.id: unit for unit in meeting.programme.members if unit.id not in seated and unit.ended_on is None}
    form.unit.choices = [(unit.id, unit.name) for unit in units.values()]
    return units


def _seat(form: SeatForm) -> dict[str, Any]:
    return {"name": form.name.data or "", "since": form.since.data}

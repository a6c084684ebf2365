"""Who is present: ticked by staff, or said by the unit's people with the code that is shown in the room."""

import secrets
from datetime import datetime, time

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.meetings import labels
from tracker.meetings.models import Invitation, Meeting, MeetingState
from tracker.meetings.queries.invitations import invitation_of
from tracker.meetings.rules.attending import ArrivalIsToCome, CodeDoesNotCount, CountedInSession
from tracker.meetings.services.following import show_change
from tracker.meetings.services.seats import new_code
from tracker.office.models import Person, Unit


def renew_code(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Let the code that was shown until now count no more. Raises CountedInSession."""
    hold(meeting)
    _check_lasts(meeting)
    meeting.arrival_code = new_code()
    audit.record("meeting.code_renewed", subject=meeting, by=by, at=at)
    show_change(meeting)


def tick(invitation: Invitation, *, name: str = "", since: time | None = None, by: Person, at: datetime) -> None:
    """Note who sits there for a unit: since the beginning, or since that time of the day. Ticked again, it is mended.

    Raises CountedInSession, ArrivalIsToCome.
    """
    meeting = invitation.meeting
    hold(meeting)
    _check_lasts(meeting)
    _seat(invitation, name, _moment(meeting, since, at), by=by, at=at)


def tick_uninvited(
    meeting: Meeting, unit: Unit, *, name: str = "", since: time | None = None, by: Person, at: datetime
) -> Invitation:
    """The same for a unit that was not invited and has come."""
    hold(meeting)
    _check_lasts(meeting)
    invitation = _seat_of(meeting, unit)
    _seat(invitation, name, _moment(meeting, since, at), by=by, at=at)
    return invitation


def arrive(meeting: Meeting, unit: Unit, *, code: str, by: Person, at: datetime) -> Invitation:
    """A unit's own people say that they are there; said twice, the first time counts.

    Raises CountedInSession, CodeDoesNotCount.
    """
    hold(meeting)
    _check_lasts(meeting)
    if not secrets.compare_digest(code.encode(), meeting.arrival_code.encode()):
        raise CodeDoesNotCount
    invitation = _seat_of(meeting, unit)
    if invitation.present_at is None:
        _seat(invitation, by.full_name, at, by=by, at=at)
    return invitation


def untick(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """It was a mistake: nobody of the unit is there. Raises CountedInSession."""
    meeting = invitation.meeting
    hold(meeting)
    _check_lasts(meeting)
    if invitation.present_at is None:
        return
    invitation.present_at, invitation.present_name, invitation.present_by_id = None, "", None
    audit.record("invitation.unticked", subject=invitation, story=meeting, by=by, at=at, unit=invitation.unit.name)
    show_change(meeting)


def _seat(invitation: Invitation, name: str, present_at: datetime, *, by: Person, at: datetime) -> None:
    invitation.present_at, invitation.present_name = present_at, " ".join(name.split())
    invitation.present_by_id = by.id
    event = "invitation.came_uninvited" if invitation.ended else "invitation.attended"
    audit.record(
        event,
        subject=invitation,
        story=invitation.meeting,
        by=by,
        at=at,
        unit=invitation.unit.name,
        who=invitation.present_name or "–",
        since=f"{clock.local(present_at):%H:%M}",
    )
    show_change(invitation.meeting)


def _seat_of(meeting: Meeting, unit: Unit) -> Invitation:
    """Its invitation, or where it has none a seat that says so."""
    invitation = invitation_of(meeting.id, unit.id)
    if invitation is None:
        invitation = Invitation(meeting=meeting, unit=unit, ended=True)
        db.session.add(invitation)
    return invitation


def _moment(meeting: Meeting, since: time | None, at: datetime) -> datetime:
    if since is None:
        return min(meeting.opened_at or at, at)
    moment = datetime.combine(clock.local(at).date(), since, clock.ZONE)
    if moment > at:
        raise ArrivalIsToCome
    return moment


def _check_lasts(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.IN_SESSION:
        raise CountedInSession(state=labels.MEETING_STATE[meeting.state])

"""Inviting units to a meeting, and taking their answers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.orm.attributes import flag_modified

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.documents.queries import letterhead_of, register_for
from tracker.documents.services import take_number
from tracker.meetings import invitation_letters, labels
from tracker.meetings.invitation_paper import TYPE_CODE, Occasion
from tracker.meetings.models import Invitation, Meeting, MeetingState, Reply
from tracker.meetings.queries.agenda import agenda_of
from tracker.meetings.queries.invitations import REMINDED, asked_since, invited_units
from tracker.meetings.rules import NOT_HELD_YET
from tracker.meetings.rules.replying import (
    AllAskedToday,
    AllInvitedAlready,
    InvitationHasEnded,
    InvitationLacks,
    InvitationNotSentYet,
    MeetingHasBegun,
    NobodyToInvite,
    NobodyToRemind,
    lacking,
    words_for,
)
from tracker.meetings.services.following import show_change
from tracker.meetings.services.meetings import move_meeting
from tracker.meetings.services.seats import ask_expected
from tracker.office.models import Person, Unit

_SAID = {Reply.COMING: "accepted", Reply.DEPUTY: "passed_on", Reply.ABSENT: "declined"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of sending: to how many units, as how many mails."""

    units: int
    mails: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of reminding: how many units, how many mails, how many had been reminded that day."""

    units: int
    mails: int
    before: int


def choose_units(meeting: Meeting, units: Collection[Unit], *, seen: int, link: str, by: Person, at: datetime) -> None:
    """Invite these units and no others; who has an invitation and is left out now is told.

    Raises ChangedMeanwhile, NotFromHere.
    """
    hold(meeting)
    if meeting.version != seen:
        raise ChangedMeanwhile
    _check_to_come(meeting)
    if not units:
        ask_expected(meeting, at=at)  # so that nobody is what was chosen, not that nobody has chosen yet
    before = {unit.id: unit.name for unit in invited_units(meeting, on=clock.local(at).date())}
    known = {invitation.unit_id: invitation for invitation in meeting.invitations}
    wanted = {unit.id: unit for unit in units}
    for unit in wanted.values():
        if unit.id not in known:
            meeting.invitations.append(Invitation(unit=unit))
        elif known[unit.id].ended:
            _begin_anew(known[unit.id])
    left_out = [one for one in known.values() if one.unit_id not in wanted and not one.ended]
    for invitation in left_out:
        invitation.ended = True
    flag_modified(meeting, "guests")  # so that whoever chose from the same page meanwhile is told
    _record_choice(meeting, [u.name for u in wanted.values() if u.id not in before], "meeting.units_added", by, at)
    gone = [name for unit_id, name in before.items() if unit_id not in wanted]
    _record_choice(meeting, gone, "meeting.units_left_out", by, at)
    had = [one for one in left_out if one.sent_at is not None]
    invitation_letters.tell_left_out(meeting, had, link=link, at=at)


def send_invitations(meeting: Meeting, *, link: str, by: Person, at: datetime) -> Sent:
    """Send theirs to all units that have none yet; the first time, the meeting becomes one that units are invited to.

    It gets its number where a register gives one. Raises NotFromHere, InvitationLacks, NobodyToInvite,
    AllInvitedAlready.
    """
    hold(meeting)
    _check_to_come(meeting)
    missing = lacking(held_on=meeting.held_on, starts_at=meeting.starts_at, venue=meeting.venue)
    if missing:
        raise InvitationLacks(what=missing)
    ask_expected(meeting, at=at)
    invited = [one for one in meeting.invitations if not one.ended]
    fresh = [one for one in invited if one.sent_at is None]
    if not fresh:
        raise AllInvitedAlready if invited else NobodyToInvite
    if register_for(meeting.programme_id, TYPE_CODE) is not None and letterhead_of(meeting.programme_id) is not None:
        number_invitation(meeting, by=by, at=at)
    if meeting.state is MeetingState.PLANNED:
        move_meeting(meeting, MeetingState.INVITED)
    for invitation in fresh:
        invitation.sent_at = at
    db.session.flush()
    mails = invitation_letters.send_out(occasion_of(meeting, at=at), fresh, link=link, at=at)
    units = [invitation.unit.name for invitation in fresh]
    audit.record("meeting.invitations_sent", subject=meeting, by=by, at=at, units=units, mails=mails)
    show_change(meeting)
    return Sent(len(fresh), mails)


def number_invitation(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Give its paper a number and its day, once. Raises NotFromHere, RegisterNeeded, LetterheadNeeded."""
    hold(meeting)
    _check_to_come(meeting)
    if meeting.invitation_notation:
        return
    taken = take_number(meeting.programme, TYPE_CODE, subject=meeting.title, by=by, at=at)
    meeting.invitation_notation, meeting.invitation_on = taken.notation, clock.local(at).date()
    audit.record("meeting.invitation_numbered", subject=meeting, by=by, at=at, notation=taken.notation)


def occasion_of(meeting: Meeting, *, at: datetime) -> Occasion:
    """What all its invitations say."""
    return Occasion(
        meeting=meeting,
        agenda=[item.title for item in agenda_of(meeting.id)],
        units=[unit.name for unit in invited_units(meeting, on=clock.local(at).date())],
        guests=guests_of(meeting),
    )


def guests_of(meeting: Meeting) -> list[str]:
    """Those who are invited beside the units."""
    return [line.strip() for line in meeting.guests.splitlines() if line.strip()]


def answer(
    invitation: Invitation,
    reply: Reply,
    *,
    deputy: str = "",
    reason: str = "",
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Say for the unit whether somebody comes. Until the meeting is opened, the last answer counts.

    Raises ChangedMeanwhile, InvitationHasEnded, InvitationNotSentYet, MeetingHasBegun, DeputyNeedsName,
    AbsenceNeedsReason.
    """
    hold(invitation.meeting)
    if invitation.ended:
        raise InvitationHasEnded
    if invitation.sent_at is None:
        raise InvitationNotSentYet
    meeting = invitation.meeting
    if meeting.state not in NOT_HELD_YET:
        raise MeetingHasBegun(state=labels.MEETING_STATE[meeting.state])
    if invitation.version != seen:
        raise ChangedMeanwhile
    words = words_for(reply, deputy=deputy, reason=reason)
    invitation.reply, invitation.words = reply, words
    invitation.replied_by, invitation.replied_at = by, at
    said = f"invitation.{_SAID[reply]}"
    audit.record(said, subject=invitation, story=meeting, by=by, at=at, unit=invitation.unit.name, words=words or None)
    show_change(meeting)


def ask_for_answers(
    meeting: Meeting, *, link: str, held_until: datetime | None = None, by: Person, at: datetime
) -> Asked:
    """Remind the units that have not answered, each of them once a day; in quiet hours, mail is `held_until` they end.

    Raises NotFromHere, NobodyToRemind, AllAskedToday.
    """
    hold(meeting)  # else two could remind at once
    _check_to_come(meeting)
    waiting = [
        one for one in meeting.invitations if one.sent_at is not None and one.reply is Reply.WAITING and not one.ended
    ]
    if not waiting:
        raise NobodyToRemind
    midnight = datetime.combine(clock.local(at).date(), time.min, clock.ZONE)
    before = asked_since([one.id for one in waiting], midnight)
    fresh = [one for one in waiting if one.id not in before]
    if not fresh:
        raise AllAskedToday
    mails = 0
    for invitation in fresh:
        audit.record(REMINDED, subject=invitation, story=meeting, by=by, at=at, unit=invitation.unit.name)
        mails += invitation_letters.remind_of_answer(invitation, link=link, held_until=held_until, by=by, at=at)
    return Asked(len(fresh), mails, len(before))


def _check_to_come(meeting: Meeting) -> None:
    if meeting.state not in NOT_HELD_YET:
        raise NotFromHere(state=labels.MEETING_STATE[meeting.state])


def _begin_anew(invitation: Invitation) -> None:
    """A unit that was left out is invited after all: what it had answered is of another invitation."""
    invitation.ended, invitation.sent_at = False, None
    invitation.reply, invitation.words = Reply.WAITING, ""
    invitation.replied_by, invitation.replied_at = None, None


def _record_choice(meeting: Meeting, units: Iterable[str], name: str, by: Person, at: datetime) -> None:
    named = list(units)
    if named:
        audit.record(name, subject=meeting, by=by, at=at, units=named)

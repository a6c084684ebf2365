"""Reading who is invited to a meeting, what they answered, and who is there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.meetings.models import Invitation, Meeting, MeetingState, Reply, Venue
from tracker.office.models import Person, Programme, Unit
from tracker.office.queries import by_kind, members_of, name_on

_SORTS = {
    "replied": (Invitation.replied_at.asc().nulls_last(),),
    "-replied": (Invitation.replied_at.desc().nulls_last(),),
}
NUDGES = ("invitation.reminded", "invitation.chased")  # by mail, by an official letter
REMINDED = "invitation.reminded"  # the event of the trail: by it a unit is asked for its answer once a day


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """One unit's invitation as the list shows it."""

    id: int
    unit_id: int
    unit_name: str
    version: int
    sent_at: datetime | None
    reply: Reply
    words: str
    replied_by: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answers:
    """How many units are invited, and what they answered."""

    invited: int
    sent: int
    coming: int
    deputies: int
    absent: int

    @property
    def waiting(self) -> int:
        """Units that have their invitation and have not answered."""
        return self.sent - self.coming - self.deputies - self.absent

    @property
    def seats_needed(self) -> int:
        """For those who come, themselves or by a deputy."""
        return self.coming + self.deputies


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingInvitation:
    """An invitation of a unit to a meeting that is still to come."""

    id: int
    version: int
    meeting_id: int
    title: str
    held_on: date | None
    starts_at: time | None
    venue: str
    unit_name: str
    reply: Reply
    words: str


def get_invitation(invitation_id: int) -> Invitation | None:
    """An invitation with its unit and its meeting, the meeting's programme with its members."""
    return db.session.scalar(
        sa.select(Invitation)
        .where(Invitation.id == invitation_id)
        .options(
            joinedload(Invitation.unit),
            joinedload(Invitation.meeting).options(
                joinedload(Meeting.venue), joinedload(Meeting.programme).selectinload(Programme.members)
            ),
        )
    )


def get_meeting_alone(meeting_id: int) -> Meeting | None:
    """A meeting with its venue and its programme's members, without what was concluded."""
    return db.session.scalar(
        sa.select(Meeting)
        .where(Meeting.id == meeting_id)
        .options(
            joinedload(Meeting.venue),
            joinedload(Meeting.chair),
            joinedload(Meeting.programme).options(selectinload(Programme.members), joinedload(Programme.standing_unit)),
        )
    )


def invitation_of(meeting_id: int, unit_id: int) -> Invitation | None:
    """A unit's, ended or not."""
    wanted = sa.select(Invitation).where(Invitation.meeting_id == meeting_id, Invitation.unit_id == unit_id)
    return db.session.scalar(wanted)


def expected_units(meeting: Meeting, *, on: date) -> list[Unit]:
    """Who is invited unless somebody says otherwise: the programme's members on that day but for its standing unit."""
    standing = meeting.programme.standing_unit_id
    return [unit for unit in members_of(meeting.programme_id, on=on) if unit.id != standing]


def invited_units(meeting: Meeting, *, on: date) -> Sequence[Unit]:
    """The units that are invited, chosen by staff or (where nobody has chosen yet) as expected."""
    chosen = db.session.execute(
        sa.select(Unit, Invitation.ended)
        .join(Invitation, Invitation.unit_id == Unit.id)
        .where(Invitation.meeting_id == meeting.id)
        .order_by(by_kind(), Unit.sort_key)
    ).all()
    return [unit for unit, ended in chosen if not ended] if chosen else expected_units(meeting, on=on)


def invitations_of(
    meeting: Meeting,
    *,
    of_units: Collection[int] | None = None,
    reply: Reply | None = None,
    words: str = "",
    sort: str = "",
) -> list[InvitationRow]:
    """The invitations that stand, by kind and name of their units; `of_units` of these alone.

    `words` are looked for in the names of units and in what was answered, with or without marks.
    """
    rows = db.session.execute(
        sa.select(
            Invitation.id,
            Invitation.unit_id,
            unit_name_then(meeting),
            Invitation.version,
            Invitation.sent_at,
            Invitation.reply,
            Invitation.words,
            sa.func.coalesce(Person.full_name, "").label("replied_by"),
            Invitation.replied_at,
        )
        .join(Unit, Unit.id == Invitation.unit_id)
        .outerjoin(Person, Person.id == Invitation.replied_by_id)
        .where(
            Invitation.meeting_id == meeting.id,
            Invitation.ended.is_(False),
            Invitation.unit_id.in_(of_units) if of_units is not None else sa.true(),
            Invitation.reply == reply if reply is not None else sa.true(),
        )
        .order_by(*_SORTS.get(sort, ()), by_kind(), Unit.sort_key)
    )
    told, wanted = (InvitationRow(**row._asdict()) for row in rows), fold(words.strip())
    return [row for row in told if wanted in fold(f"{row.unit_name} {row.words}")]


def unit_name_then(meeting: Meeting) -> sa.Label[str]:
    """The column of a unit's name on the meeting's day, or its name now where no day is set."""
    name = name_on(meeting.held_on) if meeting.held_on is not None else sa.cast(Unit.name, sa.String)
    return name.label("unit_name")


def answers_of(meeting_id: int) -> Answers:
    """The figures of a meeting's invitations that stand."""
    said = Invitation.reply
    counts = [sa.func.count(sa.case((said == reply, 1))) for reply in (Reply.COMING, Reply.DEPUTY, Reply.ABSENT)]
    sent = sa.func.count(Invitation.sent_at)
    wanted = sa.select(sa.func.count(), sent, *counts).where(
        Invitation.meeting_id == meeting_id, Invitation.ended.is_(False)
    )
    return Answers(*list(db.session.execute(wanted).one()))


def invitations_waiting(unit_ids: Collection[int], *, programme_id: int) -> list[WaitingInvitation]:
    """What units are invited to and has not begun, the next first; answered ones too, since answers can change."""
    rows = db.session.execute(
        sa.select(
            Invitation.id,
            Invitation.version,
            Invitation.meeting_id,
            Meeting.title,
            Meeting.held_on,
            Meeting.starts_at,
            sa.func.coalesce(Venue.name, "").label("venue"),
            Unit.name.label("unit_name"),
            Invitation.reply,
            Invitation.words,
        )
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .join(Unit, Unit.id == Invitation.unit_id)
        .outerjoin(Venue, Venue.id == Meeting.venue_id)
        .where(
            Invitation.unit_id.in_(unit_ids),
            Invitation.sent_at.is_not(None),
            Invitation.ended.is_(False),
            Meeting.programme_id == programme_id,
            Meeting.state == MeetingState.INVITED,
        )
        .order_by(Meeting.held_on, Meeting.starts_at, Invitation.id)
    )
    return [WaitingInvitation(**row._asdict()) for row in rows]


def waiting_row(invitation: Invitation) -> WaitingInvitation:
    """One of these."""
    meeting = invitation.meeting
    return WaitingInvitation(
        id=invitation.id,
        version=invitation.version,
        meeting_id=meeting.id,
        title=meeting.title,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        venue=meeting.venue.name if meeting.venue is not None else "",
        unit_name=invitation.unit.name,
        reply=invitation.reply,
        words=invitation.words,
    )


def asked_since(invitation_ids: Collection[int], since: datetime) -> set[int]:
    """Which of them were reminded of since a moment."""
    return set(
        db.session.scalars(
            sa.select(AuditEvent.subject_id).where(
                AuditEvent.subject_type == Invitation.__tablename__,
                AuditEvent.subject_id.in_(invitation_ids),
                AuditEvent.name.in_(NUDGES),
                AuditEvent.at >= since,
            )
        )
    )

"""When units end, whoever takes over is addressed by drafts, invited to what is to come, and host of its places."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from tracker import audit
from tracker.core.db import db
from tracker.meetings.models import (
    Addressee,
    AgendaItem,
    Conclusion,
    ConclusionKind,
    ConclusionState,
    Invitation,
    Meeting,
    MeetingState,
    NoticeSection,
    Venue,
)
from tracker.meetings.rules import NOT_HELD_YET
from tracker.office.models import Person
from tracker.office.services.handing_over import Takeover
from tracker.tasks.rules import strongest


def hand_over(takeover: Takeover, *, by: Person | None, at: datetime) -> int:
    """What has not happened yet names the unit that takes over, or leaves the former one out where none does.

    Of several addressees of a draft that become one, one goes on, with the weightiest duty. Returns how many
    addressees changed.
    """
    _hand_over_what_is_to_come(takeover)
    ids = [*takeover.former_ids, *(unit.id for unit in takeover.successors)]
    drafts: dict[Conclusion, list[Addressee]] = {}
    wanted = (
        sa.select(Addressee)
        .join(Conclusion, Conclusion.id == Addressee.conclusion_id)
        .where(Addressee.unit_id.in_(ids), ~Addressee.ended, Conclusion.state == ConclusionState.DRAFT)
        .options(contains_eager(Addressee.conclusion).joinedload(Conclusion.meeting))
        .order_by(Addressee.id)
    )
    for addressee in db.session.scalars(wanted):
        drafts.setdefault(addressee.conclusion, []).append(addressee)
    changed = 0
    for conclusion, addressed in drafts.items():
        former = [addressee for addressee in addressed if addressee.unit_id in takeover.former_ids]
        if not former:
            continue
        changed += len(former)
        names = [addressee.name for addressee in former]
        _readdress(addressed, former, takeover)
        audit.record(
            "conclusion.readdressed",
            subject=conclusion,
            story=conclusion.meeting,
            by=by,
            at=at,
            number=conclusion.number or None,
            former=names,
            unit=takeover.main.name if takeover.successors else None,
            day=takeover.on,
        )
        if not conclusion.addressed:
            _give_up(conclusion, by=by, at=at)
    return changed


def _give_up(conclusion: Conclusion, *, by: Person | None, at: datetime) -> None:
    """Once a meeting is closed nobody can address its point anew: it would keep the whole notice from being issued."""
    meeting = conclusion.meeting
    if meeting.state is MeetingState.IN_SESSION or conclusion.kind is ConclusionKind.AMENDMENT:
        return
    conclusion.state = ConclusionState.DROPPED
    for section in db.session.scalars(sa.select(NoticeSection).where(NoticeSection.conclusion_id == conclusion.id)):
        section.ended = True
    number, words = conclusion.number or None, conclusion.text
    audit.record("conclusion.dropped", subject=conclusion, story=meeting, by=by, at=at, number=number, words=words)


def _hand_over_what_is_to_come(takeover: Takeover) -> None:
    """Places and their hosts, who speaks, who is invited, through whom drafts go."""
    former, successor = takeover.former_ids, takeover.main.id if takeover.successors else None
    to_come = sa.select(Meeting.id).where(Meeting.state.in_(NOT_HELD_YET))
    drafts = (Conclusion.state == ConclusionState.DRAFT) & Conclusion.through_id.in_(former)
    if successor is not None:
        db.session.execute(sa.update(Venue).where(Venue.host_id.in_(former)).values(host_id=successor))
    for item in db.session.scalars(
        sa.select(AgendaItem).where(AgendaItem.unit_id.in_(former), AgendaItem.meeting_id.in_(to_come))
    ):
        item.unit_id = successor
    for draft in db.session.scalars(sa.select(Conclusion).where(drafts)):
        draft.through_id = successor
    wanted = [*former, *([successor] if successor is not None else [])]
    invited: dict[int, list[Invitation]] = {}
    for one in db.session.scalars(
        sa.select(Invitation)
        .where(Invitation.unit_id.in_(wanted), Invitation.meeting_id.in_(to_come))
        .order_by(Invitation.ended, Invitation.id)
    ):
        invited.setdefault(one.meeting_id, []).append(one)
    for invitations in invited.values():
        goes_on = next((one for one in invitations if one.unit_id == successor), invitations[0])
        live = next((one for one in invitations if not one.ended), None)
        if live is not None and goes_on.ended:
            _take_over(goes_on, live)
        for one in invitations:
            one.ended = not (live is not None and one is goes_on and successor is not None)
        if successor is not None:
            goes_on.unit_id = successor


def _take_over(seat: Invitation, former: Invitation) -> None:
    """A unit that was left out is invited in the place of one that was not: what it had answered before is past."""
    seat.sent_at, seat.reply, seat.words = former.sent_at, former.reply, former.words
    seat.replied_by_id, seat.replied_at = former.replied_by_id, former.replied_at


def _readdress(addressed: list[Addressee], former: list[Addressee], takeover: Takeover) -> None:
    if not takeover.successors:
        for addressee in former:
            addressee.ended = True
        return
    own = next((a for a in addressed if a.unit_id == takeover.main.id), None)
    goes_on = own or former[0]
    goes_on.part = strongest(addressee.part for addressee in [goes_on, *former])
    goes_on.unit = takeover.main
    for addressee in former:
        addressee.ended = addressee is not goes_on

"""A meeting that can be invited to, and what is done with its invitations."""

from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa

from tests.town import Town
from tracker.core.db import db, transaction
from tracker.meetings import services
from tracker.meetings.models import Invitation, Meeting, Reply
from tracker.meetings.services import attending, inviting
from tracker.office.models import Person, Unit
from tracker.outbox.models import OutboxMessage

LINK = "https://giao-ban.vi-du.gov.vn/meetings/1/invitations"
HALL = "Hội trường lớn"


class Inviting:
    """A further meeting of the quarter, with day, time and venue unless told otherwise."""

    def __init__(self, town: Town, **facts: Any) -> None:
        self.town = town
        told = {"held_on": town.today + timedelta(days=2), "starts_at": time(8, 30), "venue": HALL} | facts
        with transaction():
            self.meeting: Meeting = services.plan_meeting(
                "Hội nghị chuyên đề quý IV/2026",
                programme_id=town.programme.id,
                quarter=town.quarter,
                by=town.person("staff"),
                at=town.now,
                **told,
            )

    @property
    def day(self) -> date:
        assert self.meeting.held_on is not None
        return self.meeting.held_on

    def of(self, unit: str) -> Invitation:
        """A unit's invitation as it is saved."""
        db.session.rollback()
        wanted = sa.select(Invitation).where(
            Invitation.meeting_id == self.meeting.id, Invitation.unit_id == self.town.unit(unit).id
        )
        return db.session.scalars(wanted).one()

    def choose(self, *units: str, seen: int | None = None) -> None:
        """Staff invite these units and no others."""
        chosen = [self.town.unit(unit) for unit in units]
        with transaction():
            version = self.meeting.version if seen is None else seen
            inviting.choose_units(self.meeting, chosen, seen=version, link=LINK, **self.by("staff"))

    def send(self, **when: Any) -> inviting.Sent:
        """Staff send what was not sent yet."""
        with transaction():
            return inviting.send_invitations(self.meeting, link=LINK, **self.by("staff") | when)

    def answer(self, unit: str, reply: Reply = Reply.COMING, *, who: str = "officer", **said: Any) -> None:
        """Somebody answers for a unit."""
        invitation = self.of(unit)
        told = {"seen": invitation.version} | said
        with transaction():
            inviting.answer(invitation, reply, **told, **self.by(who))

    def remind(self, **when: Any) -> inviting.Asked:
        """Staff ask for what is missing."""
        with transaction():
            return inviting.ask_for_answers(self.meeting, link=LINK, **self.by("staff") | when)

    def open(self) -> "Inviting":
        """The chair opens it."""
        with transaction():
            services.open_meeting(self.meeting, **self.by("chair"))
        return self

    def tick(self, unit: str, **facts: Any) -> None:
        """Staff see somebody of the unit."""
        invitation = self.of(unit)
        with transaction():
            attending.tick(invitation, **facts, **self.by("staff"))

    def seat(self, unit: Unit) -> None:
        """Somebody of the unit has come, invited or not."""
        with transaction():
            attending.tick_uninvited(self.meeting, unit, **self.by("staff"))

    def by(self, who: str) -> dict[str, Any]:
        return {"by": self.town.person(who), "at": self.town.now}


def give_address(town: Town, who: str, address: str) -> Person:
    """Mail reaches them from now on."""
    person = town.person(who)
    with transaction():
        db.session.get_one(Person, person.id).email = address
    return person


def mails() -> list[OutboxMessage]:
    """What waits to leave, in the order in which it was queued."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))

"""Who is invited to the demo town's meetings, what units answered, and who sat there."""

import tomllib
from datetime import datetime, time, timedelta
from functools import partial

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.demo.town import Facts, Town, shipped
from tracker.meetings import services as meetings
from tracker.meetings.models import Invitation, Meeting, Reply
from tracker.meetings.services.attending import tick
from tracker.meetings.services.inviting import answer, send_invitations
from tracker.office.models import Person

_NOWHERE = "http://localhost/"  # where the demo's mails would lead to, if they left


def invite_units(town: Town) -> None:
    """Put into the diary a meeting of the days to come, its invitations and some answers."""
    facts, planned = tomllib.loads(shipped("inviting.toml")), {}

    def plan(at: datetime) -> None:
        held = town.diary.back(facts["held"])
        planned[0] = meetings.plan_meeting(
            facts["title"],
            programme_id=town.programme.id,
            quarter=Quarter.of(held),
            venue=facts["venue"],
            held_on=held,
            starts_at=time(14),
            chair_id=town.people["chair"].id,
            guests="\n".join(facts["guests"]),
            by=town.people["staff"],
            at=at,
        )

    def send(at: datetime) -> None:
        send_invitations(planned[0], link=_NOWHERE, by=town.people["staff"], at=at)

    def reply(said: Facts, at: datetime) -> None:
        invitation = _seat_of(town, planned[0], said["unit"])
        words = {"deputy": said.get("words", ""), "reason": said.get("words", "")}
        by = _somebody_of(town, invitation)
        answer(invitation, Reply(said["reply"]), seen=invitation.version, by=by, at=at, **words)

    town.diary.on(town.diary.back(facts["planned"]), plan)
    town.diary.on(town.diary.back(facts["sent"]), send)
    for said in facts["answers"]:
        town.diary.on(town.diary.back(said["ago"]), partial(reply, said))


def fill_room(town: Town, meeting: Meeting, *, at: datetime) -> None:
    """Almost all have come to a review meeting, and one came late."""
    seats = tomllib.loads(shipped("inviting.toml"))["seats"]
    turn = meeting.quarter.number % len(seats["late"])
    missing, late = (town.units[seats[what][turn]].id for what in ("missing", "late"))
    later = at + timedelta(minutes=25)
    for invitation in meeting.invitations:
        if invitation.unit_id != missing:
            since = clock.local(later).time() if invitation.unit_id == late else None
            name = _somebody_of(town, invitation).full_name
            tick(invitation, name=name, since=since, by=town.people["staff"], at=later)


def _seat_of(town: Town, meeting: Meeting, unit: str) -> Invitation:
    return next(one for one in meeting.invitations if one.unit_id == town.units[unit].id)


def _somebody_of(town: Town, invitation: Invitation) -> Person:
    """Whoever works in the unit; staff write down what others said by telephone."""
    own = sa.select(Person).where(Person.unit_id == invitation.unit_id).order_by(Person.id).limit(1)
    return db.session.scalar(own) or town.people["staff"]

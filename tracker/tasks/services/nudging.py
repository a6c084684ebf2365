"""Reminding a unit of its part: staff, the chair, or the unit that leads the task."""

from datetime import datetime, time

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import NotFromHere
from tracker.office.models import Person
from tracker.tasks import labels, letters
from tracker.tasks.models import Assignment, Nudge
from tracker.tasks.rules.parts import OWED, RemindedToday
from tracker.tasks.services.telling import tell
from tracker.tasks.services.under_way import hold_under_way


def nudge_part(
    part: Assignment,
    *,
    words: str,
    link: str,
    from_lead: bool,
    held_until: datetime | None = None,
    by: Person,
    at: datetime,
) -> int:
    """Remind the unit's people of a part that they owe; how many of them get a mail, with that link to the part.

    In quiet hours the mail is `held_until` they end.
    Raises RemindedToday where the same side did so on this day: staff and chair are one side, the lead unit
    (`from_lead`) is the other.
    """
    hold_under_way(part.task)  # else two could remind at once
    if part.state not in OWED:
        raise NotFromHere(state=labels.STATE[part.state])
    begun = datetime.combine(clock.local(at).date(), time.min, clock.ZONE)
    today = sa.select(Nudge.id).where(Nudge.assignment_id == part.id, Nudge.from_lead == from_lead, Nudge.at >= begun)
    if db.session.scalar(today.limit(1)) is not None:
        raise RemindedToday
    nudge = note_nudge(part, words=words, from_lead=from_lead, by=by, at=at)
    return letters.tell_of_nudge(part, nudge, by=by, link=link, held_until=held_until)


def note_nudge(
    part: Assignment, *, words: str, from_lead: bool = False, by_letter: bool = False, by: Person, at: datetime
) -> Nudge:
    """Put down that the unit was reminded of its part, by mail or by an official letter, which others write."""
    nudge = Nudge(assignment_id=part.id, by_id=by.id, at=at, words=words, from_lead=from_lead)
    db.session.add(nudge)
    db.session.flush()
    name = "assignment.chased" if by_letter else "assignment.reminded"
    tell(part, name, by=by, at=at, words=words, from_lead=from_lead or None)
    return nudge

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


def nudge_part(part: Assignment, *, words: str, link: str, from_lead: bool, by: Person, at: datetime) -> int:
    """Remind the unit's people of a part that they owe; how many of them get a mail, with that link to the part.

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
    nudge = Nudge(assignment_id=part.id, by_id=by.id, at=at, words=words, from_lead=from_lead)
    db.session.add(nudge)
    db.session.flush()
    tell(part, "assignment.reminded", by=by, at=at, words=words)
    return letters.tell_of_nudge(part, nudge, by=by, link=link)

"""Remembering how far a person has read."""

from datetime import datetime

from tracker.core.db import add_unless_there, db
from tracker.office.models import Person
from tracker.reminders.models import BellLook


def mark_read(person: Person, *, until: datetime, at: datetime) -> None:
    """What happened until then is no longer new to them. It never goes back, nor beyond `at`: what came after the page
    was shown stays new. A look that a wrong clock noted ahead of `at` does not count.
    """
    until = min(until, at)
    if add_unless_there(BellLook, key=("person_id",), person_id=person.id, looked_at=until):
        return
    look = db.session.get_one(BellLook, person.id, with_for_update=True)
    look.looked_at = until if look.looked_at > at else max(look.looked_at, until)

"""Making and ending the secret addresses that calendar programs read."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tracker import audit
from tracker.core.db import at_once, db, hold
from tracker.office.models import Person, Unit
from tracker.reminders.models import CalendarFeed
from tracker.reminders.queries.feeds import feeds_of

READ_NOTED_EVERY = timedelta(hours=1)


def make_feed(person: Person, *, unit: Unit | None, at: datetime) -> str:
    """The token of an address for what is `person`'s own, or for a unit's: known here, and nowhere afterwards.

    The address that they had for the same ends.
    """
    hold(person)
    unit_id = None if unit is None else unit.id
    for former in feeds_of(person.id):
        if former.unit_id == unit_id:
            end_feed(former, by=person, at=at)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(token_hash=token_hash(token), person_id=person.id, unit_id=unit_id, made_at=at)
    db.session.add(feed)
    name = "feed.made" if unit is None else "feed.made_for_unit"
    audit.record(name, subject=feed, story=person, by=person, at=at, unit=None if unit is None else unit.name)
    return token


def end_feed(feed: CalendarFeed, *, by: Person, at: datetime) -> None:
    """From now on the address opens nothing. Ended twice, it ended at the first time."""
    if feed.ended_at is None:
        feed.ended_at = at
        audit.record("feed.ended", subject=feed, story=feed.person, by=by, at=at)


def token_hash(token: str) -> str:
    """What the database keeps of the address."""
    return sha256(token.encode()).hexdigest()


def note_reading(engine: Engine, feed_id: int, *, at: datetime) -> None:
    """Remember that the address was read, on a connection of its own; raises where the database is busy."""
    with at_once(engine) as connection:
        connection.execute(sa.update(CalendarFeed).where(CalendarFeed.id == feed_id).values(read_at=at))

"""Finding the addresses that calendar programs read."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from tracker.accounts.models import Account
from tracker.accounts.queries import account_of_person, load_account
from tracker.core.db import db
from tracker.office.models import Unit
from tracker.reminders.models import CalendarFeed


class OpenFeed(NamedTuple):
    """An address that opens, and whose account it is, with the powers of that day."""

    feed: CalendarFeed
    account: Account


def get_feed(feed_id: int) -> CalendarFeed | None:
    """One that has not ended."""
    feed = db.session.get(CalendarFeed, feed_id)
    return feed if feed is not None and feed.ended_at is None else None


def feeds_of(person_id: int) -> Sequence[CalendarFeed]:
    """The addresses of a person that have not ended, by what they tell of."""
    wanted = sa.select(CalendarFeed).where(CalendarFeed.person_id == person_id, CalendarFeed.ended_at.is_(None))
    return db.session.scalars(wanted.order_by(CalendarFeed.unit_id, CalendarFeed.id)).all()


def open_feed(token_hash: str, *, today: date) -> OpenFeed | None:
    """What a calendar program asks for; None where it has ended, or its person may not read that any more."""
    feed = db.session.scalar(
        sa.select(CalendarFeed).where(CalendarFeed.token_hash == token_hash, CalendarFeed.ended_at.is_(None))
    )
    known = account_of_person(feed.person_id) if feed is not None else None
    account = load_account(known.id, today) if known is not None else None
    if feed is None or account is None:
        return None
    person = account.person
    reads = person.acts_for(feed.unit_id) if feed.unit_id is not None else bool(person.powers)
    return OpenFeed(feed, account) if reads else None


def names_of(unit_ids: frozenset[int]) -> Sequence[tuple[int, str]]:
    """Numbers and names of some units, in the order of their names."""
    rows = db.session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)).order_by(Unit.sort_key))
    return [(number, name) for number, name in rows]

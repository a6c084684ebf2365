"""Addresses that calendars read: the officer's, and that of another unit's officer."""

from typing import Any

from tracker.core.db import transaction
from tracker.home.access import Object
from tracker.reminders.queries.feeds import feeds_of
from tracker.reminders.services.feeds import make_feed


def make(world: Any, of: Object) -> tuple[int, str]:
    """A new address of their own, which ends their last: the number of its record, and its token."""
    who = {Object.OWN: "officer", Object.OTHER: "officer2"}.get(of, "head")
    person = world.town.person(who)
    with transaction():
        token = make_feed(person, unit=None, at=world.town.now)
        feed = feeds_of(person.id)[-1]
        feed.read_at = world.town.now  # else reading it would be noted, on a connection beside the savepoint
    return feed.id, token


MAKERS = {
    "feed_token": ((Object.NONE,), lambda world, of: make(world, of)[1]),
    "feed_id": ((Object.OWN, Object.OTHER), lambda world, of: make(world, of)[0]),
}

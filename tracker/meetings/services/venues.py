"""What is done to venues: added, mended, ended, and found by the name that a document gives them."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.meetings import queries
from tracker.meetings.models import Venue
from tracker.meetings.rules import VenueHasEnded, VenueIsNeeded, VenueNameTaken, named_within
from tracker.office.models import Person, Unit
from tracker.office.queries import name_book
from tracker.office.rules import EndedAlready, NotEnded
from tracker.office.services.units import hold_tree


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueFacts:
    """What is known of a venue. `host` is the unit whose place it is."""

    name: str
    address: str = ""
    host: Unit | None = None
    seats: int | None = None


def add_venue(facts: VenueFacts, *, by: Person, at: datetime) -> Venue:
    """Enter a venue. Raises VenueNameTaken."""
    hold_tree()  # whoever adds venues takes turns, else two could have one name
    _check_name(facts.name, but=None)
    venue = Venue()
    _write(venue, facts)
    db.session.add(venue)
    audit.record("venue.added", subject=venue, by=by, at=at, venue=venue.name)
    return venue


def edit_venue(venue: Venue, facts: VenueFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend what is known of it. Raises ChangedMeanwhile, VenueNameTaken."""
    hold_tree()
    if venue.version != seen:
        raise ChangedMeanwhile
    _check_name(facts.name, but=venue.id)
    before = venue.name
    _write(venue, facts)
    host = facts.host.name if facts.host is not None else None
    audit.record("venue.edited", subject=venue, by=by, at=at, before=before, venue=venue.name, host=host)


def end_venue(venue: Venue, *, by: Person, at: datetime) -> None:
    """Offer it for no further meeting from today on. Raises EndedAlready, VenueIsNeeded."""
    hold(venue)
    if venue.ended_on is not None:
        raise EndedAlready
    if queries.is_needed(venue):
        raise VenueIsNeeded
    venue.ended_on = clock.local(at).date()
    audit.record("venue.ended", subject=venue, by=by, at=at, venue=venue.name)


def resume_venue(venue: Venue, *, by: Person, at: datetime) -> None:
    """Offer it again. Raises NotEnded."""
    if venue.ended_on is None:
        raise NotEnded
    venue.ended_on = None
    audit.record("venue.resumed", subject=venue, by=by, at=at, venue=venue.name)


def venue_called(
    name: str, *, by: Person, at: datetime, held_on: date | None = None, host: Unit | None = None
) -> Venue | None:
    """The venue of that name, found or made; None for no name.

    A new one belongs to the unit that its name names, else to `host`. Raises VenueHasEnded where it was not in use
    any more on the day of the meeting, or is not now where that day is open.
    """
    name = " ".join(name.split())
    if not name:
        return None
    found = queries.find_venue(name)
    if found is None:
        hold_tree()  # as in add_venue
        found = queries.find_venue(name) or _new_venue(name, host, by=by, at=at)
    if found.ended_on is not None and (held_on is None or held_on >= found.ended_on):
        raise VenueHasEnded(venue=found.name, day=f"{found.ended_on:%d/%m/%Y}")
    return found


def _new_venue(name: str, host: Unit | None, *, by: Person, at: datetime) -> Venue:
    book = name_book(on=clock.local(at).date())

    def unit_of(words: str) -> int | None:
        named = book.find(words)
        return named.unit_id if named is not None else None

    named = named_within(name, unit_of)
    venue = Venue(name=name, host=db.session.get_one(Unit, named) if named is not None else host)
    db.session.add(venue)
    audit.record("venue.added", subject=venue, by=by, at=at, venue=name)
    return venue


def _check_name(name: str, *, but: int | None) -> None:
    found = queries.find_venue(name)
    if found is not None and found.id != but:
        raise VenueNameTaken(name=found.name)


def _write(venue: Venue, facts: VenueFacts) -> None:
    venue.name, venue.address, venue.seats = facts.name, facts.address, facts.seats
    venue.host = facts.host

"""The secret addresses from which calendar programs read what is due: making and ending one's own."""

from urllib.parse import urlsplit

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts.entry import at_office
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.db import transaction
from tracker.office.models import Person, Unit
from tracker.office.queries import get_unit
from tracker.reminders import policy
from tracker.reminders.models import CalendarFeed
from tracker.reminders.queries import feeds as queries
from tracker.reminders.services import feeds as services

bp = Blueprint("feeds", __name__)


@bp.get("/feeds/")
@guarded_by(policy.can_read_due, freshly=True)
def index(person: Person) -> ResponseReturnValue:
    """For which calendars there are addresses, and what they tell of."""
    return _index(person)


@bp.post("/feeds/own")
@guarded_by(policy.can_read_due, freshly=True)
def make_own(person: Person) -> ResponseReturnValue:
    """An address for all that is the person's to do."""
    return _make(person, None)


@bp.post("/units/<int:unit_id>/feed")
@guarded_by(policy.can_feed_unit, get_unit, sees=lambda _person, _unit: True, freshly=True)
def make_for_unit(person: Person, unit: Unit) -> ResponseReturnValue:
    """An address for what one unit has to do."""
    return _make(person, unit)


@bp.post("/feeds/<int:feed_id>/end")
@guarded_by(policy.can_end_feed, queries.get_feed)
def end(person: Person, feed: CalendarFeed) -> ResponseReturnValue:
    """Let an address open nothing any more."""
    return act(
        lambda: services.end_feed(feed, by=person, at=clock.now()),
        words=gettext("The address opens nothing any more."),
        onward=url_for(".index"),
        again=lambda status: _index(person, status=status),
    )


def _make(person: Person, unit: Unit | None) -> ResponseReturnValue:
    """The page that shows the address, this once."""
    with transaction():
        token = services.make_feed(person, unit=unit, at=clock.now())
    address = at_office(url_for("feed_files.show", feed_token=f"{token}.ics"))
    subscribe = urlsplit(address)._replace(scheme="webcal").geturl()
    return render_template("reminders/feeds/made.html", address=address, subscribe=subscribe, unit=unit)


def _index(person: Person, *, status: int = 200) -> ResponseReturnValue:
    made = {feed.unit_id: feed for feed in queries.feeds_of(person.id)}
    units = queries.names_of(person.own_unit_ids.union(number for number in made if number is not None))
    page = render_template("reminders/feeds/index.html", made=made, units=units, acts_for=person.own_unit_ids)
    return page, status

"""What a calendar program reads at a secret address. It signs in nowhere: who has the address reads."""

import logging
from datetime import datetime
from functools import partial

import sqlalchemy as sa
from flask import Blueprint, Response, abort
from flask_babel import force_locale, gettext
from sqlalchemy.engine import Engine

from tracker.accounts.entry import at_office
from tracker.core import clock
from tracker.core.access import open_to_all
from tracker.core.db import db
from tracker.reminders.feed_file import feed_file
from tracker.reminders.queries import feeds as queries
from tracker.reminders.queries.mine import mine, of_unit
from tracker.reminders.services import feeds as services
from tracker.reminders.views.links import urls
from tracker.tasks.queries import reckoning

bp = Blueprint("feed_files", __name__)
log = logging.getLogger(__name__)


@bp.get("/feeds/<string(maxlength=100):feed_token>")
@open_to_all
def show(feed_token: str) -> Response:
    """The calendar; not found once the address has ended, or its person may not read that any more."""
    now = clock.now()
    found = queries.open_feed(services.token_hash(feed_token.removesuffix(".ics")), today=clock.today())
    if found is None:
        abort(404)
    feed, person = found.feed, found.account.person
    looked = reckoning(clock.today())
    items = mine(person, looked) if feed.unit_id is None else of_unit(feed.unit_id, looked)
    page = urls()
    with force_locale(found.account.language or "vi"):
        name = gettext("Deadlines: %(whose)s", whose=feed.unit.name if feed.unit else person.full_name)
        content = feed_file(items, name=name, url_of=lambda item: at_office(page(item)), at=now)
    answer = Response(content, content_type="text/calendar; charset=utf-8")
    answer.headers["X-Robots-Tag"] = "noindex"
    if feed.read_at is None or now - feed.read_at >= services.READ_NOTED_EVERY:
        answer.call_on_close(partial(_note, db.engine, feed.id, now))
    return answer


def _note(engine: Engine, feed_id: int, at: datetime) -> None:
    """After the answer, or not at all: reading does not wait for it."""
    try:
        services.note_reading(engine, feed_id, at=at)
    except sa.exc.SQLAlchemyError as busy:
        log.info("that a calendar address was read was not noted: %s", type(busy).__name__)

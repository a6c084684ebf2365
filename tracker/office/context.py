"""Which programme the page is about."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Flask, g, request
from werkzeug.exceptions import Forbidden, NotFound
from wtforms import ValidationError

from tracker.core import clock
from tracker.core.access import current_person
from tracker.office import queries
from tracker.office.fields import day_of
from tracker.office.models import Person, Programme


def init_app(app: Flask) -> None:
    """Let every link stay in the programme that was chosen."""
    app.url_defaults(_keep_programme)


def chosen_programme(person: Person, *, may: Callable[[int], bool] | None = None) -> Programme:
    """The programme in the address (`?programme=2`), else the person's first.

    `may` (`person.runs`, `person.observes`) is what a page asks of the person there: the first is then one where it
    holds. Raises NotFound where no programme concerns the person, Forbidden where the one asked for is not such.
    """
    if may is not None and "programme" not in request.args:
        g.programme = next((p for p in known_programmes(person) if may(p.id)), None)
    programme = programme_or_none(person)
    if programme is None:
        raise NotFound
    if may is not None and not may(programme.id):
        raise Forbidden
    return programme


def programme_or_none(person: Person) -> Programme | None:
    """The same, for pages that can do without."""
    if "programme" not in g:
        known = known_programmes(person)
        asked = request.args.get("programme", type=int)
        g.programme = next((p for p in known if asked in (None, p.id)), None)
    found: Programme | None = g.programme
    return found


def known_programmes(person: Person) -> Sequence[Programme]:
    """All that a person may choose, asked for once a request: those that have ended come last, to be read."""
    if "programmes" not in g:
        g.programmes = queries.programmes_of(person, ended=True)
    found: Sequence[Programme] = g.programmes
    return found


def day_asked(*, year: int | None = None) -> tuple[date, str]:
    """The day in the address (`?on=30/9`), or today; and what is wrong with the words that should say it.

    A day without a year is of `year`, or of the present one.
    """
    today = clock.today()
    try:
        return day_of(request.args.get("on", ""), year=year or today.year) or today, ""
    except ValidationError as wrong:
        return today, str(wrong)


def _keep_programme(endpoint: str, values: dict[str, Any]) -> None:
    known = g.get("programme", True) is not None  # not asked yet, or found
    if "programme" in request.args and known and endpoint != "static" and current_person() is not None:
        values.setdefault("programme", request.args["programme"])

"""Which programme the page is about."""

from flask import g, request
from werkzeug.exceptions import NotFound

from tracker.office import queries
from tracker.office.models import Person, Programme


def chosen_programme(person: Person) -> Programme:
    """The programme in the address (`?programme=2`), else the person's first. Raises NotFound where there is none."""
    programme = programme_or_none(person)
    if programme is None:
        raise NotFound
    return programme


def programme_or_none(person: Person) -> Programme | None:
    """The same, for pages that can do without."""
    if "programme" not in g:
        known = queries.programmes_of(person)
        asked = request.args.get("programme", type=int)
        g.programme = next((p for p in known if asked in (None, p.id)), None)
    found: Programme | None = g.programme
    return found

"""The places of a person's work, and what every page shows around its content."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale, gettext

from tracker.core.access import current_person, is_signed_in
from tracker.core.context import shown_quarter
from tracker.core.errors import N_, Message
from tracker.home import policy as home
from tracker.meetings import policy as meetings
from tracker.office.context import programme_or_none
from tracker.office.models import Person
from tracker.plans import policy as plans
from tracker.tasks import policy as tasks


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation, for this person on this page."""

    endpoint_url: str
    label: str
    icon: str
    active: bool
    count: int | None = None


# endpoint, what it is called, its sign, who goes there
PLACES: tuple[tuple[str, Message, str, Callable[[Person], bool]], ...] = (
    ("home.my_work", N_("My unit's work"), "inbox", home.has_unit),
    ("home.deadlines", N_("Deadlines"), "clock-history", home.can_see_deadlines),
    ("plans.index", N_("Plans"), "file-text", plans.can_list),
    ("tasks.index", N_("Tasks"), "list", tasks.can_list),
    ("meetings.index", N_("Meetings"), "people", meetings.can_list),
    ("intake.index", N_("Take in a document"), "upload", tasks.can_add_task),
    ("office.index", N_("Units"), "building", is_signed_in),
)


def init_app(app: Flask) -> None:
    """Offer the surroundings to every template."""
    app.context_processor(surroundings)


def surroundings() -> dict[str, Any]:
    """Who, which programme, which quarter, where to go."""
    person = current_person()
    return {
        "locale": str(get_locale()),
        "person": person,
        "programme": programme_or_none(person) if person is not None else None,
        "quarter": shown_quarter(),
        "places": _places(person) if person is not None else [],
    }


def _places(person: Person) -> list[Place]:
    kept: dict[str, Any] = {"quarter": shown_quarter()} if "quarter" in request.args else {}
    return [
        Place(url_for(endpoint, **kept), gettext(label), icon, active=_is_at(endpoint))
        for endpoint, label, icon, goes_there in PLACES
        if goes_there(person)
    ]


def _is_at(endpoint: str) -> bool:
    """The page itself, or another page of the same room."""
    room, _, page = endpoint.partition(".")
    return request.endpoint == endpoint or (page == "index" and request.blueprint == room)

"""The places of a person's work, and what every page shows around its content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.local import LocalProxy

from tracker.accounts import policy as accounts
from tracker.core.access import current_person, is_signed_in
from tracker.core.context import shown_quarter
from tracker.core.errors import N_, Message
from tracker.documents import policy as documents
from tracker.home import policy as home
from tracker.meetings import policy as meetings
from tracker.office import policy as office
from tracker.office.context import known_programmes, programme_or_none
from tracker.office.models import Person, Programme
from tracker.pilots import policy as pilots
from tracker.plans import policy as plans
from tracker.reminders import policy as reminders
from tracker.reports import policy as reports
from tracker.standing import policy as standing
from tracker.tasks import policy as tasks


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation, for this person on this page."""

    endpoint_url: str
    label: str
    icon: str
    active: bool
    count: int | None = None
    heading: str = ""  # above it, where a further part of the navigation begins


# endpoint, what it is called, its sign, who goes there
PLACES: tuple[tuple[str, Message, str, Callable[[Person], bool]], ...] = (
    ("home.my_work", N_("My unit's work"), "inbox", home.has_unit),
    ("home.deadlines", N_("Deadlines"), "clock-history", home.can_see_deadlines),
    ("plans.index", N_("Plans"), "file-text", plans.can_list),
    ("tasks.index", N_("Tasks"), "list", tasks.can_list),
    ("report_grid.index", N_("Reports"), "chat-square-text", reports.can_list),
    ("meetings.index", N_("Meetings"), "people", meetings.can_list),
    ("pilots.index", N_("Pilot models"), "diagram", pilots.can_list),
    ("standings.index", N_("Results of the units"), "bar-chart", standing.can_list_standings),
    ("intake.index", N_("Take in a document"), "upload", tasks.can_add_task),
    ("units.index", N_("Units"), "building", is_signed_in),
    ("calendar.index", N_("Calendar"), "calendar", is_signed_in),
    ("unit_groups.index", N_("Groups of units"), "list-check", office.can_manage_office),
    ("programmes.index", N_("Programmes"), "flag", office.can_manage_office),
    ("venues.index", N_("Venues"), "geo-alt", meetings.can_look_after_venues_alone),
    ("succession.index", N_("Changes of units"), "arrow-return-left", office.can_manage_office),
    ("trail.index", N_("Trail"), "clock-history", home.can_read_trail),
    ("people.index", N_("Users"), "person-circle", accounts.can_manage_people),
    ("papers.index", N_("Office papers"), "file-text", documents.can_see_papers),
    ("access.index", N_("Who may do what"), "list-check", home.can_read_access),
    ("outbox.index", N_("Outgoing mail"), "upload", home.can_see_outbox),
)
PART_OF = {
    "roles": "people",
    "reminder_hours": "outbox",
    **dict.fromkeys(("special_days", "day_swaps", "shipped_days"), "calendar"),
    **dict.fromkeys(("letterheads", "signers", "number_registers"), "papers"),
    **dict.fromkeys(("targets", "amendments", "measurements", "grid"), "plans"),
    **dict.fromkeys(("meeting_series", "meeting_changes", "agenda", "meeting_papers", "followup"), "meetings"),
    **dict.fromkeys(("notices", "notice_sections", "corrections", "minutes"), "meetings"),
    **dict.fromkeys(("replying", "attendance", "venues"), "meetings"),
    **dict.fromkeys(("conclusions", "arranging", "confirming", "live"), "meetings"),
    **dict.fromkeys(("report_duties", "locking", "consolidations", "writing", "report_files"), "report_grid"),
    **dict.fromkeys(("compliance_lists", "compliance_steps", "compliance_entries", "compliance_replies"), "standings"),
    **dict.fromkeys(("ratings", "rating_acts", "rating_asked", "rating_files", "rating_schemes"), "standings"),
    **dict.fromkeys(("programme_reviews", "review_sections"), "standings"),
    **dict.fromkeys(("assignments", "evidence", "extensions", "findings", "remedies"), "tasks"),
}
# Rooms without a place of their own: the first of these that the person has.
NEAR = {
    **dict.fromkeys(
        ("due", "chat_digest", "nudges", "chasing", "reminder_rules", "reminder_preview"),
        ("home.deadlines", "home.my_work"),
    ),
}
FIRST_OF_OFFICE = "units.index"


def init_app(app: Flask) -> None:
    """Offer the surroundings to every template."""
    app.context_processor(surroundings)
    app.add_template_global(places)


def surroundings() -> dict[str, Any]:
    """Who, which programme, which quarter. A piece of a page that shows none of it asks the database for nothing."""
    return {
        "locale": str(get_locale()),
        "person": LocalProxy(current_person),
        "programme": LocalProxy(_programme),
        "known_programmes": LocalProxy(_known_programmes),
        "bell": LocalProxy(_bell),
        "quarter": shown_quarter(),
    }


def _programme() -> Programme | None:
    person = current_person()
    return programme_or_none(person) if person is not None else None


def _known_programmes() -> Sequence[Programme]:
    person = current_person()
    return known_programmes(person) if person is not None else ()


def _bell() -> dict[str, str]:
    """Where the bell leads, for whom it can ring."""
    person = current_person()
    if person is None or not reminders.can_read_due(person):
        return {}
    return {"url": url_for("bell.index"), "count_url": url_for("bell.count")}


def places() -> list[Place]:
    """Where the person who is signed in goes."""
    person = current_person()
    return _places(person) if person is not None else []


def _places(person: Person) -> list[Place]:
    kept: dict[str, Any] = {"quarter": shown_quarter()} if "quarter" in request.args else {}
    goes = [(endpoint, label, icon) for endpoint, label, icon, goes_there in PLACES if goes_there(person)]
    urls = {endpoint: url_for(endpoint, **kept) for endpoint, _, _ in goes}
    at = _place_of_page(urls)
    return [
        Place(
            urls[endpoint],
            gettext(label),
            icon,
            active=endpoint == at,
            heading=gettext("Office") if endpoint == FIRST_OF_OFFICE and person.is_admin else "",
        )
        for endpoint, label, icon in goes
    ]


def _place_of_page(urls: dict[str, str]) -> str | None:
    """The place that a page belongs to: itself, else the one below whose address it stands, else that of its room."""
    if request.endpoint in urls:
        return request.endpoint
    path = f"{request.script_root}{request.path}"
    below = [at for at, url in urls.items() if at.endswith(".index") and path.startswith(urlsplit(url).path)]
    of_room = f"{PART_OF.get(request.blueprint or '', request.blueprint)}.index"
    near = NEAR.get(request.blueprint or "", ())
    return next(iter(below), next((at for at in (of_room, *near) if at in urls), None))

"""Venues: the list, one venue, adding, mending and ending one."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import VenueForm
from tracker.meetings.models import Venue
from tracker.meetings.sheets import download_venues
from tracker.office.models import Person
from tracker.office.queries import existing_units

bp = Blueprint("venues", __name__, url_prefix="/venues")


@bp.get("/")
@guarded_by(policy.can_see_venues)
def index(person: Person) -> ResponseReturnValue:
    """Where meetings are held."""
    chosen = {name: request.args.get(name, "") for name in ("q", "state", "sort")}
    rows = queries.venues(
        person, today=clock.today(), words=chosen["q"], ended=chosen["state"] == "all", sort=chosen["sort"]
    )
    if wants_sheet():
        return download_venues(rows)
    facts: dict[str, Any] = {"rows": rows, "chosen": chosen, "may_manage": policy.can_manage_venues(person)}
    facts["may_list"] = policy.can_list(person)
    return page_or_fragment("meetings/venues/index.html", "meetings/venues/_venues.html", **facts)


@bp.get("/<int:venue_id>")
@guarded_by(policy.can_view_venue, queries.get_venue)
def show(person: Person, venue: Venue) -> ResponseReturnValue:
    """One venue: where it is, whose, what was and will be held there."""
    return _page(person, venue)


@bp.get("/new")
@guarded_by(policy.can_manage_venues)
def new(_person: Person) -> ResponseReturnValue:
    """The empty form."""
    return _form(VenueForm(formdata=None))


@bp.post("/new")
@guarded_by(policy.can_manage_venues)
def add(person: Person) -> ResponseReturnValue:
    """Enter it."""
    form = _offered(VenueForm())
    if not form.validate_on_submit():
        return _form(form, status=422)
    try:
        with transaction():
            venue = services.add_venue(form.facts(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", venue_id=venue.id))


@bp.get("/<int:venue_id>/edit")
@guarded_by(policy.can_manage_venue, queries.get_venue, sees=policy.can_view_venue)
def edit(_person: Person, venue: Venue) -> ResponseReturnValue:
    """What is known of it, to mend."""
    return _form(VenueForm.of(venue), venue)


@bp.post("/<int:venue_id>/edit")
@guarded_by(policy.can_manage_venue, queries.get_venue, sees=policy.can_view_venue)
def mend(person: Person, venue: Venue) -> ResponseReturnValue:
    """Save it."""
    form = _offered(VenueForm(), venue)
    if not form.validate_on_submit():
        return _form(form, venue, status=422)
    facts = form.facts()
    return save(
        form,
        lambda: services.edit_venue(venue, facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for(".show", venue_id=venue.id),
        again=lambda status: _form(form, venue, status=status),
        compare=lambda: form.compare(venue, _offered(VenueForm.of(venue), venue), last_change_of(venue)),
    )


@bp.post("/<int:venue_id>/end")
@guarded_by(policy.can_manage_venue, queries.get_venue, sees=policy.can_view_venue)
def end(person: Person, venue: Venue) -> ResponseReturnValue:
    """Offer it for no further meeting."""
    words = gettext("Ended. The venue is offered for no further meeting; what was held there stays.")
    return _act(person, venue, lambda: services.end_venue(venue, by=person, at=clock.now()), words)


@bp.post("/<int:venue_id>/resume")
@guarded_by(policy.can_manage_venue, queries.get_venue, sees=policy.can_view_venue)
def resume(person: Person, venue: Venue) -> ResponseReturnValue:
    """Offer it again."""
    words = gettext("Taken up again.")
    return _act(person, venue, lambda: services.resume_venue(venue, by=person, at=clock.now()), words)


def _act(person: Person, venue: Venue, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for(".show", venue_id=venue.id)
    return act(verb, words=words, onward=onward, again=lambda status: _page(person, venue, status=status))


def _page(person: Person, venue: Venue, *, status: int = 200) -> ResponseReturnValue:
    may_manage = policy.can_manage_venue(person, venue)
    page = render_template(
        "meetings/venues/show.html",
        venue=venue,
        held=queries.meetings_at(venue, person),
        may_manage=may_manage,
        events=story_of(venue) if may_manage else [],
    )
    return page, status


def _offered(form: VenueForm, venue: Venue | None = None) -> VenueForm:
    return form.offer(existing_units(on=clock.today()), venue=venue)


def _form(form: VenueForm, venue: Venue | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("meetings/venues/form.html", form=_offered(form, venue), venue=venue), status

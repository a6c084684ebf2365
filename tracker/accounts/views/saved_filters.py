"""Filters that one saves under a name, and finds above the list again."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from tracker.accounts import services
from tracker.accounts.forms.saved_filters import SavedFilterForm
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.context import shown_quarter
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.office.models import Person

bp = Blueprint("saved_filters", __name__, url_prefix="/saved-filters")


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """One of them, with its address; `here` where the list shows just that."""

    name: str
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class SavedFilters:
    """Those of the list that is shown, and what could be saved of it."""

    place: str
    query: str
    saved: list[SavedFilter]


@bp.post("")
@guarded_by(is_signed_in)
def save(person: Person) -> ResponseReturnValue:
    """Save what the list shows."""
    form = SavedFilterForm()
    if not form.validate_on_submit():
        return render_template("accounts/saved_filter.html", form=form), 422
    place, name = str(form.place.data), str(form.name.data).strip()
    try:
        with transaction():
            query = services.save_filter(current_user.account, place=place, name=name, query=form.query.data or "")
    except RuleBroken as refusal:
        form.refuse(refusal)
        return render_template("accounts/saved_filter.html", form=form), 422
    flash(gettext("Saved the filter “%(name)s”. It stands above the list from now on.", name=name), "done")
    return redirect(_address(place, query))


@bp.post("/remove")
@guarded_by(is_signed_in)
def remove(person: Person) -> ResponseReturnValue:
    """Remove one, and go on in the list."""
    form = SavedFilterForm()
    if not form.validate_on_submit():
        return render_template("accounts/saved_filter.html", form=form), 422
    with transaction():
        services.drop_filter(current_user.account, place=str(form.place.data), name=str(form.name.data))
    flash(gettext("Removed the filter “%(name)s”.", name=form.name.data), "done")
    return redirect(_address(str(form.place.data), services.kept_query(form.query.data or "")))


def saved_filters() -> SavedFilters | None:
    """What a list's page shows; none on a page that has more to its address than its name."""
    if request.view_args or not current_user.is_authenticated:
        return None
    place, query = str(request.endpoint), services.kept_query(request.query_string.decode())
    saved = [one for one in current_user.account.saved_filters if one["place"] == place]
    shown = [SavedFilter(one["name"], _address(place, one["query"]), one["query"] == query) for one in saved]
    return SavedFilters(place, query, shown)


def init_app(app: Flask) -> None:
    """Offer them to every template."""
    app.add_template_global(saved_filters)


def _address(place: str, query: str) -> str:
    """The list with that filter, in the programme and the quarter that one is looking at."""
    kept = {"programme": request.args["programme"]} if request.args.get("programme") else {}
    if request.args.get("quarter"):
        kept["quarter"] = str(shown_quarter())
    path, _, _ = url_for(place).partition("?")  # which says the programme by itself
    return "?".join(filter(None, (path, "&".join(filter(None, (query, urlencode(kept)))))))

"""Ratings of a year: the list, as Excel and as a paper, and one rating."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.core.problems import said
from tracker.documents.papers import can_write_pdf
from tracker.documents.sending import send_paper, send_stored
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.models import Rating, RatingFile, RatingState
from tracker.standing.queries.ratings import get_rating, get_rating_file, rating_rows, scheme_of_year, years_rated
from tracker.standing.rating_paper import paper_of, title_of
from tracker.standing.rating_sheets import download_ratings
from tracker.standing.views.rating_page import show_rating, year_asked

bp = Blueprint("ratings", __name__)


@bp.get("/ratings/")
@guarded_by(policy.can_list_ratings)
def index(person: Person) -> ResponseReturnValue:
    """How units are rated in a year: their own, and once all is decided everybody's."""
    programme = chosen_programme(person)
    years = years_rated(person, programme.id)
    year = _year_asked(years)
    chosen = {name: request.args.get(name, "") for name in ("q", "state", "level", "sort")}
    rows = rating_rows(
        person, programme.id, year, words=chosen["q"], **{name: chosen[name] for name in ("state", "level", "sort")}
    )
    if wants_sheet():
        return download_ratings(rows, year)
    facts: dict[str, Any] = {"rows": rows, "chosen": chosen, "year": year, "years": years}
    facts |= {"scheme": scheme_of_year(programme.id, year), "may_rate": person.runs(programme.id)}
    facts |= {"may_decide": person.chairs(programme.id), "may_pdf": can_write_pdf()}
    facts["waiting"] = {state.value: sum(row.state is state for row in rows) for state in RatingState}
    return page_or_fragment("standing/ratings/index.html", "standing/ratings/_ratings.html", **facts)


@bp.get("/ratings/paper")
@guarded_by(policy.can_list_ratings)
def paper(person: Person) -> ResponseReturnValue:
    """The list of a year as an official paper: what the person may see of it."""
    programme = chosen_programme(person)
    year = _year_asked(years_rated(person, programme.id))
    rows = rating_rows(person, programme.id, year)
    if not rows:
        flash(gettext("There is no rating of %(year)s that you can see yet.", year=year), "problem")
        return redirect(url_for(".index", year=year))
    with force_locale("vi"):
        made, name = paper_of(programme, year, rows, scheme=scheme_of_year(programme.id, year)), title_of(year)
    try:
        return send_paper(made, name=name, kind="pdf" if request.args.get("format") == "pdf" else "word")
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".index", year=year))


@bp.get("/ratings/<int:rating_id>")
@guarded_by(policy.can_view_rating, get_rating)
def show(person: Person, rating: Rating) -> ResponseReturnValue:
    """One unit's."""
    return show_rating(person, rating)


@bp.get("/rating-files/<int:rating_file_id>")
@guarded_by(policy.can_view_rating_file, get_rating_file)
def download(_person: Person, file: RatingFile) -> ResponseReturnValue:
    """What a unit sent along with its reply, as it came."""
    return send_stored(file.file)


def _year_asked(years: list[int]) -> int:
    """The year in the address, else that of the quarter; where nothing of it is rated, the last one that is."""
    of_quarter = chosen_quarter().year
    return year_asked() or (years[0] if years and of_quarter not in years else of_quarter)

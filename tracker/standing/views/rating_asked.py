"""What no record says of a year's ratings, for all units on one page."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.rating_asked import AskedOfAllForm
from tracker.standing.models import RatingState
from tracker.standing.queries.ratings import ratings_of
from tracker.standing.rules.ratings import level_name
from tracker.standing.services.rating_proposals import say_asked_of_all
from tracker.standing.views.rating_page import year_asked

bp = Blueprint("rating_asked", __name__, url_prefix="/ratings")


@bp.get("/asked")
@guarded_by(policy.can_rate_some)
def ask(person: Person) -> ResponseReturnValue:
    """Those that are proposed and not out with their units."""
    programme = chosen_programme(person, may=person.runs)
    if not year_asked():
        return redirect(url_for("ratings.index"))
    return _page(AskedOfAllForm.of(ratings_of(programme.id, year_asked(), state=RatingState.PROPOSED)))


@bp.post("/asked")
@guarded_by(policy.can_rate_some)
def say(person: Person) -> ResponseReturnValue:
    """All of it, or nothing where a row cannot be saved."""
    programme = chosen_programme(person, may=person.runs)
    form = AskedOfAllForm().over(ratings_of(programme.id, year_asked()))
    if not form.validate_on_submit() or not form.reads():
        return _page(form, status=422)
    return save(
        form,
        lambda: say_asked_of_all(form.entered, by=person, at=clock.now()),
        words=gettext("Saved. The proposed levels follow from it."),
        onward=url_for("ratings.index", year=year_asked() or None),
        again=lambda status: _page(form, status=status),
        compare=form.outrun,
    )


def _page(form: AskedOfAllForm, *, status: int = 200) -> ResponseReturnValue:
    facts = {"form": form, "year": year_asked(), "level_name": level_name}
    return render_template("standing/ratings/asked.html", **facts), status

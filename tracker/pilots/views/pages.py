"""One pilot, and what its page shows from whatever act one comes back to it."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter
from tracker.office.models import Person
from tracker.pilots import policy, queries
from tracker.pilots.forms import YearForm
from tracker.pilots.models import Pilot
from tracker.pilots.queries.records import YearRow
from tracker.pilots.rules import MOVES, is_reviewed_in

bp = Blueprint("pilots", __name__, url_prefix="/pilots")


@bp.get("/<int:pilot_id>")
@guarded_by(policy.can_view, queries.get_pilot)
def show(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """One pilot: what it is, its years, money and reviews, what it came from and what came from it."""
    return show_pilot(person, pilot)


def show_pilot(
    person: Person, pilot: Pilot, year_form: YearForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The whole page; `year_form` is the further year that was typed and refused."""
    whole, today, quarter = policy.can_read_whole(person, pilot), clock.today(), chosen_quarter()
    may_mend, years = policy.can_mend(person, pilot), queries.years_of(pilot)
    page = render_template(
        "pilots/show.html",
        pilot=pilot,
        years=years,
        reviews=queries.reviews_of(pilot),
        family=queries.family_of(pilot),
        money=queries.Money(queries.funding_of(pilot)) if whole else None,
        events=story_of(pilot) if whole else [],
        moves=MOVES[pilot.state],
        whole=whole,
        may_mend=may_mend,
        may_decide=policy.can_decide(person, pilot),
        may_replicate=policy.can_register_in(person, pilot.programme),
        may_review=may_mend and is_reviewed_in(quarter, began_on=pilot.began_on, ended_on=pilot.ended_on, today=today),
        year_form=year_form or YearForm(formdata=None, year=_next_year(years)),
    )
    return page, status


def _next_year(years: Sequence[YearRow]) -> int:
    """The year that is proposed for carrying it on: the one in context, or the one after the last."""
    last, shown = max(known.year for known in years), chosen_quarter().year
    return shown if shown > last else last + 1

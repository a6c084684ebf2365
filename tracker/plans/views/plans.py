"""Pages of plans."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.audit.queries import story_of
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter
from tracker.core.periods import quarters_of
from tracker.office.context import chosen_programme, day_asked
from tracker.office.models import Person
from tracker.plans import policy, queries
from tracker.plans.models import Plan

bp = Blueprint("plans", __name__, url_prefix="/plans")


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The plans of the programme."""
    programme = chosen_programme(person)
    rows = queries.plans_seen_by(person, programme_id=programme.id)
    return render_template("plans/index.html", rows=rows, may_take_in=person.runs(programme.id))


@bp.get("/<int:plan_id>")
@guarded_by(policy.can_view, queries.get_plan)
def show(person: Person, plan: Plan) -> ResponseReturnValue:
    """One plan: what it rests on, its targets, its tasks of the quarter."""
    quarters, chosen = quarters_of(plan.year), chosen_quarter()
    on, problem = day_asked(year=plan.year)
    return render_template(
        "plans/show.html",
        plan=plan,
        rows=queries.target_rows(person, programme_id=plan.programme_id, plan_id=plan.id, on=on),
        chosen={"on": request.args.get("on", "")},
        on=on,
        problem=problem,
        may_edit=policy.can_edit(person, plan),
        document=plan.document,
        quarters=quarters,
        shown=chosen if chosen in quarters else quarters[0],
        events=story_of(plan),
    )

"""Many tasks at once, from an Excel file or from rows that are pasted. The pages and the way of it are the office's."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter
from tracker.core.db import hold
from tracker.core.errors import N_
from tracker.office.context import chosen_programme
from tracker.office.importing import Asked, Import
from tracker.office.models import Person
from tracker.plans import queries as plans
from tracker.tasks import policy
from tracker.tasks.rules.columns import COLUMNS, PASTED
from tracker.tasks.services.bulk import MOST_ROWS, Frame, give_tasks, judge_tasks

bp = Blueprint("task_import", __name__, url_prefix="/tasks/import")


@bp.get("")
@guarded_by(policy.can_add_task)
def import_form(person: Person) -> ResponseReturnValue:
    """Choose a file, or paste rows."""
    return _import(person).page()


@bp.get("/template")
@guarded_by(policy.can_add_task)
def template(person: Person) -> Response:
    """An empty file with the heads of its columns."""
    return _import(person).template()


@bp.post("")
@guarded_by(policy.can_add_task)
def preview(person: Person) -> ResponseReturnValue:
    """See which tasks the rows would make."""
    return _import(person).preview(person)


@bp.post("/confirm")
@guarded_by(policy.can_add_task)
def confirm(person: Person) -> ResponseReturnValue:
    """Give them."""
    return _import(person).confirm(person)


def _import(person: Person) -> Import:
    """Into the programme that was chosen; for the plan that was chosen, else the newest of the year in context."""
    programme, quarter = chosen_programme(person, may=person.runs), chosen_quarter()
    known = {str(row.id): row for row in plans.plans_seen_by(person, programme_id=programme.id)}
    newest = next((number for number, row in known.items() if row.year == quarter.year), "")
    chosen = request.form.get("plan", request.args.get("plan", newest))
    chosen = chosen if chosen in known else ""
    year = known[chosen].year if chosen else quarter.year
    frame = Frame(
        programme_id=programme.id,
        year=year,
        quarter=quarter if quarter.year == year else None,
        plan_id=int(chosen) if chosen else None,
    )
    options = [("", gettext("Of no plan")), *((number, f"{row.label} ({row.year})") for number, row in known.items())]
    return Import(
        room=bp.name,
        title=N_("Give many tasks at once"),
        told=N_(
            "One task a row. Units and groups of units are written as documents write them, separated by semicolons or "
            "lines. A deadline is written as usual: 30/9, trong tháng 7, hết quý III, thường xuyên, hằng quý. Where a "
            "row names no quarter and no deadline, the quarter chosen at the top counts."
        ),
        columns=COLUMNS,
        judge=partial(judge_tasks, frame=frame),
        take_in=partial(give_tasks, frame=frame),
        hold=partial(hold, programme),  # else two who take in the same rows at once would give each task twice
        most=MOST_ROWS,
        order=PASTED,
        picks=True,
        onward="tasks.index",
        args={"programme": programme.id, "quarter": str(quarter), "plan": chosen},
        asked=[Asked("plan", gettext("Plan that the tasks belong to"), options, chosen)],
        named=N_("Task"),
        done=_said,
    )


def _said(counts: Mapping[str, int]) -> str:
    words: str = ngettext(
        "Saved: %(num)s task is with its units.", "Saved: %(num)s tasks are with their units.", counts["new"]
    )
    return words

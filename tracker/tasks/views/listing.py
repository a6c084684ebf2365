"""The list of tasks."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.core.paging import ROWS
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.office.queries import member_names
from tracker.tasks import policy, queries
from tracker.tasks.narrowing import chosen_in_address, is_narrowed, tasks_chosen
from tracker.tasks.sheets import download_tasks
from tracker.tasks.views.tasks import bp


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The tasks of the quarter that this person may see, a page at a time, or all of them as a sheet."""
    programme, chosen = chosen_programme(person), chosen_in_address()
    page = queries.tasks_seen_by(
        person,
        programme_id=programme.id,
        quarter=chosen_quarter(),
        reckoning=queries.reckoning(clock.today()),
        chosen=tasks_chosen(chosen, programme_id=programme.id),
        after=request.args.get("after", ""),
        limit=None if wants_sheet() else ROWS,
    )
    if wants_sheet():
        return download_tasks(gettext("Tasks"), page.rows)
    reads_all = person.observes(programme.id)
    return page_or_fragment(
        "tasks/index.html",
        "tasks/_tasks.html",
        shown=page,
        chosen=chosen,
        narrowed=is_narrowed(chosen),
        unit_options=_units(programme.id) if reads_all else (),
        may_add=person.runs(programme.id),
    )


def _units(programme_id: int) -> list[tuple[int, str]]:
    """Those of the quarter's last day, by their names of then: its parts are theirs."""
    return member_names(programme_id, on=min(chosen_quarter().last_day, clock.today()))

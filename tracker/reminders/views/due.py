"""What is due: as one list of every kind, and as a grid of units and kinds."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.htmx import page_or_fragment, wants_fragment
from tracker.core.owed import OwedKind
from tracker.core.paging import ROWS
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme
from tracker.office.queries import member_names
from tracker.reminders import policy
from tracker.reminders.narrowing import chosen_in_address, is_narrowed, narrowed
from tracker.reminders.queries import OwedFilter, owed
from tracker.reminders.queries.nudged import nudges_of
from tracker.reminders.queries.seeing import seen_by
from tracker.reminders.queries.units import count_by_unit, counted_by_standing
from tracker.reminders.sheets import detail_of, download_due, download_units
from tracker.reminders.views.links import urls
from tracker.tasks.queries import reckoning
from tracker.tasks.rules import Reckoning

bp = Blueprint("due", __name__, url_prefix="/due")


@bp.get("/")
@guarded_by(policy.can_read_due)
def index(person: Person) -> ResponseReturnValue:
    """Everything that is owed, the earliest day first: of the programme, or of the person's units."""
    programme, today, chosen = chosen_programme(person), reckoning(clock.today()), chosen_in_address()
    seen, by_unit = seen_by(person, programme.id), chosen["sort"] == "unit"
    facts: dict[str, Any] = {"limit": None if wants_sheet() else ROWS, "after": request.args.get("after", "")}
    page = owed(narrowed(seen, chosen), today, by_unit=by_unit, **facts)
    if wants_sheet():
        return download_due(gettext("What is due"), page.rows)
    reads_all = person.observes(programme.id)
    around = {} if wants_fragment() else _around(seen, programme, today)
    return page_or_fragment(
        "reminders/due/index.html",
        "reminders/due/_list.html",
        shown=page,
        chosen=chosen,
        narrowed=is_narrowed(chosen),
        **around,
        reads_all=reads_all,
        many_units=reads_all or len(person.own_unit_ids) > 1,
        may_nudge=person.runs(programme.id),
        nudges=nudges_of(page.rows, today=today.today),
        url_of=urls(),
        detail_of=detail_of,
    )


@bp.get("/grid")
@guarded_by(policy.can_compare_units)
def grid(person: Person) -> ResponseReturnValue:
    """How much of each kind every unit owes; each figure leads to what is behind it."""
    programme = chosen_programme(person, may=person.observes)
    today, chosen = reckoning(clock.today()), chosen_in_address()
    units = count_by_unit(narrowed(seen_by(person, programme.id), chosen), today)
    if chosen["sort"] in ("all", "overdue"):
        units.sort(key=lambda unit: unit.all if chosen["sort"] == "all" else unit.overdue(), reverse=True)
    kinds = [kind for kind in OwedKind if any(unit.of(kind) for unit in units)]
    if wants_sheet():
        return download_units(units, kinds)
    facts: dict[str, Any] = {"units": units, "kinds": kinds, "chosen": chosen, "narrowed": is_narrowed(chosen)}
    if wants_fragment():
        return render_template("reminders/due/_grid.html", **facts)
    return render_template("reminders/due/grid.html", reads_all=True, **facts)


def _around(seen: OwedFilter, programme: Programme, today: Reckoning) -> dict[str, Any]:
    """What stands above the list: the units to choose from, and for a unit's people how much they owe.

    Of a whole programme that takes as long to count as all the rest: its grid, and the page of deadlines, tell it.
    """
    if seen.unit_ids is None:
        return {"unit_options": member_names(programme.id, on=today.today), "figures": {}}
    units = count_by_unit(seen, today)
    options = [(unit.unit_id, unit.unit_name) for unit in units]
    return {"unit_options": options, "figures": counted_by_standing(units)}

"""The list of pilots, of a programme or of one unit, and the tree of what came from what."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.periods import Quarter
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme
from tracker.pilots import policy, queries
from tracker.pilots.models import Effect, PilotState, Registration
from tracker.pilots.queries import PilotRow, Wanted
from tracker.pilots.rules import FIRST_YEAR, LAST_YEAR
from tracker.pilots.sheets import download_pilots
from tracker.pilots.views.figures import figures_of
from tracker.pilots.views.pages import bp

PAGE = 50  # rows
Word = TypeVar("Word", bound=StrEnum)


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The pilots that fit, with what they come to above them."""
    programme, quarter = chosen_programme(person), chosen_quarter()
    wanted, sort = _wanted(quarter), request.args.get("sort", "unit")
    rows = queries.pilots_seen_by(
        person,
        wanted,
        programme_id=programme.id,
        quarter=quarter,
        sort=sort,
        after=None if wants_sheet() else request.args.get("after", type=record_number),
        limit=None if wants_sheet() else PAGE + 1,
    )
    if wants_sheet():
        return download_pilots(gettext("Pilot models"), rows, quarter, wanted.year or quarter.year)
    return page_or_fragment(
        "pilots/index.html", "pilots/_pilots.html", **_page_facts(person, programme, wanted, rows, quarter, sort)
    )


@bp.get("/tree")
@guarded_by(policy.can_list)
def tree(person: Person) -> ResponseReturnValue:
    """What was replicated or converted from what."""
    words = request.args.get("q", "")
    found = queries.tree_of(person, programme_id=chosen_programme(person).id, words=words)
    return page_or_fragment("pilots/tree.html", "pilots/_tree.html", tree=found, q=words)


def _page_facts(
    person: Person, programme: Programme, wanted: Wanted, rows: list[PilotRow], quarter: Quarter, sort: str
) -> dict[str, Any]:
    year = wanted.year or quarter.year
    units = queries.unit_summaries(programme.id, year, quarter, today=clock.today())
    return {
        "rows": rows[:PAGE],
        "next_after": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "chosen": {name: request.args.get(name, "") for name in ("unit", "year", "state", "kind", "effect", "q")}
        | {"sort": sort, "review": "missing" if wanted.unreviewed else ""},
        "units": units,
        "unit": next((unit for unit in units if unit.id == wanted.unit_id), None),
        "figures": figures_of(person, programme.id, units, wanted.unit_id),
        "goals": queries.goals(programme.id, year, unit_id=wanted.unit_id, on=clock.today()),
        "year": year,
        "may_register": any(policy.can_register_for(person, programme, one.id) for one in units),
    }


def _wanted(quarter: Quarter) -> Wanted:
    """The filters in the address; what means nothing is left out."""
    year, asked = request.args.get("year", ""), request.args.get("year", type=int)
    known_year = asked if asked is not None and FIRST_YEAR <= asked <= LAST_YEAR else quarter.year
    return Wanted(
        year=None if year in ("all", "lapsed") else known_year,
        lapsed=year == "lapsed",
        unit_id=request.args.get("unit", type=record_number),
        state=_word(PilotState, "state"),
        kind=_word(Registration, "kind"),
        effect=_word(Effect, "effect"),
        unreviewed=request.args.get("review") == "missing",
        words=request.args.get("q", ""),
    )


def _word(kind: type[Word], name: str) -> Word | None:
    value = request.args.get(name)
    return kind(value) if value in set(kind) else None

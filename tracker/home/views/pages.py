"""A person's first pages: the unit's work, and who owes what."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.home import policy
from tracker.meetings.queries import drafts_for_units
from tracker.office.context import chosen_programme, programme_or_none
from tracker.office.models import Person
from tracker.tasks import queries as tasks
from tracker.tasks import rules
from tracker.tasks.sheets import download_parts

bp = Blueprint("home", __name__)
MOST_ROWS = 100
NEEDS_A_HAND = "needs-a-hand"


@bp.get("/")
@guarded_by(is_signed_in)
def start(person: Person) -> ResponseReturnValue:
    """On to what this person came for."""
    if programme_or_none(person) is None or not (person.own_unit_ids or person.observed_programme_ids):
        return redirect(url_for("units.index"))
    return redirect(url_for(".my_work" if person.own_unit_ids else ".deadlines"))


@bp.get("/work")
@guarded_by(policy.has_unit)
def my_work(person: Person) -> ResponseReturnValue:
    """All that the person's unit owes in the quarter, most urgent first."""
    programme = chosen_programme(person)
    reckoning = tasks.reckoning(clock.today())
    rows = tasks.work_of_units(
        person.own_unit_ids, programme_id=programme.id, quarter=chosen_quarter(), reckoning=reckoning
    )
    if wants_sheet():
        return download_parts(gettext("My unit's work"), rows)
    drafts = drafts_for_units(person.own_unit_ids, programme_id=programme.id)
    return page_or_fragment(
        "home/my_work.html", "home/_figures.html", rows=rows, drafts=drafts, figures=rules.figures(rows, reckoning)
    )


@bp.get("/deadlines")
@guarded_by(policy.can_see_deadlines)
def deadlines(person: Person) -> ResponseReturnValue:
    """Who owes what in the quarter: per unit, and the parts behind a figure."""
    programme = chosen_programme(person, may=person.observes)
    reckoning = tasks.reckoning(clock.today())
    units = tasks.owed_by_unit(programme.id, quarter=chosen_quarter(), reckoning=reckoning)
    unit_id = request.args.get("unit", type=record_number)
    wanted = request.args.get("standing") or ("all" if unit_id else NEEDS_A_HAND)
    rows = tasks.owed(
        programme.id,
        quarter=chosen_quarter(),
        reckoning=reckoning,
        unit_id=unit_id,
        standings=_standings(wanted),
        limit=None if wants_sheet() else MOST_ROWS + 1,
    )
    if wants_sheet():
        return download_parts(gettext("Deadlines"), rows)
    return render_template(
        "home/deadlines.html",
        units=units,
        unit_options=[(unit.unit_id, unit.unit_name) for unit in units],
        rows=rows[:MOST_ROWS],
        more=len(rows) > MOST_ROWS,
        chosen={"unit": unit_id, "standing": wanted},
        may_settle=person.runs(programme.id),
    )


def _standings(wanted: str) -> tuple[rules.Standing, ...]:
    """What a filter's value means; "all" and what is unknown mean every standing."""
    if wanted == NEEDS_A_HAND:
        return (rules.Standing.SUBMITTED, rules.Standing.OVERDUE, rules.Standing.RETURNED)
    return tuple(standing for standing in rules.Standing if wanted in (standing.value, "all")) or tuple(rules.Standing)

"""A person's first pages: the unit's work, and who owes what."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.htmx import wants_fragment
from tracker.core.incoming import record_number
from tracker.core.owed import OwedKind
from tracker.core.paging import ROWS, Page
from tracker.home import policy
from tracker.meetings.queries import conclusions_to_confirm
from tracker.meetings.queries.invitations import invitations_waiting
from tracker.office.context import chosen_programme, programme_or_none
from tracker.office.models import Person
from tracker.reminders.queries import OwedFilter, owed
from tracker.reminders.sheets import detail_of
from tracker.reminders.views.links import urls
from tracker.reports.queries.waiting import reports_waiting
from tracker.tasks import queries as tasks
from tracker.tasks.narrowing import chosen_in_address, is_narrowed, parts_narrowed
from tracker.tasks.queries import WorkRow
from tracker.tasks.rules import Reckoning
from tracker.tasks.sheets import download_parts

bp = Blueprint("home", __name__)
ANSWERS = (OwedKind.LIST_REPLY, OwedKind.RATING_REPLY, OwedKind.REVIEW)


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
    """All that the person's unit owes in the quarter, most urgent first; for htmx the counts in its head."""
    units, programme = person.own_unit_ids, chosen_programme(person)
    facts: dict[str, Any] = {"quarter": chosen_quarter(), "reckoning": tasks.reckoning(clock.today())}
    facts["programme_id"] = programme.id
    if wants_fragment():
        return render_template("home/_figures.html", figures=tasks.figures_of(units, **facts))
    page, chosen = _page_of_parts(facts, units, standing=tasks.ALL)
    if wants_sheet():
        return download_parts(gettext("My unit's work"), page.rows)
    return render_template(
        "home/my_work.html",
        shown=page,
        chosen=chosen,
        narrowed=is_narrowed(chosen | {"standing": chosen["standing"] != tasks.ALL}),
        headed={unit_id for unit_id in units if person.heads(unit_id)},
        figures=tasks.figures_of(units, **facts),
        **_beside_tasks(units, programme.id, facts["reckoning"]),
    )


@bp.get("/deadlines")
@guarded_by(policy.can_see_deadlines)
def deadlines(person: Person) -> ResponseReturnValue:
    """Who owes what in the quarter: per unit, and the parts behind a figure; for htmx those parts alone."""
    programme = chosen_programme(person, may=person.observes)
    facts: dict[str, Any] = {"quarter": chosen_quarter(), "reckoning": tasks.reckoning(clock.today())}
    facts["programme_id"] = programme.id
    unit_id = request.args.get("unit", type=record_number)
    units = None if unit_id is None else frozenset({unit_id})
    page, chosen = _page_of_parts(facts, units, standing=tasks.ALL if units else tasks.NEEDS_A_HAND)
    if wants_sheet():
        return download_parts(gettext("Deadlines"), page.rows)
    may_settle = person.runs(programme.id)
    if wants_fragment():
        return render_template("home/_parts.html", shown=page, chosen=chosen, may_settle=may_settle)
    counts = tasks.owed_by_unit(**facts)
    options = [(unit.unit_id, unit.unit_name) for unit in counts]
    found: dict[str, Any] = {"shown": page, "chosen": chosen, "units": counts, "unit_options": options}
    return render_template("home/deadlines.html", may_settle=may_settle, **found)


def _beside_tasks(units: frozenset[int], programme_id: int, reckoning: Reckoning) -> dict[str, Any]:
    """What else waits for the unit's people, of every kind that has no page of work of its own."""
    answers = OwedFilter(programme_ids=(programme_id,), unit_ids=units, kinds=ANSWERS)
    return {
        "drafts": conclusions_to_confirm(units, programme_id=programme_id),
        "invitations": invitations_waiting(units, programme_id=programme_id),
        "reports": reports_waiting(units, programme_id=programme_id, reckoning=reckoning),
        "answers": owed(answers, reckoning, limit=ROWS).rows,
        "reckoning": reckoning,
        "url_of": urls(),
        "detail_of": detail_of,
    }


def _page_of_parts(
    facts: dict[str, Any], units: frozenset[int] | None, *, standing: str
) -> tuple[Page[WorkRow], dict[str, Any]]:
    """What the address asks for, a page at a time, or all of it as a sheet; and the filters that it names."""
    chosen = chosen_in_address(standing=standing)
    narrowed = parts_narrowed(chosen, programme_id=facts["programme_id"])
    limit = None if wants_sheet() else ROWS
    after = request.args.get("after", "")
    return tasks.owed(**facts, unit_ids=units, narrowed=narrowed, after=after, limit=limit), chosen

"""What would be sent of a morning, to whom, and why: what the worker would do, shown before."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.folding import fold
from tracker.core.htmx import page_or_fragment
from tracker.core.paging import page_of
from tracker.core.workdays import WorkCalendar
from tracker.office.context import chosen_programme, day_asked
from tracker.office.models import Person
from tracker.reminders import labels, policy, queries
from tracker.reminders.letters import about, left
from tracker.reminders.queries import Entry, Planned
from tracker.reminders.rules import Times, Why
from tracker.reminders.timing_sheets import download_planned
from tracker.reminders.views.links import urls

bp = Blueprint("reminder_preview", __name__, url_prefix="/reminders/preview")


@bp.get("")
@guarded_by(policy.can_preview)
def index(person: Person) -> ResponseReturnValue:
    """Everybody who would be told; staff see what they would be told of their programme."""
    times, calendar, chosen = queries.office_times(), work_calendar(), _chosen()
    asked, wrong = day_asked()
    day = asked if request.args.get("on") and not wrong else _next_morning(times, calendar)
    of = None if person.is_admin and "programme" not in request.args else chosen_programme(person, may=person.runs)
    ids = (of.id,) if of is not None else None
    plans = _that_fit(queries.planned(day, queries.readers(day), calendar, times, programme_ids=ids), chosen)
    plans = [replace(plan, entries=tuple(_as_read_by(person, entry) for entry in plan.entries)) for plan in plans]
    if wants_sheet():
        return download_planned(plans)
    told: dict[str, Any] = {"day": day, "of": of, "wrong": wrong, "works": calendar.is_working_day(day)}
    shown = page_of(plans, request.args.get("after", ""), number=lambda plan: plan.reader.person_id)
    return page_or_fragment(
        "reminders/timing/preview.html",
        "reminders/timing/_planned.html",
        chosen=chosen,
        shown=shown,
        number=len(plans),
        most=times.most_entries,
        url_of=urls(),
        about=about,
        left=left,
        whys=labels.options(labels.WHY),
        may_set_hours=policy.can_set_hours(person),
        **told,
    )


def _as_read_by(person: Person, entry: Entry) -> Entry:
    """Admin learns that somebody is told, by what rule and when: what it is called is the work of others."""
    if person.observes(entry.item.programme_id):
        return entry
    return replace(entry, item=replace(entry.item, title="", detail=""))


def _chosen() -> dict[str, Any]:
    """The filters in the address."""
    return {name: request.args.get(name, "") for name in ("q", "why", "mail", "on")}


def _next_morning(times: Times, calendar: WorkCalendar) -> date:
    """The day whose mail has not left yet."""
    at = clock.local(clock.now())
    ahead = calendar.is_working_day(at.date()) and at.time() < times.send_at
    return at.date() if ahead else calendar.after(at.date(), 1)


def _that_fit(plans: list[Planned], chosen: dict[str, Any]) -> list[Planned]:
    words, why = fold(chosen["q"]), chosen["why"] if chosen["why"] in list(Why) else ""
    return [
        plan
        for plan in plans
        if words in fold(f"{plan.reader.full_name} {plan.reader.unit_name}")
        and (not why or any(entry.why == why for entry in plan.entries))
        and (chosen["mail"] != "none" or not plan.reader.email)
    ]

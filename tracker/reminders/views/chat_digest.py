"""What is due as a text for a chat group: copied with one tap, or selected by hand."""

from datetime import date, timedelta

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.entry import at_office
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.incoming import record_number
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.office.queries import member_names
from tracker.reminders import policy
from tracker.reminders.chat_text import chat_text
from tracker.reminders.queries import owed
from tracker.reminders.queries.seeing import seen_by
from tracker.tasks.queries import reckoning

bp = Blueprint("chat_digest", __name__, url_prefix="/due/text")
SPANS = ("today", "week")


@bp.get("")
@guarded_by(policy.can_read_due)
def show(person: Person) -> ResponseReturnValue:
    """Of one unit, or of the whole programme; of today, or of the week."""
    programme, looked = chosen_programme(person), reckoning(clock.today())
    units = _units(person, programme.id, looked.today)
    unit_id = request.args.get("unit", type=record_number) or (units[0][0] if len(units) == 1 else None)
    if unit_id is not None and unit_id not in dict(units):
        abort(404)
    span = request.args.get("span") if request.args.get("span") in SPANS else SPANS[0]
    last = looked.today if span == "today" else _sunday(looked.calendar.moved_to_working_day(looked.today))
    chosen = seen_by(person, programme.id).but(last=last, **({} if unit_id is None else {"unit_ids": [unit_id]}))
    items = owed(chosen, looked, by_unit=True).rows
    link = at_office(url_for("due.index", unit=unit_id))
    whose = programme.name if unit_id is None else dict(units)[unit_id]
    text = chat_text(items, whose=whose, today=looked.today, last=last, link=link, by_unit=unit_id is None)
    chosen_here = {"unit": unit_id, "span": span}
    return render_template("reminders/chat/show.html", text=text, units=units, chosen=chosen_here)


def _units(person: Person, programme_id: int, today: date) -> list[tuple[int, str]]:
    """Those that the person reads."""
    members = member_names(programme_id, on=today)
    return [one for one in members if person.observes(programme_id) or one[0] in person.own_unit_ids]


def _sunday(day: date) -> date:
    """The end of that day's week: on a weekend, the week that comes is asked for."""
    return day + timedelta(days=6 - day.weekday())

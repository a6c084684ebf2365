"""The calendar of a year: its days off on twelve sheets, and the list of those that differ."""

from collections import Counter
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from tracker.calendar import labels, policy, queries
from tracker.calendar.forms import asked_year
from tracker.calendar.models import DayKind, number_of
from tracker.calendar.queries import WantedDays
from tracker.calendar.rules import calendar_of, months_of
from tracker.calendar.rules.changing import FIRST_YEAR, LAST_YEAR
from tracker.calendar.sheets import download_days
from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.context import wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.office.models import Person

bp = Blueprint("calendar", __name__, url_prefix="/calendar")


@bp.get("/")
@guarded_by(is_signed_in)
def index(person: Person) -> ResponseReturnValue:
    """A year."""
    year, known, wanted = asked_year(), queries.known_days(), _wanted()
    rows = queries.fitting(known, wanted)
    if wants_sheet():
        return download_days(year, rows)
    work = calendar_of(known.values())
    facts: dict[str, Any] = {
        "months": months_of(year, work),
        "work": work,
        "known": known,
        "counts": Counter(one.kind for one in queries.fitting(known, WantedDays(year=year))),
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
        "shipped": any(one.day.year == year for one in queries.shipped_days()),
        "may_edit": policy.can_edit_calendar(person),
        "today": clock.today(),
    }
    shown: dict[str, Any] = {
        "rows": rows,
        "year": year,
        "wanted": wanted,
        "labels": labels,
        "kinds": DayKind,
        "number_of": number_of,
    }
    return page_or_fragment("calendar/index.html", "calendar/_days.html", **facts, **shown)


def _wanted() -> WantedDays:
    kind = request.args.get("kind", "")
    return WantedDays(
        year=asked_year(),
        kind=DayKind(kind) if kind in list(DayKind) else None,
        words=request.args.get("q", "").strip(),
        newest_first=request.args.get("sort") == "-day",
    )

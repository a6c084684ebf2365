"""What all meetings of a programme concluded, and what became of it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.paging import ROWS
from tracker.core.periods import Quarter, quarters_of
from tracker.meetings import policy
from tracker.meetings.followup_sheet import download_followed
from tracker.meetings.models import ConclusionKind
from tracker.meetings.queries.followup import FollowChosen, MeetingCount, conclusions_followed, counts_by_meeting
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.office.queries import member_names

bp = Blueprint("followup", __name__)
MEETINGS = 8  # counted one by one above the list: two years


@bp.get("/conclusions/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """Published conclusions of all meetings, a page at a time, or all of them as a sheet."""
    programme, asked, today = chosen_programme(person), _asked(), clock.today()
    page = conclusions_followed(
        person,
        programme_id=programme.id,
        today=today,
        chosen=_chosen(asked),
        after=request.args.get("after", ""),
        limit=None if wants_sheet() else ROWS,
    )
    if wants_sheet():
        return download_followed(gettext("Conclusions of all meetings"), page.rows)
    counts = counts_by_meeting(person, programme_id=programme.id, today=today)
    facts = _figures(counts, asked) | {"own": not person.observes(programme.id)}
    facts["unit_options"] = () if facts["own"] else member_names(programme.id, on=today)
    narrowed = any(value for name, value in asked.items() if name != "sort")
    whole, piece = "meetings/followup/index.html", "meetings/followup/_list.html"
    return page_or_fragment(whole, piece, shown=page, asked=asked, narrowed=narrowed, **facts)


def _asked() -> dict[str, Any]:
    """The filters as the address has them."""
    names = ("span", "state", "kind", "q", "sort")
    asked: dict[str, Any] = {name: request.args.get(name, "").strip() for name in names}
    return asked | {name: request.args.get(name, type=record_number) for name in ("meeting", "unit")}


def _quarters(asked: dict[str, Any]) -> tuple[Quarter, ...]:
    """Those that are asked for; none means all."""
    quarter = chosen_quarter()
    return {"quarter": (quarter,), "year": quarters_of(quarter.year)}.get(asked["span"], ())


def _chosen(asked: dict[str, Any]) -> FollowChosen:
    return FollowChosen(
        quarters=_quarters(asked),
        meeting_id=asked["meeting"],
        unit_id=asked["unit"],
        state=asked["state"],
        kind=ConclusionKind(asked["kind"]) if asked["kind"] in set(ConclusionKind) else None,
        words=asked["q"],
        sort=asked["sort"],
    )


def _figures(counts: Sequence[MeetingCount], asked: dict[str, Any]) -> dict[str, Any]:
    """Of the time, or of the one meeting, that was asked for: the last meetings one by one, and all together."""
    quarters, meeting = _quarters(asked), asked["meeting"]
    found = [one for one in counts if (not quarters or one.quarter in quarters) and meeting in (None, one.meeting_id)]
    names = ("all", "on_time", "late", "overdue", "open")
    return {
        "counted": found[:MEETINGS],
        "total": {name: sum(getattr(one, name) for one in found) for name in names},
        "meeting_options": [(one.meeting_id, one.title) for one in counts],
    }

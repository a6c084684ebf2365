"""The screens in the room: they ask every few seconds whether anything is new; one of them hangs on the wall."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.access import current_person, guarded_by
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.incoming import record_number
from tracker.meetings import policy, queries
from tracker.meetings.models import AgendaItem, Meeting, MeetingState
from tracker.meetings.queries.attendance import summary_of
from tracker.meetings.queries.facts import facts_of_item
from tracker.meetings.views.pages import list_facts
from tracker.office.models import Person
from tracker.tasks.queries import reckoning

bp = Blueprint("live", __name__, url_prefix="/meetings")
NOTHING_NEW = ("", 204)


def _glimpse(meeting_id: int) -> queries.Glimpse | None:
    person: Person = current_person()
    return queries.glimpse(meeting_id, unit_ids=person.own_unit_ids)


@bp.get("/<int:meeting_id>/follow")
@guarded_by(policy.can_follow, _glimpse)
def follow(person: Person, seen: queries.Glimpse) -> ResponseReturnValue:
    """What is new since revision `since`, for a page that was made while the meeting was in `state`.

    204 where nothing is; the whole page anew where the meeting has been opened, closed or published.
    """
    if not wants_fragment():
        return redirect(url_for("meetings.show", meeting_id=seen.id))
    if request.args.get("since", type=record_number) == seen.revision:
        return NOTHING_NEW
    if request.args.get("state") != seen.state.value:
        return "", 204, {"HX-Refresh": "true"}
    meeting = queries.get_meeting(seen.id)
    return fragment("meetings/_followed.html", **list_facts(person, meeting)) if meeting is not None else NOTHING_NEW


@bp.get("/<int:meeting_id>/projected")
@guarded_by(policy.can_project, queries.get_meeting, sees=policy.can_view)
def projected(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """One screen for each item of the agenda (`?item=`), with its facts; the last is what was concluded.

    With `since` it is asked by itself, and answers 204 where nothing is new.
    """
    if wants_fragment() and request.args.get("since", type=record_number) == meeting.revision:
        return NOTHING_NEW
    items: list[AgendaItem] = [item for item in meeting.agenda if not item.ended]
    asked = request.args.get("item", type=record_number)
    place = next((n for n, item in enumerate(items) if item.id == asked), len(items))
    item = items[place] if place < len(items) else None
    screens = [*(one.id for one in items), None]
    facts = list_facts(person, meeting)
    shown = [one for one in facts["conclusions"] if item is None or one.agenda_item_id == item.id]
    return render_template(
        "meetings/_projected.html" if wants_fragment() else "meetings/projected.html",
        item=item,
        items=items,
        place=place,
        before=screens[place - 1] if place else None,
        after=screens[place + 1] if item is not None else None,
        item_facts=facts_of_item(item, person, reckoning(clock.today())) if item is not None else None,
        invitations=summary_of(person, meeting),
        lasts=meeting.state is MeetingState.IN_SESSION,
        **facts | {"conclusions": [one for one in shown if one.state != "dropped"]},
    )

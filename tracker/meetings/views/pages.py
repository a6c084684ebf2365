"""What the page of a meeting and its pieces show, from the same facts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.incoming import record_number
from tracker.meetings import policy, queries
from tracker.meetings.forms import NewConclusionForm, Offered
from tracker.meetings.forms.conclusions import MAX_WORDS
from tracker.meetings.models import Conclusion, ConclusionState, Meeting, MeetingState
from tracker.meetings.queries.attendance import summary_of
from tracker.meetings.queries.facts import facts_of_item
from tracker.meetings.rules import NOT_HELD_YET
from tracker.meetings.rules.answers import answers_to
from tracker.meetings.views.doubts import planned_doubts
from tracker.meetings.views.undoing import Undo
from tracker.office.models import Person
from tracker.tasks.queries import reckoning


def list_facts(person: Person, meeting: Meeting, before: Sequence[Conclusion] = ()) -> dict[str, Any]:
    """The conclusions that a person may see, and what they may do with them; `before` need their standings too."""
    seen = [c for c in meeting.conclusions if policy.can_view_conclusion(person, c)]
    seen.sort(key=lambda conclusion: (conclusion.position, conclusion.id))
    return {"conclusions": seen} | _facts_of(person, meeting, seen, before)


def row_facts(person: Person, conclusion: Conclusion) -> dict[str, Any]:
    """One conclusion of that list."""
    return {"conclusion": conclusion} | _facts_of(person, conclusion.meeting, [conclusion])


def _facts_of(
    person: Person, meeting: Meeting, shown: Sequence[Conclusion], before: Sequence[Conclusion] = ()
) -> dict[str, Any]:
    today, lasts = clock.today(), meeting.state is MeetingState.IN_SESSION
    drafts = [conclusion for conclusion in shown if conclusion.state is ConclusionState.DRAFT]
    observes = person.observes(meeting.programme_id)
    return {
        "meeting": meeting,
        "standings": queries.task_standings([*shown, *before], person, reckoning(today)),
        "may_record": policy.can_run(person, meeting) and lasts,
        "follows": lasts or (meeting.state in NOT_HELD_YET and meeting.held_on == today),
        "answers": {one.id: answers_to(one, one.units_on(today)) for one in drafts} if observes else {},
        "own_answers": {one.id: _own_answers(person, one) for one in drafts},
        "may_confirm": {one.id for one in drafts if lasts and policy.can_confirm(person, one)},
        "headed": {unit.id for unit in meeting.programme.members if person.heads(unit.id)},
    }


def _own_answers(person: Person, conclusion: Conclusion) -> list[queries.OwnAnswer]:
    own = policy.own_members(person, conclusion.meeting.programme)
    return [
        queries.own_answer(unit, conclusion)
        for unit in own
        if any(addressee.means(unit) for addressee in conclusion.addressed)
    ]


def new_form(meeting: Meeting) -> NewConclusionForm:
    """The line to type in, with the units and groups to tick."""
    form = NewConclusionForm()
    form.offer(Offered(meeting))
    return form


def empty_form(meeting: Meeting, item_id: str = "", text: str = "") -> NewConclusionForm:
    """The same with nothing ticked: after a conclusion was recorded, on the item of the agenda that is talked about."""
    form = NewConclusionForm(formdata=None, agenda_item=item_id, text=text)
    form.offer(Offered(meeting))
    return form


def show_meeting(
    person: Person,
    meeting: Meeting,
    form: NewConclusionForm | None = None,
    *,
    status: int = 200,
    undo: Undo | None = None,
    **more: Any,
) -> ResponseReturnValue:
    """The whole page; `form` is the line that was typed and refused."""
    previous = queries.previous_meeting(meeting)
    before = [c for c in previous.conclusions if c.task_id is not None] if previous is not None else []
    facts = list_facts(person, meeting, before) | _chosen_item(person, meeting, clock.today())
    if facts["may_record"] and form is None:
        form = empty_form(meeting, str(facts["item_id"] or ""))
    page = render_template(
        "meetings/live.html" if facts["may_record"] else "meetings/show.html",
        new=form,
        previous=previous,
        before=before,
        undo=undo,
        invitations=summary_of(person, meeting),
        may_run=policy.can_run(person, meeting),
        may_publish=policy.can_publish(person, meeting),
        may_project=policy.can_project(person, meeting),
        doubts=planned_doubts(person, meeting),
        events=story_of(meeting) if person.observes(meeting.programme_id) else [],
        **facts,
        **more,
    )
    return page, status


def ask_about_line(person: Person, meeting: Meeting) -> ResponseReturnValue | None:
    """A line that came along with the button that closes the meeting, put back with a question; None without one."""
    line = (request.form.get("line") or request.form.get("text") or "").strip()[:MAX_WORDS]
    if not line or "without" in request.form or meeting.state is not MeetingState.IN_SESSION:
        return None
    return show_meeting(person, meeting, empty_form(meeting, text=line), status=422, unsaved=line)


def _chosen_item(person: Person, meeting: Meeting, today: date) -> dict[str, Any]:
    """The agenda, and of its item that is talked about (`?item=`) what is known."""
    agenda, chosen = queries.agenda_of(meeting.id), request.args.get("item", type=record_number)
    item = next((one for one in meeting.agenda if one.id == chosen and not one.ended), None) if chosen else None
    return {
        "agenda": agenda,
        "item_id": item.id if item is not None else None,
        "item": item,
        "facts": facts_of_item(item, person, reckoning(today)) if item is not None else None,
    }

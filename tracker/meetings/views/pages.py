"""What the page of a meeting and its pieces show, from the same facts."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.meetings import policy, queries
from tracker.meetings.forms import NewConclusionForm
from tracker.meetings.models import Conclusion, Meeting, MeetingState
from tracker.office.models import Person
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.queries import reckoning


def list_facts(person: Person, meeting: Meeting, before: Sequence[Conclusion] = ()) -> dict[str, Any]:
    """The conclusions that a person may see, and what they may do with them; `before` need their standings too."""
    seen = [c for c in meeting.conclusions if policy.can_view_conclusion(person, c)]
    return {
        "meeting": meeting,
        "conclusions": seen,
        "standings": queries.task_standings([*seen, *before], person, reckoning(clock.today())),
        "may_record": policy.can_run(person, meeting) and meeting.state is MeetingState.IN_SESSION,
        "live": meeting.state is MeetingState.IN_SESSION and not policy.can_run(person, meeting),
        "stamp": f"{meeting.version}-{len(seen)}-{sum(c.version for c in seen)}",
    }


def row_facts(person: Person, conclusion: Conclusion) -> dict[str, Any]:
    """One conclusion of that list."""
    meeting = conclusion.meeting
    return {
        "conclusion": conclusion,
        "meeting": meeting,
        "standings": queries.task_standings([conclusion], person, reckoning(clock.today())),
        "may_record": policy.can_run(person, meeting) and meeting.state is MeetingState.IN_SESSION,
    }


def new_form(meeting: Meeting) -> NewConclusionForm:
    """The line to type in, with the units and groups to tick."""
    form = NewConclusionForm()
    form.offer(AddresseeChoices.of(meeting.programme_id))
    return form


def empty_form(meeting: Meeting) -> NewConclusionForm:
    """The same after a conclusion was recorded: nothing typed, nothing ticked."""
    form = NewConclusionForm(formdata=None)
    form.offer(AddresseeChoices.of(meeting.programme_id))
    return form


def show_meeting(
    person: Person, meeting: Meeting, form: NewConclusionForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The whole page; `form` is the line that was typed and refused."""
    previous = queries.previous_meeting(meeting)
    before = [c for c in previous.conclusions if c.task_id is not None] if previous is not None else []
    facts = list_facts(person, meeting, before)
    if form is None and facts["may_record"]:
        form = empty_form(meeting)
    page = render_template(
        "meetings/live.html" if facts["may_record"] else "meetings/show.html",
        new=form,
        previous=previous,
        before=before,
        may_run=policy.can_run(person, meeting),
        may_publish=policy.can_publish(person, meeting),
        events=story_of(meeting) if person.observes(meeting.programme_id) else [],
        **facts,
    )
    return page, status

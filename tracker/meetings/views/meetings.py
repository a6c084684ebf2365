"""The meetings of the year, planning one, and one as it is opened, closed and published."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.context import chosen_quarter
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.core.htmx import page_or_fragment
from tracker.core.periods import quarters_of
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import MeetingForm
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.views.pages import show_meeting
from tracker.office.context import chosen_programme
from tracker.office.models import Person

bp = Blueprint("meetings", __name__, url_prefix="/meetings")


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The meetings of the chosen quarter's year, or (`?span=quarter`) of that quarter alone."""
    programme, quarter = chosen_programme(person), chosen_quarter()
    span, state = request.args.get("span"), request.args.get("state")
    rows = queries.meetings_seen_by(
        person,
        programme_id=programme.id,
        quarters=(quarter,) if span == "quarter" else quarters_of(quarter.year),
        state=MeetingState(state) if state in set(MeetingState) else None,
    )
    return page_or_fragment(
        "meetings/index.html",
        "meetings/_meetings.html",
        rows=rows,
        chosen={"span": span, "state": state},
        may_plan=person.runs(programme.id),
    )


@bp.get("/new")
@guarded_by(policy.can_plan)
def new(person: Person) -> ResponseReturnValue:
    """The form, named after the quarter in context."""
    chosen_programme(person, may=person.runs)
    quarter = chosen_quarter()
    title = gettext("Review meeting of quarter %(label)s", label=quarter.label)
    return _form(MeetingForm(quarter=str(quarter), title=title))


@bp.post("/new")
@guarded_by(policy.can_plan)
def add(person: Person) -> ResponseReturnValue:
    """Plan it."""
    form, programme_id = MeetingForm(), chosen_programme(person, may=person.runs).id
    form.offer(chosen_quarter())
    if not form.validate_on_submit():
        return _form(form, status=422)
    with transaction():
        meeting = services.plan_meeting(programme_id=programme_id, by=person, at=clock.now(), **form.facts())
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", meeting_id=meeting.id))


@bp.get("/<int:meeting_id>")
@guarded_by(policy.can_view, queries.get_meeting)
def show(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """One meeting: where and when, what was concluded, what became of the meeting before."""
    return show_meeting(person, meeting)


@bp.get("/<int:meeting_id>/edit")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def edit(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Its name, quarter, place and day, to mend."""
    return _form(_form_of(meeting), meeting)


@bp.post("/<int:meeting_id>/edit")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def mend(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Save them."""
    form = MeetingForm()
    form.offer(meeting.quarter)
    if not form.validate_on_submit():
        return _form(form, meeting, status=422)
    try:
        with transaction():
            services.edit_meeting(meeting, seen=form.seen, by=person, at=clock.now(), **form.facts())
    except ChangedMeanwhile:
        form.compare(meeting, _form_of(meeting), last_change_of(meeting))
        return _form(form, meeting, status=409)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", meeting_id=meeting.id))


@bp.post("/<int:meeting_id>/open")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def open_(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Begin it."""
    words = gettext("The meeting is open. What is recorded is shown to the units that it addresses.")
    return _act(person, meeting, lambda: services.open_meeting(meeting, by=person, at=clock.now()), words)


@bp.post("/<int:meeting_id>/close")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def close(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """End it."""
    words = gettext("The meeting is closed. Its conclusions become tasks when the chair publishes them.")
    return _act(person, meeting, lambda: services.close_meeting(meeting, by=person, at=clock.now()), words)


@bp.post("/<int:meeting_id>/publish")
@guarded_by(policy.can_publish, queries.get_meeting, sees=policy.can_view)
def publish(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Make its conclusions tasks of the units."""
    words = gettext("Published. Each conclusion is now a task, with a part for each unit that it addresses.")
    return _act(person, meeting, lambda: services.publish_meeting(meeting, by=person, at=clock.now()), words)


def _act(person: Person, meeting: Meeting, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    """One act on a meeting, and its page; what refused it is said above the page as it stands."""
    onward = url_for(".show", meeting_id=meeting.id)
    return act(verb, words=words, onward=onward, again=lambda status: show_meeting(person, meeting, status=status))


def _form_of(meeting: Meeting) -> MeetingForm:
    venue = meeting.venue.name if meeting.venue else ""
    form = MeetingForm(formdata=None, obj=meeting, quarter=str(meeting.quarter), venue=venue, day=meeting.held_on)
    form.offer(meeting.quarter)
    return form


def _form(form: MeetingForm, meeting: Meeting | None = None, *, status: int = 200) -> ResponseReturnValue:
    form.offer(meeting.quarter if meeting is not None else chosen_quarter())
    return render_template("meetings/form.html", form=form, meeting=meeting, venues=queries.venue_names()), status

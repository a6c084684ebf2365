"""The meetings of the year, planning one, and one as it is opened and closed."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import Doubt, RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.periods import quarters_of
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import MeetingForm
from tracker.meetings.forms.series import title_in
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.sheets import download_meetings
from tracker.meetings.views.doubts import doubts_of
from tracker.meetings.views.pages import ask_about_line, show_meeting
from tracker.office.context import chosen_programme
from tracker.office.models import Person

bp = Blueprint("meetings", __name__, url_prefix="/meetings")


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The meetings of the chosen quarter's year, or (`?span=quarter`) of that quarter alone."""
    programme, quarter = chosen_programme(person), chosen_quarter()
    chosen: dict[str, Any] = {name: request.args.get(name, "") for name in ("span", "state", "sort")}
    chosen["venue"] = request.args.get("venue", type=record_number)
    rows = queries.meetings_seen_by(
        person,
        programme_id=programme.id,
        quarters=(quarter,) if chosen["span"] == "quarter" else quarters_of(quarter.year),
        state=MeetingState(chosen["state"]) if chosen["state"] in set(MeetingState) else None,
        venue_id=chosen["venue"],
        sort=chosen["sort"],
    )
    if wants_sheet():
        return download_meetings(rows)
    venues = queries.venues_held_at(programme.id)
    facts: dict[str, Any] = {"rows": rows, "chosen": chosen, "venues": venues, "may_plan": person.runs(programme.id)}
    return page_or_fragment("meetings/index.html", "meetings/_meetings.html", **facts)


@bp.get("/new")
@guarded_by(policy.can_plan)
def new(person: Person) -> ResponseReturnValue:
    """The form, named after the quarter in context, in the programme's series where that has no meeting of it yet."""
    programme, quarter = chosen_programme(person, may=person.runs), chosen_quarter()
    series = queries.series_lacking(programme.id, quarter)
    facts: dict[str, Any] = {"title": gettext("Review meeting of quarter %(label)s", label=quarter.label)}
    if series is not None:
        facts |= {"title": title_in(series, quarter), "series": series.id, "starts_at": series.starts_at}
    return _form(MeetingForm(formdata=None, quarter=str(quarter), **facts), programme.id)


@bp.post("/new")
@guarded_by(policy.can_plan)
def add(person: Person) -> ResponseReturnValue:
    """Plan it."""
    programme_id = chosen_programme(person, may=person.runs).id
    form = _offered(MeetingForm(), programme_id)
    if not form.validate_on_submit() or not form.sure_of(_doubts(person, form)):
        return _form(form, programme_id, status=422)
    try:
        with transaction():
            meeting = services.plan_meeting(programme_id=programme_id, by=person, at=clock.now(), **form.facts())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, programme_id, status=422)
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
    return _form(MeetingForm.of(meeting), meeting.programme_id, meeting)


@bp.post("/<int:meeting_id>/edit")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def mend(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Save them."""
    programme_id = meeting.programme_id
    form = _offered(MeetingForm(), programme_id, meeting)
    if not form.validate_on_submit() or not form.sure_of(_doubts(person, form, meeting)):
        return _form(form, programme_id, meeting, status=422)
    facts = form.facts()
    return save(
        form,
        lambda: services.edit_meeting(meeting, seen=form.seen, by=person, at=clock.now(), **facts),
        words=gettext("Saved."),
        onward=url_for(".show", meeting_id=meeting.id),
        again=lambda status: _form(form, programme_id, meeting, status=status),
        compare=lambda: form.compare(
            meeting, _offered(MeetingForm.of(meeting), programme_id, meeting), last_change_of(meeting)
        ),
    )


@bp.post("/<int:meeting_id>/open")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def open_(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Begin it."""
    words = gettext("The meeting is open. What is recorded is shown to the units that it addresses.")
    return _act(person, meeting, lambda: services.open_meeting(meeting, by=person, at=clock.now()), words)


@bp.post("/<int:meeting_id>/close")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def close(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """End it, unless a line is typed that nobody has recorded: that is asked about first."""
    asked = ask_about_line(person, meeting)
    if asked is not None:
        return asked
    words = gettext(
        "The meeting is closed. The draft of its notice is ready; what it says is in force once it is issued."
    )
    return _act(person, meeting, lambda: services.close_meeting(meeting, by=person, at=clock.now()), words)


def _act(person: Person, meeting: Meeting, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    """One act on a meeting, and its page; what refused it is said above the page as it stands."""
    onward = url_for(".show", meeting_id=meeting.id)
    return act(verb, words=words, onward=onward, again=lambda status: show_meeting(person, meeting, status=status))


def _doubts(person: Person, form: MeetingForm, meeting: Meeting | None = None) -> list[Doubt]:
    """What is unusual about what was typed: of a meeting, about what would change."""
    facts, but = form.facts(), meeting.id if meeting is not None else None
    found = doubts_of(person, form.place(), chair_id=facts["chair_id"], meeting=meeting)
    series, of = form.chosen_series, (facts["series"], facts["quarter"])
    if series is None or (meeting is not None and of == (meeting.series, meeting.quarter)):
        return found
    return [*found, *queries.doubt_of_series(series.id, facts["quarter"], but=but)]


def _offered(form: MeetingForm, programme_id: int, meeting: Meeting | None = None) -> MeetingForm:
    return form.offer(
        meeting.quarter if meeting is not None else chosen_quarter(),
        series=queries.running_series(programme_id),
        chairs=queries.chairs_of(programme_id, on=clock.today()),
        meeting=meeting,
    )


def _form(
    form: MeetingForm, programme_id: int, meeting: Meeting | None = None, *, status: int = 200
) -> ResponseReturnValue:
    form = _offered(form, programme_id, meeting)
    return render_template("meetings/form.html", form=form, meeting=meeting, venues=queries.venue_names()), status

"""Conclusions: recorded as the chair speaks; mended, dropped and taken up again in place."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.problems import said
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import ConclusionForm, NewConclusionForm
from tracker.meetings.models import Conclusion, Meeting
from tracker.meetings.views.pages import empty_form, list_facts, new_form, row_facts, show_meeting
from tracker.office import queries as office
from tracker.office.models import Person
from tracker.tasks.fields import AddresseeChoices

bp = Blueprint("conclusions", __name__)


@bp.get("/meetings/<int:meeting_id>/conclusions")
@guarded_by(policy.can_view, queries.get_meeting)
def index(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """The list alone, for the screens in the room that follow; the meeting's page for a browser."""
    if wants_fragment():
        facts = list_facts(person, meeting)
        if "shown" in request.args and not facts["live"]:
            return "", 204, {"HX-Refresh": "true"}  # the meeting has ended: its whole page is another now
        if request.args.get("shown") == facts["stamp"]:
            return "", 204  # nothing new: the screen stays as it is
        return fragment("meetings/_conclusions.html", **facts)
    return redirect(url_for("meetings.show", meeting_id=meeting.id, _anchor="conclusions"))


@bp.post("/meetings/<int:meeting_id>/conclusions")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def add(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Record one."""
    form, names = new_form(meeting), office.name_book(on=clock.today(), programme_id=meeting.programme_id)
    if not form.validate_on_submit() or not form.understand(names):
        return _new(person, meeting, form, status=422)
    try:
        with transaction():
            conclusion = services.add_conclusion(meeting, by=person, at=clock.now(), **form.facts())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _new(person, meeting, form, status=422)
    if wants_fragment():
        facts = row_facts(person, conclusion) | {"is_first": len(meeting.conclusions) == 1}
        return fragment("meetings/_new_conclusion.html", new=empty_form(meeting), added=conclusion, **facts)
    return redirect(_place_of(conclusion))


@bp.get("/conclusions/<int:conclusion_id>")
@guarded_by(policy.can_view_conclusion, queries.get_conclusion)
def show(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """The row as it stands, or its place on the meeting's page."""
    if wants_fragment():
        return fragment("meetings/_conclusion.html", **row_facts(person, conclusion))
    return redirect(_place_of(conclusion))


@bp.get("/conclusions/<int:conclusion_id>/edit")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def edit(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """The row opened in place, or a page with its form."""
    return _open(person, conclusion, _form_of(conclusion))


@bp.post("/conclusions/<int:conclusion_id>/edit")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def mend(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Save it."""
    form = ConclusionForm()
    form.offer(AddresseeChoices.of(conclusion.meeting.programme_id))
    if not form.validate_on_submit():
        return _open(person, conclusion, form, status=422)
    seen, at = form.seen, clock.now()
    return _act(
        person,
        conclusion,
        form,
        lambda: services.edit_conclusion(conclusion, seen=seen, by=person, at=at, **form.facts()),
    )


@bp.post("/conclusions/<int:conclusion_id>/drop")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def drop(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Take a draft out."""
    return _act(person, conclusion, None, lambda: services.drop_conclusion(conclusion, by=person, at=clock.now()))


@bp.post("/conclusions/<int:conclusion_id>/restore")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def restore(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Undo that."""
    return _act(person, conclusion, None, lambda: services.restore_conclusion(conclusion, by=person, at=clock.now()))


def _act(
    person: Person, conclusion: Conclusion, form: ConclusionForm | None, verb: Callable[[], object]
) -> ResponseReturnValue:
    """One act on a conclusion: its row as it stands afterwards, or what refused it with all that was typed."""
    try:
        with transaction():
            verb()
    except RuleBroken as refusal:
        status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
        if form is None:
            return _refused(person, conclusion, refusal, status=status)
        if isinstance(refusal, ChangedMeanwhile):
            form.compare(conclusion, _form_of(conclusion), last_change_of(conclusion))
        else:
            form.refuse(refusal)
        return _open(person, conclusion, form, status=status)
    if wants_fragment():
        return fragment("meetings/_conclusion.html", saved=True, **row_facts(person, conclusion))
    return redirect(_place_of(conclusion))


def _form_of(conclusion: Conclusion) -> ConclusionForm:
    due = conclusion.due_words or (conclusion.due_on.strftime("%d/%m/%Y") if conclusion.due_on else "")
    ticked = [AddresseeChoices.value_of(unit_id=a.unit_id, group_id=a.group_id) for a in conclusion.addressed]
    form = ConclusionForm(formdata=None, obj=conclusion, due=due, addressed=ticked)
    form.offer(AddresseeChoices.of(conclusion.meeting.programme_id))
    return form


def _refused(person: Person, conclusion: Conclusion, refusal: RuleBroken, *, status: int) -> ResponseReturnValue:
    """A button that no longer does what it says."""
    if wants_fragment():
        facts = row_facts(person, conclusion)
        return fragment("meetings/_conclusion.html", status=status, problem=said(refusal), **facts)
    flash(said(refusal), "problem")
    return show_meeting(person, conclusion.meeting, status=status)


def _open(person: Person, conclusion: Conclusion, form: ConclusionForm, *, status: int = 200) -> ResponseReturnValue:
    form.offer(AddresseeChoices.of(conclusion.meeting.programme_id))
    for field in form:
        field.id = f"{field.name}-{conclusion.id}"  # several rows may be open at once
    facts = row_facts(person, conclusion) | {"form": form}
    if wants_fragment():
        return fragment("meetings/_conclusion.html", status=status, **facts)
    return render_template("meetings/edit_conclusion.html", **facts), status


def _new(person: Person, meeting: Meeting, form: NewConclusionForm, *, status: int) -> ResponseReturnValue:
    """The line with all that was typed, and what is wrong with it."""
    if wants_fragment():
        return fragment("meetings/_new_conclusion.html", status=status, new=form, meeting=meeting)
    return show_meeting(person, meeting, form, status=status)


def _place_of(conclusion: Conclusion) -> str:
    return url_for("meetings.show", meeting_id=conclusion.meeting_id, _anchor=f"conclusion-{conclusion.id}")

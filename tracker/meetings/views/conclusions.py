"""Conclusions: recorded as the chair speaks; mended, dropped and taken up again in place."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import ConclusionForm, Offered, form_of
from tracker.meetings.models import Conclusion, Meeting
from tracker.meetings.views.answering import act_on, line_again, open_row, place_of, save_form, understood
from tracker.meetings.views.pages import empty_form, list_facts, new_form, row_facts, show_meeting
from tracker.meetings.views.previewing import preview_of
from tracker.meetings.views.undoing import typed_in, undo_add, undo_drop, undo_edit
from tracker.office.models import Person

bp = Blueprint("conclusions", __name__)


@bp.get("/meetings/<int:meeting_id>/conclusions")
@guarded_by(policy.can_view, queries.get_meeting)
def index(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """The list alone; the meeting's page for a browser."""
    if wants_fragment():
        return fragment("meetings/_conclusions.html", **list_facts(person, meeting))
    return redirect(url_for("meetings.show", meeting_id=meeting.id, _anchor="conclusions"))


@bp.post("/meetings/<int:meeting_id>/conclusions")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def add(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Record one."""
    form = new_form(meeting)
    if not understood(form, meeting) or not form.sure_of(form.doubts(form.facts())):
        return line_again(person, meeting, form, status=422)
    facts = form.facts()
    try:
        with transaction():
            conclusion = services.add_conclusion(meeting, facts, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return line_again(person, meeting, form, status=422)
    if wants_fragment():
        shown = row_facts(person, conclusion) | {"is_first": len(meeting.conclusions) == 1}
        empty = empty_form(meeting, form.agenda_item.data or "")
        undo = undo_add(conclusion)
        return fragment("meetings/_new_conclusion.html", new=empty, added=conclusion, undo=undo, **shown)
    return redirect(place_of(conclusion))


@bp.post("/meetings/<int:meeting_id>/conclusions/preview")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def preview(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """What the line that is being typed would make; nothing is saved."""
    form = new_form(meeting)
    made = preview_of(form, form.facts()) if understood(form, meeting) else None
    if made is not None:
        form.sure_of(form.doubts(form.facts()))
    if wants_fragment():
        return fragment("meetings/_preview.html", new=form, meeting=meeting, preview=made)
    return show_meeting(person, meeting, form, preview=made)


@bp.get("/conclusions/<int:conclusion_id>")
@guarded_by(policy.can_view_conclusion, queries.get_conclusion)
def show(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """The row as it stands, or its place on the meeting's page."""
    if wants_fragment():
        return fragment("meetings/_conclusion.html", **row_facts(person, conclusion))
    return redirect(place_of(conclusion))


@bp.get("/conclusions/<int:conclusion_id>/edit")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def edit(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """The row opened in place, or a page with its form."""
    form = form_of(conclusion, Offered(conclusion.meeting))
    form.before.data = typed_in(form)
    return open_row(person, conclusion, form)


@bp.post("/conclusions/<int:conclusion_id>/edit")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def mend(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Save it; with `?keep=1` while it is being typed, so that the form stays as it is."""
    form, at = ConclusionForm(), clock.now()
    mending: dict[str, Any] = {"seen": form.seen, "by": person, "at": at}
    status = save_form(form, conclusion, lambda: services.edit_conclusion(conclusion, form.facts(), **mending))
    if "keep" in request.args and wants_fragment():
        version = form.seen if status == 409 else conclusion.version  # what is sent next is refused until it was read
        return fragment("meetings/_kept.html", status=status, conclusion=conclusion, form=form, version=version)
    if status != 200:
        return open_row(person, conclusion, form, status=status)
    if wants_fragment():
        undo = undo_edit(conclusion, form.before.data)
        return fragment("meetings/_mended.html", saved=True, undo=undo, **row_facts(person, conclusion))
    return redirect(place_of(conclusion))


@bp.post("/conclusions/<int:conclusion_id>/drop")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def drop(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Take a draft out."""
    verb = lambda: services.drop_conclusion(conclusion, by=person, at=clock.now())  # noqa: E731
    return act_on(person, conclusion, verb, lambda: undo_drop(conclusion))


@bp.post("/conclusions/<int:conclusion_id>/restore")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def restore(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Undo that."""
    return act_on(person, conclusion, lambda: services.restore_conclusion(conclusion, by=person, at=clock.now()))

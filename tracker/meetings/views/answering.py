"""How acts on conclusions answer: the list as it stands then, with the way back; or what refused them."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.problems import said
from tracker.meetings.forms import ConclusionForm, NewConclusionForm, Offered, form_of
from tracker.meetings.models import Conclusion, Meeting
from tracker.meetings.views.pages import list_facts, row_facts, show_meeting
from tracker.meetings.views.undoing import Undo
from tracker.office import queries as office
from tracker.office.models import Person


def understood(form: NewConclusionForm, meeting: Meeting) -> bool:
    """Whether a line that was sent says something; else its form says what it does not say."""
    names = office.name_book(on=clock.today(), programme_id=meeting.programme_id)
    return bool(form.validate_on_submit() and form.understand(names))


def save_form(form: ConclusionForm, conclusion: Conclusion, verb: Callable[[], object]) -> int:
    """Do what a conclusion's form asks, in one transaction: the status of the answer; the form says the rest."""
    form.offer(Offered(conclusion.meeting))
    if not form.validate_on_submit():
        return 422
    try:
        if not form.sure_of(form.doubts(form.facts(), conclusion)):
            return 422
        with transaction():
            verb()
    except ChangedMeanwhile:
        form.compare(conclusion, form_of(conclusion, Offered(conclusion.meeting)), last_change_of(conclusion))
        return 409
    except RuleBroken as refusal:
        form.refuse(refusal)
        return 422
    return 200


def act_on(
    person: Person,
    conclusion: Conclusion,
    verb: Callable[[], object],
    undo: Callable[[], Undo | None] = lambda: None,
) -> ResponseReturnValue:
    """One button of a conclusion: the list as it stands afterwards, since others may have another number by then."""
    try:
        with transaction():
            verb()
    except RuleBroken as refusal:
        return refused(person, conclusion, refusal)
    return listed(person, conclusion, undo())


def listed(person: Person, conclusion: Conclusion, undo: Undo | None = None) -> ResponseReturnValue:
    """The list, with the way back; the page for a browser."""
    if wants_fragment():
        return fragment("meetings/_listed.html", undo=undo, **list_facts(person, conclusion.meeting))
    return redirect(place_of(conclusion))


def refused(person: Person, conclusion: Conclusion, refusal: RuleBroken, *, status: int = 422) -> ResponseReturnValue:
    """A button that no longer does what it says."""
    status = 409 if isinstance(refusal, ChangedMeanwhile) else status
    if wants_fragment():
        facts = list_facts(person, conclusion.meeting) | {"problem": said(refusal), "problem_of": conclusion.id}
        return fragment("meetings/_conclusions.html", status=status, **facts)
    flash(said(refusal), "problem")
    return show_meeting(person, conclusion.meeting, status=status)


def open_row(person: Person, conclusion: Conclusion, form: ConclusionForm, *, status: int = 200) -> ResponseReturnValue:
    """The row with its form, in place or on a page of its own."""
    for field in form:
        field.id = f"{field.name}-{conclusion.id}"  # several rows may be open at once
    facts = row_facts(person, conclusion) | {"form": form}
    if wants_fragment():
        return fragment("meetings/_conclusion.html", status=status, **facts)
    return render_template("meetings/edit_conclusion.html", **facts), status


def line_again(person: Person, meeting: Meeting, form: NewConclusionForm, *, status: int) -> ResponseReturnValue:
    """The line with all that was typed, and what is wrong with it."""
    if wants_fragment():
        return fragment("meetings/_new_conclusion.html", status=status, new=form, meeting=meeting)
    return show_meeting(person, meeting, form, status=status)


def place_of(conclusion: Conclusion) -> str:
    """Where it stands on its meeting's page."""
    return url_for("meetings.show", meeting_id=conclusion.meeting_id, _anchor=f"conclusion-{conclusion.id}")

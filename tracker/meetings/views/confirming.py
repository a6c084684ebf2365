"""A unit's head answers a draft: understood, or what the unit disagrees with."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import AnswerForm
from tracker.meetings.models import Conclusion, Said
from tracker.meetings.rules.answers import WordedAnew
from tracker.meetings.views.answering import place_of
from tracker.meetings.views.pages import row_facts, show_meeting
from tracker.office.models import Person

bp = Blueprint("confirming", __name__)


@bp.post("/conclusions/<int:conclusion_id>/confirm")
@guarded_by(policy.can_confirm, queries.get_conclusion, sees=policy.can_view_conclusion)
def confirm(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """The unit has read it and will do it."""
    return _answer(person, conclusion, Said.CONFIRMED)


@bp.post("/conclusions/<int:conclusion_id>/disagree")
@guarded_by(policy.can_confirm, queries.get_conclusion, sees=policy.can_view_conclusion)
def disagree(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """The unit says what it does not agree with; the chair reads it."""
    return _answer(person, conclusion, Said.DISAGREED)


def _answer(person: Person, conclusion: Conclusion, answer: Said) -> ResponseReturnValue:
    form, at = AnswerForm(), clock.now()
    if not form.validate_on_submit() or not person.heads(form.unit.data):
        return _again(person, conclusion, form, status=422)
    told = {"unit_id": form.unit.data, "wording": form.wording.data, "words": form.words.data or ""}
    try:
        with transaction():
            services.answer_conclusion(conclusion, answer, **told, by=person, at=at)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _again(person, conclusion, form, status=409 if isinstance(refusal, WordedAnew) else 422)
    if wants_fragment():
        return fragment("meetings/_conclusion.html", answered=form.unit.data, **row_facts(person, conclusion))
    flash(gettext("Your unit's answer is recorded. The chair sees it."), "done")
    return redirect(url_for("home.my_work") if request.form.get("back") == "work" else place_of(conclusion))


def _again(person: Person, conclusion: Conclusion, form: AnswerForm, *, status: int) -> ResponseReturnValue:
    """The conclusion as it is now, what kept the answer from being recorded, and the words that were typed."""
    if not form.errors and not form.form_errors:
        form.form_errors.append(gettext("You answer for the units that you are head of. Nothing was recorded."))
    if wants_fragment():
        facts = row_facts(person, conclusion)
        return fragment("meetings/_conclusion.html", status=status, answer_form=form, **facts)
    return show_meeting(person, conclusion.meeting, status=status, answer_form=form, answer_to=conclusion.id)

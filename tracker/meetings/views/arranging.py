"""Conclusions moved up and down, split in two, and put together again."""

from typing import Any

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.htmx import fragment, wants_fragment
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import ConclusionForm, Offered
from tracker.meetings.models import Conclusion
from tracker.meetings.rules import HalvesWereMended
from tracker.meetings.views.answering import act_on, open_row, place_of, refused, save_form
from tracker.meetings.views.pages import list_facts
from tracker.meetings.views.undoing import undo_move, undo_split
from tracker.office.models import Person

bp = Blueprint("arranging", __name__)


@bp.post("/conclusions/<int:conclusion_id>/move")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def move(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """One place up or (`way=down`) down."""
    up, at = request.form.get("way") != "down", clock.now()
    return act_on(
        person,
        conclusion,
        lambda: services.move_conclusion(conclusion, up=up, by=person, at=at),
        lambda: undo_move(conclusion, up=up),
    )


@bp.post("/conclusions/<int:conclusion_id>/split")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def split(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Make two of what stands in its form."""
    form = ConclusionForm()
    made: list[Conclusion] = []
    splitting: dict[str, Any] = {"caret": form.caret.data, "seen": form.seen, "by": person, "at": clock.now()}

    def halve() -> None:
        made.append(services.split_conclusion(conclusion, form.facts(), **splitting))

    status = save_form(form, conclusion, halve)
    if status != 200:
        return open_row(person, conclusion, form, status=status)
    if not wants_fragment():
        return redirect(place_of(made[0]))
    undo = undo_split(conclusion, made[0], form.before.data)
    facts = list_facts(person, conclusion.meeting)
    return fragment("meetings/_split.html", undo=undo, conclusion=conclusion, **facts)


@bp.post("/conclusions/<int:conclusion_id>/join")
@guarded_by(policy.can_run_conclusion, queries.get_conclusion, sees=policy.can_view_conclusion)
def join(person: Person, conclusion: Conclusion) -> ResponseReturnValue:
    """Undo that: it says all again, and the second half is dropped."""
    form = ConclusionForm()
    form.offer(Offered(conclusion.meeting))
    if not form.validate_on_submit():
        return refused(person, conclusion, HalvesWereMended())
    facts: dict[str, Any] = {"second_id": form.second.data or 0, "seen": form.seen, "by": person, "at": clock.now()}
    return act_on(person, conclusion, lambda: services.join_conclusion(conclusion, form.facts(), **facts))

"""A meeting is moved to another day, time or venue, or cancelled."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.accounts.entry import at_office
from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import CancelForm, MoveForm
from tracker.meetings.models import Meeting
from tracker.meetings.views.doubts import doubts_of
from tracker.office.models import Person

bp = Blueprint("meeting_changes", __name__, url_prefix="/meetings")


@bp.get("/<int:meeting_id>/move")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def ask_move(_person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Ask where to, and why."""
    return _move(MoveForm.of(meeting), meeting)


@bp.post("/<int:meeting_id>/move")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def move(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Move it, and tell those invited."""
    form = MoveForm()
    if not form.validate_on_submit():
        return _move(form, meeting, status=422)
    place = form.place()
    if not form.sure_of(doubts_of(person, place, chair_id=meeting.chair_id, meeting=meeting)):
        return _move(form, meeting, status=422)
    facts: dict[str, Any] = {"words": form.words.data or "", "seen": form.seen, "link": _link(meeting)}
    return save(
        form,
        lambda: services.reschedule_meeting(meeting, **place, **facts, by=person, at=clock.now()),
        words=_told(gettext("The meeting was moved."), meeting),
        onward=url_for("meetings.show", meeting_id=meeting.id),
        again=lambda status: _move(form, meeting, status=status),
        compare=lambda: form.compare(meeting, MoveForm.of(meeting), last_change_of(meeting)),
    )


@bp.get("/<int:meeting_id>/cancel")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def ask_cancel(_person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Ask why."""
    return _cancel(CancelForm(formdata=None), meeting)


@bp.post("/<int:meeting_id>/cancel")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def cancel(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Call it off, and tell those invited."""
    form = CancelForm()
    if not form.validate_on_submit():
        return _cancel(form, meeting, status=422)
    facts: dict[str, Any] = {"words": form.words.data or "", "link": _link(meeting)}
    return save(
        form,
        lambda: services.cancel_meeting(meeting, **facts, by=person, at=clock.now()),
        words=_told(gettext("The meeting was cancelled."), meeting),
        onward=url_for("meetings.show", meeting_id=meeting.id),
        again=lambda status: _cancel(form, meeting, status=status),
    )


def _link(meeting: Meeting) -> str:
    return at_office(url_for("meetings.show", meeting_id=meeting.id))


def _told(words: str, meeting: Meeting) -> str:
    """What was done, and how many units are told of it."""
    units = len(_invited(meeting))
    if not units:
        return words
    said: str = ngettext("%(num)d invited unit is told by mail.", "%(num)d invited units are told by mail.", units)
    return f"{words} {said}"


def _invited(meeting: Meeting) -> list[str]:
    return [one.unit.name for one in meeting.invitations if one.sent_at is not None and not one.ended]


def _move(form: MoveForm, meeting: Meeting, *, status: int = 200) -> ResponseReturnValue:
    facts = {"meeting": meeting, "venues": queries.venue_names(), "invited": _invited(meeting)}
    return render_template("meetings/move.html", form=form, **facts), status


def _cancel(form: CancelForm, meeting: Meeting, *, status: int = 200) -> ResponseReturnValue:
    return render_template("meetings/cancel.html", form=form, meeting=meeting, invited=_invited(meeting)), status

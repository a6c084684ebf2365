"""Who is invited to a meeting, sending the invitations, and all answers in one table."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.meetings import policy
from tracker.meetings.forms.invitations import InvitedForm
from tracker.meetings.models import Meeting
from tracker.meetings.queries import invitations as queries
from tracker.meetings.services import inviting
from tracker.meetings.views.invited import link_of, show_invitations
from tracker.office import queries as office
from tracker.office.models import Person

bp = Blueprint("invitations", __name__, url_prefix="/meetings/<int:meeting_id>/invitations")
Done = TypeVar("Done")


@bp.get("")
@guarded_by(policy.can_view, queries.get_meeting_alone)
def index(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """All answers, for whoever reads the programme whole; for a unit's people their own."""
    return show_invitations(person, meeting)


@bp.get("/edit")
@guarded_by(policy.can_run, queries.get_meeting_alone, sees=policy.can_view)
def edit(_person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Whom to invite, to tick."""
    return _choice(meeting, _chosen(meeting))


@bp.post("/edit")
@guarded_by(policy.can_run, queries.get_meeting_alone, sees=policy.can_view)
def choose(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Save it."""
    form = InvitedForm()
    _offer(form, meeting)
    if not form.validate_on_submit():
        return _choice(meeting, form, status=422)
    seen, at, link = form.seen, clock.now(), link_of(meeting)
    units = form.chosen(programme_id=meeting.programme_id, on=clock.today())
    return save(
        form,
        lambda: inviting.choose_units(meeting, units, seen=seen, link=link, by=person, at=at),
        words=gettext("Saved."),
        onward=url_for(".index", meeting_id=meeting.id),
        again=lambda status: _choice(meeting, form, status=status),
        compare=lambda: form.compare(meeting, _chosen(meeting), last_change_of(meeting)),
    )


@bp.post("/send")
@guarded_by(policy.can_run, queries.get_meeting_alone, sees=policy.can_view)
def send(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Send them to all units that have none yet."""
    at, link = clock.now(), link_of(meeting)
    return _do(person, meeting, lambda: inviting.send_invitations(meeting, link=link, by=person, at=at), _of_sending)


@bp.post("/remind")
@guarded_by(policy.can_run, queries.get_meeting_alone, sees=policy.can_view)
def remind(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Ask those for an answer who have given none."""
    at = clock.now()
    facts = {"link": link_of(meeting), "held_until": current_app.extensions["held_until"](at)}
    return _do(person, meeting, lambda: inviting.ask_for_answers(meeting, **facts, by=person, at=at), _of_asking)


def _do(person: Person, meeting: Meeting, verb: Callable[[], Done], told: Callable[[Done], str]) -> ResponseReturnValue:
    """One button, whose words depend on what came of it."""
    try:
        with transaction():
            done = verb()
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return show_invitations(person, meeting, status=422)
    flash(told(done), "done")
    return redirect(url_for(".index", meeting_id=meeting.id))


def _of_sending(sent: inviting.Sent) -> str:
    words = ngettext("Invited: %(num)d unit.", "Invited: %(num)d units.", sent.units)
    return f"{words} {_of_mails(sent.mails)}"


def _of_asking(asked: inviting.Asked) -> str:
    words = [ngettext("Asked %(num)d unit for its answer.", "Asked %(num)d units for their answers.", asked.units)]
    words.append(_of_mails(asked.mails))
    if asked.before:
        more = "Left out, since they were reminded today already: %(num)d units."
        words.append(ngettext("Left out, since it was reminded today already: %(num)d unit.", more, asked.before))
    return " ".join(words)


def _of_mails(mails: int) -> str:
    if mails:
        return str(ngettext("%(num)d person gets a mail.", "%(num)d people get a mail.", mails))
    return str(gettext("Nobody of these units gets mail here; they see the invitation when they sign in."))


def _chosen(meeting: Meeting) -> InvitedForm:
    units = queries.invited_units(meeting, on=clock.today())
    form = InvitedForm(formdata=None, version=meeting.version, units=[unit.id for unit in units])
    _offer(form, meeting)
    return form


def _offer(form: InvitedForm, meeting: Meeting) -> None:
    """The programme's units of today, and whoever is invited already."""
    members = office.members_of(meeting.programme_id, on=clock.today())
    invited = queries.invited_units(meeting, on=clock.today())
    form.offer({unit.id: unit for unit in (*members, *invited)}.values(), office.groups())


def _choice(meeting: Meeting, form: InvitedForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("meetings/invitations/edit.html", meeting=meeting, form=form), status

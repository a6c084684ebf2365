"""A notice that corrects another: begun, its points chosen, given up."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.problems import said
from tracker.meetings import policy, queries
from tracker.meetings.forms.conclusions import written
from tracker.meetings.forms.notices import PointForm, ReplaceForm
from tracker.meetings.models import Conclusion, ConclusionKind, Notice, NoticeState
from tracker.meetings.rules.correcting import NotItsPoint
from tracker.meetings.services import correcting
from tracker.meetings.views.notice_pages import show_notice
from tracker.office.models import Person
from tracker.tasks.fields import AddresseeChoices

bp = Blueprint("corrections", __name__)


@bp.post("/notices/<int:notice_id>/correct")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def begin(person: Person, notice: Notice) -> ResponseReturnValue:
    """Begin the draft of a notice that corrects this one."""
    made: list[Notice] = []
    answer = act(
        lambda: made.append(correcting.begin_correction(notice, by=person, at=clock.now())),
        words=gettext("A draft that corrects this notice was begun. Choose the points that it replaces or withdraws."),
        onward=url_for("notices.index", meeting_id=notice.meeting_id),
        again=lambda status: show_notice(person, notice, status=status),
    )
    return redirect(url_for(".index", notice_id=made[0].id)) if made else answer


@bp.get("/notices/<int:notice_id>/points")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def index(_person: Person, notice: Notice) -> ResponseReturnValue:
    """The points of the notice that is corrected, and what this one says of each."""
    return _points(notice)


@bp.get("/notices/<int:notice_id>/replace")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def word(_person: Person, notice: Notice) -> ResponseReturnValue:
    """The form of one point (`?point=12`) as it is to read from now on."""
    point = _point_of(notice, request.args.get("point", type=int))
    if point is None:
        return _no_such_point(notice)
    ticked = [AddresseeChoices.value_of(unit_id=a.unit_id, group_id=a.group_id) for a in point.addressed]
    due = point.due_words or (point.due_on.strftime("%d/%m/%Y") if point.due_on else "")
    figure = written(point.figure)
    form = ReplaceForm(formdata=None, point=point.id, text=point.text, addressed=ticked, due=due, figure=figure)
    return _form(notice, point, form)


@bp.post("/notices/<int:notice_id>/replace")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def replace(person: Person, notice: Notice) -> ResponseReturnValue:
    """Let the correction say it so."""
    form = ReplaceForm()
    point = _point_of(notice, form.point.data)
    if point is None:
        return _no_such_point(notice)
    form.offer(AddresseeChoices.of(notice.meeting.programme_id), point)
    if not form.validate_on_submit():
        return _form(notice, point, form, status=422)
    return save(
        form,
        lambda: correcting.replace_point(notice, point, by=person, at=clock.now(), **form.facts()),
        words=gettext("Saved. The point is replaced when this notice is issued."),
        onward=url_for(".index", notice_id=notice.id),
        again=lambda status: _form(notice, point, form, status=status),
    )


@bp.post("/notices/<int:notice_id>/withdraw")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def withdraw(person: Person, notice: Notice) -> ResponseReturnValue:
    """Let the correction withdraw a point."""
    form = PointForm()
    form.validate_on_submit()
    point = _point_of(notice, form.point.data)
    if point is None:
        return _no_such_point(notice)
    return _act(
        notice,
        lambda: correcting.withdraw_point(notice, point, by=person, at=clock.now()),
        gettext("Saved. The point is withdrawn when this notice is issued."),
    )


@bp.post("/notices/<int:notice_id>/leave")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def leave(person: Person, notice: Notice) -> ResponseReturnValue:
    """Leave a point as it is after all."""
    form = PointForm()
    form.validate_on_submit()
    words = gettext("Saved. The point stays as it is.")
    return _act(notice, lambda: correcting.leave_point(notice, form.point.data, by=person, at=clock.now()), words)


@bp.post("/notices/<int:notice_id>/drop")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def drop(person: Person, notice: Notice) -> ResponseReturnValue:
    """Give the correction up."""
    return act(
        lambda: correcting.drop_notice(notice, by=person, at=clock.now()),
        words=gettext("Dropped. The notice that it was to correct stands as it is."),
        onward=url_for("notices.index", meeting_id=notice.meeting_id),
        again=lambda status: show_notice(person, notice, status=status),
    )


def _act(notice: Notice, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for(".index", notice_id=notice.id)
    return act(verb, words=words, onward=onward, again=lambda status: _points(notice, status=status))


def _point_of(notice: Notice, number: int | None) -> Conclusion | None:
    """One of the points that can be corrected."""
    return next((one for one in queries.points_to_correct(notice) if one.id == number), None)


def _no_such_point(notice: Notice) -> ResponseReturnValue:
    flash(said(NotItsPoint()), "problem")
    return redirect(url_for(".index", notice_id=notice.id))


def _points(notice: Notice, *, status: int = 200) -> ResponseReturnValue:
    former = notice.corrects
    if former is None:
        return redirect(url_for("notices.show", notice_id=notice.id))
    draft = notice.state is NoticeState.DRAFT
    points = queries.points_to_correct(notice) if draft else queries.conclusions_of(former)
    kept = queries.tasks_with_accepted_parts([one.task_id for one in points if one.task_id is not None])
    page = render_template(
        "meetings/notices/points.html",
        notice=notice,
        former=former,
        meeting=notice.meeting,
        points=points,
        worded={one.replaces_id: one for one in queries.conclusions_of(notice)},
        kept=kept,
        may_word=draft,
    )
    return page, status


def _form(notice: Notice, point: Conclusion, form: ReplaceForm, *, status: int = 200) -> ResponseReturnValue:
    form.offer(AddresseeChoices.of(notice.meeting.programme_id), point)
    amends = point.kind is ConclusionKind.AMENDMENT
    page = render_template(
        "meetings/notices/replace.html", notice=notice, meeting=notice.meeting, point=point, form=form, amends=amends
    )
    return page, status

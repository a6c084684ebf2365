"""Notices of a meeting: its list, one as it stands on paper, its files, its wording, and issuing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext, ngettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.problems import said
from tracker.documents.papers import can_write_pdf
from tracker.documents.queries import signers_of
from tracker.documents.sending import send_paper, send_stored
from tracker.meetings import policy, queries
from tracker.meetings.forms.notices import IssueForm, NoticeForm
from tracker.meetings.models import Meeting, MeetingState, Notice, NoticeState
from tracker.meetings.notice_letters import tell_units
from tracker.meetings.rules.wording import Order
from tracker.meetings.services import issuing, noticing
from tracker.meetings.views.notice_pages import draft_paper, show_issue, show_notice, show_wording
from tracker.office.models import Person

bp = Blueprint("notices", __name__)


@bp.get("/meetings/<int:meeting_id>/notices")
@guarded_by(policy.can_view, queries.get_meeting)
def index(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """The notices of a meeting, and its minutes."""
    return _list(person, meeting)


@bp.post("/meetings/<int:meeting_id>/notices")
@guarded_by(policy.can_run, queries.get_meeting, sees=policy.can_view)
def draft(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Draft the notice of a closed meeting that has none."""
    return act(
        lambda: noticing.draft_missing_notice(meeting, by=person, at=clock.now()),
        words=gettext("The notice was drafted from the conclusions."),
        onward=url_for(".index", meeting_id=meeting.id),
        again=lambda status: _list(person, meeting, status=status),
    )


@bp.get("/notices/<int:notice_id>")
@guarded_by(policy.can_view_notice, queries.get_notice)
def show(person: Person, notice: Notice) -> ResponseReturnValue:
    """As it stands on paper, and what can be done with it."""
    return show_notice(person, notice)


@bp.get("/notices/<int:notice_id>/word")
@guarded_by(policy.can_view_notice, queries.get_notice)
def word(_person: Person, notice: Notice) -> ResponseReturnValue:
    """The Word file: as it went out, or of a draft as it stands now."""
    if notice.document is not None and notice.document.file is not None:
        return send_stored(notice.document.file)
    with force_locale("vi"):
        return send_paper(draft_paper(notice), name=gettext("Draft of a notice"))


@bp.get("/notices/<int:notice_id>/pdf")
@guarded_by(policy.can_view_notice, queries.get_notice)
def pdf(_person: Person, notice: Notice) -> ResponseReturnValue:
    """The same as a PDF, where the office writes them."""
    if notice.pdf is not None:
        return send_stored(notice.pdf)
    try:
        with force_locale("vi"):
            return send_paper(draft_paper(notice), name=gettext("Draft of a notice"), kind="pdf")
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".show", notice_id=notice.id))


@bp.get("/notices/<int:notice_id>/edit")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def edit(_person: Person, notice: Notice) -> ResponseReturnValue:
    """Its wording, to mend."""
    if notice.state is not NoticeState.DRAFT:
        return redirect(url_for(".show", notice_id=notice.id))
    return show_wording(notice, _form_of(notice))


@bp.post("/notices/<int:notice_id>/edit")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def mend(person: Person, notice: Notice) -> ResponseReturnValue:
    """Save what stands around the sections."""
    form = NoticeForm()
    form.offer(signers_of(notice.meeting.programme_id))
    if not form.validate_on_submit():
        return show_wording(notice, form, status=422)
    return save(
        form,
        lambda: noticing.edit_notice(notice, seen=form.seen, by=person, at=clock.now(), **form.facts()),
        words=gettext("Saved."),
        onward=url_for(".edit", notice_id=notice.id),
        again=lambda status: show_wording(notice, form, status=status),
        compare=lambda: form.compare(notice, _form_of(notice), last_change_of(notice)),
    )


@bp.post("/notices/<int:notice_id>/redraft")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def redraft(person: Person, notice: Notice) -> ResponseReturnValue:
    """Word all sections anew from the conclusions, in the order of the pressed button."""
    asked = request.form.get("order")
    order = Order(asked) if asked in set(Order) else Order.GROUPS_FIRST
    return act(
        lambda: noticing.redraft_sections(notice, order, by=person, at=clock.now()),
        words=gettext("Worded anew. What stood there before can be put back one by one."),
        onward=url_for(".edit", notice_id=notice.id, _anchor="sections"),
        again=lambda status: show_notice(person, notice, status=status),
    )


@bp.get("/notices/<int:notice_id>/issue")
@guarded_by(policy.can_issue_notice, queries.get_notice, sees=policy.can_view_notice)
def ready(_person: Person, notice: Notice) -> ResponseReturnValue:
    """What is about to go out: number, day, signer, and what comes of it."""
    if notice.state is not NoticeState.DRAFT:
        return redirect(url_for(".show", notice_id=notice.id))
    return show_issue(notice, None)


@bp.post("/notices/<int:notice_id>/issue")
@guarded_by(policy.can_issue_notice, queries.get_notice, sees=policy.can_view_notice)
def issue(person: Person, notice: Notice) -> ResponseReturnValue:
    """Put it into the register and in force, and tell the units."""
    form = IssueForm()
    form.offer(signers_of(notice.meeting.programme_id))
    if not form.validate_on_submit():
        return show_issue(notice, form, status=422)
    try:
        with transaction():
            going_on = issuing.issue_notice(notice, form.facts(), by=person, at=clock.now())
            link = url_for(".show", notice_id=notice.id, _external=True)
            told = tell_units(notice, queries.conclusions_of(notice), link=link, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return show_issue(notice, form, status=409 if isinstance(refusal, ChangedMeanwhile) else 422)
    words = gettext("Issued. Nobody of the units gets mail here; they see it when they sign in.")
    if told:
        words = ngettext("Issued. Mail goes to %(num)s person.", "Issued. Mail goes to %(num)s people.", told)
    flash(words, "done")
    for point in going_on:
        flash(_goes_on(point.number), "problem")
    return redirect(url_for(".show", notice_id=notice.id))


def _list(person: Person, meeting: Meeting, *, status: int = 200) -> ResponseReturnValue:
    runs = policy.can_run(person, meeting)
    rows = queries.notices_of(meeting.id, issued_only=not person.observes(meeting.programme_id))
    page = render_template(
        "meetings/notices/index.html",
        meeting=meeting,
        rows=rows,
        may_draft=runs and not rows and meeting.state is MeetingState.CONCLUDED,
        may_minutes=runs and meeting.closed_at is not None,
        may_pdf=can_write_pdf(),
        closed=meeting.state in (MeetingState.CONCLUDED, MeetingState.PUBLISHED),
    )
    return page, status


def _goes_on(number: str) -> str:
    words: str = gettext(
        "The task of conclusion %(number)s goes on, because parts of it were accepted. Drop it on its own page, "
        "should it not go on.",
        number=number,
    )
    return words


def _form_of(notice: Notice) -> NoticeForm:
    return NoticeForm.of(notice, signers_of(notice.meeting.programme_id))

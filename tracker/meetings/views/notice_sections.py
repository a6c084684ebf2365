"""The sections of a notice: mended, added, put in order, left out and put back."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import wants_fragment
from tracker.core.problems import said
from tracker.meetings import policy, queries
from tracker.meetings.forms.notices import SectionForm
from tracker.meetings.models import Notice, NoticeSection
from tracker.meetings.services import noticing
from tracker.meetings.views.notice_pages import show_new_section, show_notice, show_section, show_sections
from tracker.office.models import Person

bp = Blueprint("notice_sections", __name__)


@bp.post("/notices/<int:notice_id>/sections")
@guarded_by(policy.can_word_notice, queries.get_notice, sees=policy.can_view_notice)
def add(person: Person, notice: Notice) -> ResponseReturnValue:
    """Add a free one at the end."""
    form = SectionForm()
    if not form.validate_on_submit():
        return show_new_section(notice, form, status=422)
    try:
        with transaction():
            noticing.add_section(notice, by=person, at=clock.now(), **form.facts())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return show_new_section(notice, form, status=422)
    if wants_fragment():
        return show_new_section(notice)
    return redirect(_wording_of(notice))


@bp.get("/notice-sections/<int:section_id>")
@guarded_by(policy.can_view_section, queries.get_section)
def show(_person: Person, section: NoticeSection) -> ResponseReturnValue:
    """The section as it stands, or its place in the wording."""
    if wants_fragment():
        return show_section(section, None)
    return redirect(_place_of(section))


@bp.get("/notice-sections/<int:section_id>/edit")
@guarded_by(policy.can_word_section, queries.get_section, sees=policy.can_view_section)
def edit(_person: Person, section: NoticeSection) -> ResponseReturnValue:
    """The section opened in place, or a page with its form."""
    return show_section(section, SectionForm(formdata=None, obj=section))


@bp.post("/notice-sections/<int:section_id>/edit")
@guarded_by(policy.can_word_section, queries.get_section, sees=policy.can_view_section)
def mend(person: Person, section: NoticeSection) -> ResponseReturnValue:
    """Save it."""
    form = SectionForm()
    if not form.validate_on_submit():
        return show_section(section, form, status=422)
    try:
        with transaction():
            noticing.edit_section(section, seen=form.seen, by=person, at=clock.now(), **form.facts())
    except ChangedMeanwhile:
        form.compare(section, SectionForm(formdata=None, obj=section), last_change_of(section.notice))
        return show_section(section, form, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return show_section(section, form, status=422)
    return show_section(section, None) if wants_fragment() else redirect(_place_of(section))


@bp.post("/notice-sections/<int:section_id>/up")
@guarded_by(policy.can_word_section, queries.get_section, sees=policy.can_view_section)
def up(person: Person, section: NoticeSection) -> ResponseReturnValue:
    """Before its neighbour."""
    return _act(
        person, section.notice, lambda: noticing.move_section(section, up=True, by=person, at=clock.now()), section
    )


@bp.post("/notice-sections/<int:section_id>/down")
@guarded_by(policy.can_word_section, queries.get_section, sees=policy.can_view_section)
def down(person: Person, section: NoticeSection) -> ResponseReturnValue:
    """After its neighbour."""
    return _act(
        person, section.notice, lambda: noticing.move_section(section, up=False, by=person, at=clock.now()), section
    )


@bp.post("/notice-sections/<int:section_id>/leave-out")
@guarded_by(policy.can_word_section, queries.get_section, sees=policy.can_view_section)
def leave_out(person: Person, section: NoticeSection) -> ResponseReturnValue:
    """Print it no more."""
    return _act(person, section.notice, lambda: noticing.leave_section_out(section, by=person, at=clock.now()))


@bp.post("/notice-sections/<int:section_id>/put-back")
@guarded_by(policy.can_word_section, queries.get_section, sees=policy.can_view_section)
def put_back(person: Person, section: NoticeSection) -> ResponseReturnValue:
    """Print it again."""
    verb = partial(noticing.put_section_back, section, by=person, at=clock.now())
    return _act(person, section.notice, verb, section)


def _act(
    person: Person, notice: Notice, verb: Callable[[], object], section: NoticeSection | None = None
) -> ResponseReturnValue:
    """One act on the list of sections: the list as it stands afterwards, or what refused it above the list."""
    try:
        with transaction():
            verb()
    except RuleBroken as refusal:
        status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
        if wants_fragment():
            return show_sections(notice, problem=said(refusal), status=status)
        flash(said(refusal), "problem")
        return show_notice(person, notice, status=status)
    if wants_fragment():
        return show_sections(notice, section=section)
    return redirect(_wording_of(notice))


def _wording_of(notice: Notice) -> str:
    return url_for("notices.edit", notice_id=notice.id, _anchor="sections")


def _place_of(section: NoticeSection) -> str:
    return url_for("notices.edit", notice_id=section.notice_id, _anchor=f"section-{section.id}")

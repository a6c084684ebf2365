"""The sections of a review: written, each saving by itself; added, put in order, left out and put back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.reviews import NewSectionForm, SectionForm
from tracker.standing.models import ProgrammeReview, ReviewSection
from tracker.standing.queries.review_words import TitleWords, gather_words
from tracker.standing.queries.reviews import get_review, get_review_section, sections_of
from tracker.standing.review_paper import words_of
from tracker.standing.rules.reviews import span_of
from tracker.standing.services import reviews
from tracker.standing.views.review_page import show_review, tables_of

bp = Blueprint("review_sections", __name__)


@bp.post("/programme-reviews/<int:review_id>/sections")
@guarded_by(policy.can_edit_review, get_review, sees=policy.can_view_review)
def add(person: Person, review: ProgrammeReview) -> ResponseReturnValue:
    """A further one, at the end."""
    form = NewSectionForm()
    if not form.validate_on_submit():
        return show_review(person, review, form, status=422)
    return save(
        form,
        lambda: reviews.add_section(review, title=form.title.data or "", by=person, at=clock.now()),
        words=gettext("Added: %(title)s", title=form.title.data),
        onward=url_for("programme_reviews.show", review_id=review.id, _anchor="sections-end"),
        again=lambda status: show_review(person, review, form, status=status),
    )


@bp.get("/review-sections/<int:review_section_id>/edit")
@guarded_by(policy.can_write_review_section, get_review_section, sees=policy.can_view_review_section)
def edit(person: Person, section: ReviewSection) -> ResponseReturnValue:
    """To write, beside what units said of it quarter by quarter."""
    said = _said(section)
    return _page(person, section, SectionForm.of(section, words=words_of(said), gathered=said.gathered))


@bp.post("/review-sections/<int:review_section_id>/edit")
@guarded_by(policy.can_write_review_section, get_review_section, sees=policy.can_view_review_section)
def write(person: Person, section: ReviewSection) -> ResponseReturnValue:
    """Save it, by itself or by its button."""
    form = SectionForm()
    if not form.validate_on_submit():
        return _answer(person, section, form, status=422)
    facts = {"title": form.title.data or "", "words": form.words.data or "", "gathered": form.gathered.data or ""}
    try:
        with transaction():
            reviews.write_section(section, **facts, seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        return _answer(person, section, form, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _answer(person, section, form, status=422)
    if wants_fragment():
        return _answer(person, section, form, status=200)
    flash(gettext("Saved: %(title)s", title=section.title), "done")
    return redirect(_place_of(section))


@bp.post("/review-sections/<int:review_section_id>/up")
@guarded_by(policy.can_write_review_section, get_review_section, sees=policy.can_view_review_section)
def up(person: Person, section: ReviewSection) -> ResponseReturnValue:
    """Before its neighbour."""
    verb = partial(reviews.move_section, section, up=True, by=person, at=clock.now())
    return _act(person, section, verb, gettext("Moved: %(title)s", title=section.title))


@bp.post("/review-sections/<int:review_section_id>/down")
@guarded_by(policy.can_write_review_section, get_review_section, sees=policy.can_view_review_section)
def down(person: Person, section: ReviewSection) -> ResponseReturnValue:
    """After its neighbour."""
    verb = partial(reviews.move_section, section, up=False, by=person, at=clock.now())
    return _act(person, section, verb, gettext("Moved: %(title)s", title=section.title))


@bp.post("/review-sections/<int:review_section_id>/leave-out")
@guarded_by(policy.can_write_review_section, get_review_section, sees=policy.can_view_review_section)
def leave_out(person: Person, section: ReviewSection) -> ResponseReturnValue:
    """Print it no more."""
    verb = partial(reviews.leave_section_out, section, by=person, at=clock.now())
    return _act(person, section, verb, gettext("Left out: %(title)s. It can be put back below.", title=section.title))


@bp.post("/review-sections/<int:review_section_id>/put-back")
@guarded_by(policy.can_write_review_section, get_review_section, sees=policy.can_view_review_section)
def put_back(person: Person, section: ReviewSection) -> ResponseReturnValue:
    """Print it again."""
    verb = partial(reviews.put_section_back, section, by=person, at=clock.now())
    return _act(person, section, verb, gettext("Put back: %(title)s", title=section.title))


def _act(person: Person, section: ReviewSection, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    review = section.review
    return act(
        verb,
        words=words,
        onward=_place_of(section),
        again=lambda status: show_review(person, review, status=status),
    )


def _said(section: ReviewSection) -> TitleWords:
    review = section.review
    return gather_words(review.programme_id, span_of(review)).under(section.title)


def _answer(person: Person, section: ReviewSection, form: SectionForm, *, status: int) -> ResponseReturnValue:
    """How it stands once it was sent: a piece where the page saves by itself, else the page with all that was typed."""
    if not wants_fragment():
        return _page(person, section, form, status=status)
    facts: dict[str, Any] = {"section": section, "form": form, "clash": status == 409}
    return fragment("standing/reviews/_saved.html", status=status, **facts)


def _page(person: Person, section: ReviewSection, form: SectionForm, *, status: int = 200) -> ResponseReturnValue:
    review = section.review
    live = [one for one in sections_of(review.id) if not one.ended]
    after = next((one for place, one in enumerate(live) if place and live[place - 1].id == section.id), None)
    page = render_template(
        "standing/reviews/section.html",
        section=section,
        form=form,
        clash=status == 409,
        after=after,
        said=_said(section),
        tables=tables_of(person, review).below(section.figures),
    )
    return page, status


def _place_of(section: ReviewSection) -> str:
    return url_for("programme_reviews.show", review_id=section.review_id, _anchor=f"section-{section.id}")

"""Reviews of a programme: the list, one with its sections and tables, its number, its paper."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.core.problems import said
from tracker.documents.sending import send_paper
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.reviews import ReviewForm
from tracker.standing.models import ProgrammeReview, ReviewKind
from tracker.standing.queries.reviews import get_review, reviews_of, sections_of
from tracker.standing.review_paper import paper_of, time_of
from tracker.standing.review_sheets import download_reviews, download_units
from tracker.standing.rules.reviews import span_of
from tracker.standing.services.reviews import begin_review, edit_review, issue_review
from tracker.standing.views.review_page import show_review, tables_of

bp = Blueprint("programme_reviews", __name__, url_prefix="/programme-reviews")


@bp.get("/")
@guarded_by(policy.can_list_reviews)
def index(person: Person) -> ResponseReturnValue:
    """All of a programme, of one kind where that is chosen."""
    programme = chosen_programme(person, may=person.observes)
    kind, sort = request.args.get("kind", ""), request.args.get("sort", "")
    rows = reviews_of(programme.id, kind=ReviewKind(kind) if kind in set(ReviewKind) else None, sort=sort)
    if wants_sheet():
        return download_reviews(rows)
    facts: dict[str, Any] = {
        "rows": rows,
        "kind": kind,
        "sort": sort,
        "time_of": time_of,
        "may_begin": person.runs(programme.id),
    }
    return page_or_fragment("standing/reviews/index.html", "standing/reviews/_reviews.html", **facts)


@bp.get("/new")
@guarded_by(policy.can_begin_review)
def new(_person: Person) -> ResponseReturnValue:
    """The form, over the year so far."""
    now = chosen_quarter()
    given = {"kind": ReviewKind.INTERIM.value, "first_quarter": f"{now.year}-Q1", "last_quarter": str(now)}
    return _form_page(ReviewForm(**given).offering(now.year))


@bp.post("/new")
@guarded_by(policy.can_begin_review)
def add(person: Person) -> ResponseReturnValue:
    """Begin it."""
    form = ReviewForm().offering(chosen_quarter().year)
    if not form.validate_on_submit():
        return _form_page(form, status=422)
    programme = chosen_programme(person, may=person.runs)
    facts: dict[str, Any] = {"title": form.title.data or "", "by": person, "at": clock.now()}
    try:
        with transaction():
            review = begin_review(programme, form.of_kind, form.span, **facts)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form_page(form, status=422)
    flash(gettext("Begun. Its tables are filled in; write the sections one after the other."), "done")
    return redirect(url_for(".show", review_id=review.id))


@bp.get("/<int:review_id>")
@guarded_by(policy.can_view_review, get_review)
def show(person: Person, review: ProgrammeReview) -> ResponseReturnValue:
    """Section by section: words, tables, and whether units said more since; or the units' figures as a sheet."""
    if wants_sheet():
        return download_units(review.title[:100], tables_of(person, review).units)
    return show_review(person, review)


@bp.get("/<int:review_id>/edit")
@guarded_by(policy.can_edit_review, get_review, sees=policy.can_view_review)
def edit(_person: Person, review: ProgrammeReview) -> ResponseReturnValue:
    """What it is about."""
    return _form_page(ReviewForm.of(review), review)


@bp.post("/<int:review_id>/edit")
@guarded_by(policy.can_edit_review, get_review, sees=policy.can_view_review)
def mend(person: Person, review: ProgrammeReview) -> ResponseReturnValue:
    """Save it."""
    span = span_of(review)
    form = ReviewForm().offering(span.first.year, span.last.year)
    if not form.validate_on_submit():
        return _form_page(form, review, status=422)
    facts: dict[str, Any] = {"title": form.title.data or "", "seen": form.seen, "by": person, "at": clock.now()}
    return save(
        form,
        lambda: edit_review(review, form.of_kind, form.span, **facts),
        words=gettext("Saved. The tables are of these quarters now; what was written stays."),
        onward=url_for(".show", review_id=review.id),
        again=lambda status: _form_page(form, review, status=status),
        compare=lambda: form.compare(review, ReviewForm.of(review), last_change_of(review)),
    )


@bp.post("/<int:review_id>/number")
@guarded_by(policy.can_edit_review, get_review, sees=policy.can_view_review)
def number(person: Person, review: ProgrammeReview) -> ResponseReturnValue:
    """Take its number from the register; the paper carries it from now on."""
    return act(
        lambda: issue_review(review, by=person, at=clock.now()),
        words=gettext("The number is taken. The Word file carries it, and the day."),
        onward=url_for(".show", review_id=review.id),
        again=lambda status: show_review(person, review, status=status),
    )


@bp.get("/<int:review_id>/paper")
@guarded_by(policy.can_view_review, get_review)
def paper(person: Person, review: ProgrammeReview) -> ResponseReturnValue:
    """The review in the office's style, as a Word file or (`?format=pdf`) a PDF."""
    with force_locale("vi"):
        live = [section for section in sections_of(review.id) if not section.ended]
        made = paper_of(review, live, tables_of(person, review))
    try:
        kind = "pdf" if request.args.get("format") == "pdf" else "word"
        return send_paper(made, name=review.title[:100].replace("/", "-"), kind=kind)
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".show", review_id=review.id))


def _form_page(form: ReviewForm, review: ProgrammeReview | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("standing/reviews/form.html", form=form, review=review), status

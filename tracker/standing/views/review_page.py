"""The page of a review, to which every act on it comes back."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.documents.papers import can_write_pdf
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.reviews import NewSectionForm
from tracker.standing.models import ProgrammeReview
from tracker.standing.queries.review_words import gather_words
from tracker.standing.queries.reviews import sections_of
from tracker.standing.review_paper import time_of
from tracker.standing.review_tables import ReviewTables
from tracker.standing.rules.reviews import span_of


def tables_of(person: Person, review: ProgrammeReview) -> ReviewTables:
    """What the tracker puts below its sections, as of today."""
    span = span_of(review)
    return ReviewTables(person, review.programme, span, clock.today(), gather_words(review.programme_id, span))


def show_review(
    person: Person, review: ProgrammeReview, form: NewSectionForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The whole page; `form` is that of a further section."""
    tables, sections = tables_of(person, review), sections_of(review.id)
    live = [
        (section, tables.below(section.figures), tables.gathered.under(section.title))
        for section in sections
        if not section.ended
    ]
    page = render_template(
        "standing/reviews/show.html",
        review=review,
        time=time_of(tables.span),
        live=live,
        left_out=[section for section in sections if section.ended],
        form=form or NewSectionForm(formdata=None),
        may_edit=policy.can_edit_review(person, review),
        may_pdf=can_write_pdf(),
        units=tables.of_each_unit(),
        events=story_of(review),
    )
    return page, status

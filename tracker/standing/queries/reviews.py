"""Reading the reviews of a programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.core.db import db
from tracker.core.periods import Quarter, Span
from tracker.documents.models import RegisteredNumber
from tracker.office.models import Person
from tracker.reports.models import FormItem, ItemKind, Report, ReportDuty, ReportForm
from tracker.standing.models import ProgrammeReview, ReviewKind, ReviewSection


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as the list shows it; `written` of its `sections` have words."""

    id: int
    kind: ReviewKind
    title: str
    span: Span
    made_by: str
    notation: str | None
    issued_on: date | None
    sections: int
    written: int


def reviews_of(programme_id: int, *, kind: ReviewKind | None = None, sort: str = "") -> list[ReviewRow]:
    """The reviews of a programme, the last begun first, or by title or time ("-" before it from below)."""
    live = sa.select(sa.func.count()).where(
        ReviewSection.review_id == ProgrammeReview.id, ReviewSection.ended.is_(False)
    )
    review = ProgrammeReview
    query = (
        sa.select(
            review.id,
            review.kind,
            review.title,
            review.first_quarter,
            review.last_quarter,
            Person.full_name,
            RegisteredNumber.notation,
            review.issued_on,
            live.scalar_subquery(),
            live.where(ReviewSection.words != "").scalar_subquery(),
        )
        .join(Person, Person.id == review.made_by_id)
        .outerjoin(RegisteredNumber, RegisteredNumber.id == review.number_id)
        .where(review.programme_id == programme_id)
        .order_by(*_order(sort), review.id.desc())
    )
    if kind is not None:
        query = query.where(review.kind == kind)
    return [
        ReviewRow(number, of, title, Span(Quarter.parse(first), Quarter.parse(last)), *others)
        for number, of, title, first, last, *others in db.session.execute(query)
    ]


def _order(sort: str) -> Sequence[sa.ColumnElement[str]]:
    by = {"title": ProgrammeReview.title, "time": ProgrammeReview.last_quarter}.get(sort.removeprefix("-"))
    if by is None:
        return ()
    return (by.desc(),) if sort.startswith("-") else (by.asc(),)


def get_review(review_id: int) -> ProgrammeReview | None:
    """One with its programme and number."""
    whole = (joinedload(ProgrammeReview.programme), joinedload(ProgrammeReview.number))
    return db.session.scalar(sa.select(ProgrammeReview).where(ProgrammeReview.id == review_id).options(*whole))


def get_review_section(review_section_id: int) -> ReviewSection | None:
    """One with its review."""
    review = joinedload(ReviewSection.review)
    whole = (review.joinedload(ProgrammeReview.programme), review.joinedload(ProgrammeReview.number))
    found = sa.select(ReviewSection).where(ReviewSection.id == review_section_id)
    return db.session.scalar(found.options(*whole, joinedload(ReviewSection.by)))


def sections_of(review_id: int) -> Sequence[ReviewSection]:
    """All of a review in their order, those left out too, with who wrote them last."""
    found = sa.select(ReviewSection).where(ReviewSection.review_id == review_id).options(joinedload(ReviewSection.by))
    return db.session.scalars(found.order_by(ReviewSection.position, ReviewSection.id)).all()


def titles_asked(programme_id: int, span: Span) -> Sequence[str]:
    """Under what titles units were asked for words in some time, in the order of duties and their newest forms."""
    owed = sa.exists().where(Report.duty_id == ReportDuty.id, Report.period_end.between(span.first_day, span.last_day))
    return db.session.scalars(
        sa.select(FormItem.title)
        .join(ReportForm, ReportForm.id == FormItem.form_id)
        .join(ReportDuty, ReportDuty.id == ReportForm.duty_id)
        .where(
            ReportDuty.programme_id == programme_id,
            ReportForm.since <= span.last_day,
            FormItem.kind == ItemKind.SECTION,
            owed,
        )
        .order_by(ReportDuty.id, ReportForm.number.desc(), FormItem.position)
    ).all()

"""A review of a programme: begun with its sections, written one by one, and given its number."""

from datetime import datetime, timedelta

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.core.periods import Span
from tracker.documents import services as documents
from tracker.documents.models import RegisteredNumber
from tracker.office.models import Person, Programme
from tracker.standing.models import ProgrammeReview, ReviewKind, ReviewSection
from tracker.standing.queries.reviews import sections_of, titles_asked
from tracker.standing.rules.reviews import (
    MOST_SECTIONS,
    TooManySections,
    check_no_number,
    check_span,
    first_sections,
)

TYPE_CODE = "BC"
ONE_SITTING = timedelta(minutes=10)  # saved by itself every second, a section is told of once in the story


def begin_review(
    programme: Programme, kind: ReviewKind, span: Span, *, title: str, by: Person, at: datetime
) -> ProgrammeReview:
    """Begin it with the sections of its kind, and those under which units reported in words.

    Raises ReviewEndsBeforeItBegins, ReviewTooLong.
    """
    check_span(span)
    review = ProgrammeReview(
        programme_id=programme.id,
        kind=kind,
        title=title.strip(),
        first_quarter=str(span.first),
        last_quarter=str(span.last),
        made_by_id=by.id,
        made_at=at,
    )
    asked = titles_asked(programme.id, span)
    for position, facts in enumerate(first_sections(kind, asked), start=1):
        review.sections.append(ReviewSection(position=position, title=facts.title, figures=facts.figures.value))
    db.session.add(review)
    audit.record("review.begun", subject=review, by=by, at=at, title=review.title)
    return review


def edit_review(
    review: ProgrammeReview, kind: ReviewKind, span: Span, *, title: str, seen: int, by: Person, at: datetime
) -> None:
    """Mend its kind, title and quarters; what was written stays.

    Raises ChangedMeanwhile, ReviewHasNumber, ReviewEndsBeforeItBegins, ReviewTooLong.
    """
    hold(review)
    if review.version != seen:
        raise ChangedMeanwhile
    check_no_number(review)
    check_span(span)
    review.kind, review.title = kind, title.strip()
    review.first_quarter, review.last_quarter = str(span.first), str(span.last)
    audit.record("review.edited", subject=review, by=by, at=at, title=review.title)


def issue_review(review: ProgrammeReview, *, by: Person, at: datetime) -> RegisteredNumber:
    """Take its number and its day, as a paper of type "BC"; once it has one, it keeps it.

    Raises RegisterNeeded, LetterheadNeeded.
    """
    hold(review)  # else two would take a number each
    if review.number is None:
        review.number = documents.take_number(review.programme, TYPE_CODE, subject=review.title, by=by, at=at)
        review.issued_on = clock.local(at).date()
        audit.record("review.numbered", subject=review, by=by, at=at, notation=review.number.notation)
    return review.number


def write_section(
    section: ReviewSection, *, title: str, words: str, gathered: str, seen: int, by: Person, at: datetime
) -> None:
    """What staff say there; `gathered` is the hash of what units had said on the page it was written on.

    The same again changes nothing. Raises ChangedMeanwhile.
    """
    hold(section)
    written = (title.strip(), "\n".join(words.splitlines()).strip())
    if (section.title, section.words) == written and section.gathered == gathered:
        return
    if section.version != seen:
        raise ChangedMeanwhile
    told = section.by_id == by.id and section.at is not None and at - section.at < ONE_SITTING
    section.title, section.words = written
    section.gathered, section.by_id, section.at = gathered, by.id, at
    db.session.flush()
    if not told:
        _tell(section, "review.section_written", by=by, at=at)


def add_section(review: ProgrammeReview, *, title: str, by: Person, at: datetime) -> ReviewSection:
    """A further one, at the end. Raises TooManySections."""
    hold(review)
    there = sections_of(review.id)
    if sum(not one.ended for one in there) >= MOST_SECTIONS:
        raise TooManySections(most=MOST_SECTIONS)
    position = max((one.position for one in there), default=0) + 1
    section = ReviewSection(review_id=review.id, position=position, title=title.strip())
    db.session.add(section)
    db.session.flush()
    _tell(section, "review.section_added", by=by, at=at)
    return section


def move_section(section: ReviewSection, *, up: bool, by: Person, at: datetime) -> None:
    """Let it stand before, or after, its neighbour."""
    hold(section.review)
    live = [one for one in sections_of(section.review_id) if not one.ended]
    place = live.index(section) if section in live else -1
    other = place + (-1 if up else 1)
    if place >= 0 and 0 <= other < len(live):
        section.position, live[other].position = live[other].position, section.position
        _tell(section, "review.section_moved", by=by, at=at)


def leave_section_out(section: ReviewSection, *, by: Person, at: datetime) -> None:
    """Print it no more; its words stay and can be put back."""
    hold(section.review)
    if not section.ended:
        section.ended = True
        _tell(section, "review.section_left_out", by=by, at=at)


def put_section_back(section: ReviewSection, *, by: Person, at: datetime) -> None:
    """Print it again, where it stood."""
    hold(section.review)
    if section.ended:
        section.ended = False
        _tell(section, "review.section_put_back", by=by, at=at)


def _tell(section: ReviewSection, event: str, *, by: Person, at: datetime) -> None:
    review = db.session.get_one(ProgrammeReview, section.review_id)
    audit.record(event, subject=section, story=review, by=by, at=at, title=section.title)

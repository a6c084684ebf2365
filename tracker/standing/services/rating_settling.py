"""Ratings are sent to their units, which reply, and decided by the chair. What was said stays."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere, check_move
from tracker.documents import services as documents
from tracker.documents.accepting import Sent
from tracker.office.models import Person, Programme
from tracker.standing import labels
from tracker.standing.models import Rating, RatingFile, RatingReply, RatingState
from tracker.standing.queries.ratings import ratings_of
from tracker.standing.rating_letters import tell_of_decision, tell_of_rating
from tracker.standing.rules.ratings import (
    RATING_MOVES,
    AskedIsMissing,
    DisagreementNeedsReason,
    NobodyAgreed,
    NoSuchLevel,
    NothingToSend,
    RatingIsDecided,
    ReplyByIsPast,
    check_decision,
    last_reply,
    level_name,
    scheme_of,
    verdict_of,
)

Link = Callable[[int], str]  # where mails lead to, by the rating's number


def send_rating(rating: Rating, *, reply_by: date | None, link: Link, by: Person, at: datetime) -> int:
    """Show it to its unit, which may reply; how many get a mail. Raises AskedIsMissing, ReplyByIsPast, NotFromHere."""
    hold(rating)
    _check_day(reply_by, at)
    return _send(rating, reply_by, link=link, by=by, at=at)


def send_ratings(
    programme: Programme, year: int, *, reply_by: date | None, link: Link, by: Person, at: datetime
) -> list[Rating]:
    """The same for all that are proposed; those that wait for what staff must say stay.

    Raises ReplyByIsPast, NothingToSend.
    """
    hold(programme)
    _check_day(reply_by, at)
    waiting = ratings_of(programme.id, year, state=RatingState.PROPOSED)
    ready = [rating for rating in waiting if not verdict_of(rating).asks]
    if not ready:
        raise NothingToSend(year=year)
    for rating in ready:
        _send(rating, reply_by, link=link, by=by, at=at)
    return ready


def reply_to_rating(
    rating: Rating, *, agrees: bool, words: str, files: Sequence[Sent] = (), by: Person, at: datetime
) -> RatingReply:
    """What the unit says; said again, the last counts. Raises DisagreementNeedsReason, RatingIsDecided, NotFromHere."""
    hold(rating)
    if rating.state is RatingState.DECIDED:
        raise RatingIsDecided
    if rating.state is not RatingState.SENT:
        raise NotFromHere(state=labels.RATING_STATE[rating.state])
    if not agrees and not words.strip():
        raise DisagreementNeedsReason
    kept = [documents.store_file(one.data, one.name, by=by, at=at) for one in files]
    reply = RatingReply(rating=rating, agrees=agrees, words=words.strip(), by_id=by.id, at=at)
    reply.files = [RatingFile(file=file) for file in kept]
    db.session.add(reply)
    flag_modified(rating, "state")  # another version: nobody decides on it with this reply unread
    db.session.flush()
    event = "rating.agreed" if agrees else "rating.disputed"
    audit.record(event, subject=reply, story=rating, by=by, at=at, unit=rating.unit_name, words=words.strip())
    return reply


def decide_rating(rating: Rating, *, level: str, words: str, seen: int, link: Link, by: Person, at: datetime) -> None:
    """Settle the level, or settle it anew. Raises ChangedMeanwhile, NoSuchLevel, and what `check_decision` says."""
    hold(rating)
    if rating.version != seen:
        raise ChangedMeanwhile
    _decide(rating, level, words, link=link, by=by, at=at)


def decide_agreed(programme: Programme, year: int, *, link: Link, by: Person, at: datetime) -> int:
    """Settle as proposed whatever the units have agreed to; how many. Raises NobodyAgreed."""
    hold(programme)
    agreed = [
        rating
        for rating in ratings_of(programme.id, year, state=RatingState.SENT)
        if rating.proposed_level and (reply := last_reply(rating)) is not None and reply.agrees
    ]
    if not agreed:
        raise NobodyAgreed
    for rating in agreed:
        _decide(rating, rating.proposed_level, "", link=link, by=by, at=at)
    return len(agreed)


def _decide(rating: Rating, level: str, words: str, *, link: Link, by: Person, at: datetime) -> None:
    check_move(RATING_MOVES, rating.state, RatingState.DECIDED, labels.RATING_STATE)
    if scheme_of(rating).level(level) is None:
        raise NoSuchLevel
    check_decision(rating, level, words, today=clock.local(at).date())
    again = rating.state is RatingState.DECIDED
    before = level_name(rating, rating.level)
    rating.state, rating.level, rating.decided_words = RatingState.DECIDED, level, words.strip()
    rating.decided_by_id, rating.decided_at = by.id, at
    facts: dict[str, Any] = {"unit": rating.unit_name, "level": level_name(rating, level), "words": words.strip()}
    if again:
        audit.record("rating.decided_anew", subject=rating, by=by, at=at, before=before, **facts)
    else:
        audit.record("rating.decided", subject=rating, by=by, at=at, **facts)
    tell_of_decision(rating, link=link(rating.id), at=at)


def _send(rating: Rating, reply_by: date | None, *, link: Link, by: Person, at: datetime) -> int:
    check_move(RATING_MOVES, rating.state, RatingState.SENT, labels.RATING_STATE)
    if verdict_of(rating).asks:
        raise AskedIsMissing
    rating.state, rating.sent_at, rating.reply_by = RatingState.SENT, at, reply_by
    level = level_name(rating, rating.proposed_level)
    audit.record("rating.sent", subject=rating, by=by, at=at, unit=rating.unit_name, level=level, day=reply_by)
    return tell_of_rating(rating, link=link(rating.id), at=at)


def _check_day(reply_by: date | None, at: datetime) -> None:
    if reply_by is None or reply_by <= clock.local(at).date():
        raise ReplyByIsPast

"""Each quarter a pilot's effect is reviewed."""

from datetime import datetime

from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.core.periods import Quarter
from tracker.office.models import Person
from tracker.pilots import queries
from tracker.pilots.models import Effect, Pilot, PilotReview
from tracker.pilots.rules import NotUnderReview, ReviewNeedsWords, is_reviewed_in
from tracker.pilots.services.pilots import tell


def review_pilot(
    pilot: Pilot, quarter: Quarter, *, effect: Effect, words: str, seen: int, by: Person, at: datetime
) -> PilotReview:
    """Say how well it works in a quarter, or mend what was said of it; `seen` is the version before them, 0 for none.

    Raises NotUnderReview, ReviewNeedsWords, and ChangedMeanwhile where another reviewed that quarter meanwhile.
    """
    hold(pilot)
    today = clock.local(at).date()
    if not is_reviewed_in(quarter, began_on=pilot.began_on, ended_on=pilot.ended_on, today=today):
        raise NotUnderReview(quarter=quarter.label)
    if effect is not Effect.GOOD and not words.strip():
        raise ReviewNeedsWords
    known = queries.find_review(pilot, quarter)
    if seen != (known.version if known is not None else 0):
        raise ChangedMeanwhile
    if known is None:
        review = PilotReview(pilot=pilot, quarter=quarter, effect=effect, words=words.strip(), by_id=by.id, at=at)
        db.session.add(review)
        said = {"quarter": quarter.label, "effect": effect, "words": review.words or None}
        tell(pilot, "pilot.reviewed", subject=review, by=by, at=at, **said)
        return review
    before, known.effect, known.words, known.by_id, known.at = known.effect, effect, words.strip(), by.id, at
    said = {"quarter": quarter.label, "effect": effect, "before": before, "words": known.words or None}
    tell(pilot, "pilot.review_edited", subject=known, by=by, at=at, **said)
    return known

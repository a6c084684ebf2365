"""Money of pilots: entered by year and source, mended, taken out again."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.office.models import Person
from tracker.pilots import labels
from tracker.pilots.amounts import LEAST, MOST, NotAnAmount, written
from tracker.pilots.models import FundingSource, Pilot, PilotFunding
from tracker.pilots.rules import check_year
from tracker.pilots.services.pilots import tell


def add_funding(
    pilot: Pilot, *, year: int, source: FundingSource, words: str, amount: Decimal, by: Person, at: datetime
) -> PilotFunding:
    """Enter what a source gives in a year, in đồng; several lines may have the same source.

    Raises NoSuchYear, NotAnAmount.
    """
    _check(year, amount)
    funding = PilotFunding(pilot=pilot, year=year, source=source, words=words, amount=amount)
    db.session.add(funding)
    tell(pilot, "pilot.funding_added", subject=funding, by=by, at=at, **_said(funding))
    return funding


def edit_funding(
    funding: PilotFunding,
    *,
    year: int,
    source: FundingSource,
    words: str,
    amount: Decimal,
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Mend it. Raises ChangedMeanwhile, NoSuchYear, NotAnAmount, and NotFromHere where it was taken out."""
    hold(funding)
    _check_counts(funding)
    if funding.version != seen:
        raise ChangedMeanwhile
    _check(year, amount)
    before = written(funding.amount)
    funding.year, funding.source, funding.words, funding.amount = year, source, words, amount
    tell(funding.pilot, "pilot.funding_edited", subject=funding, by=by, at=at, before=before, **_said(funding))


def end_funding(funding: PilotFunding, *, by: Person, at: datetime) -> None:
    """Take it out: it counts no more, and stays in the story."""
    hold(funding)
    _check_counts(funding)
    funding.ended_at = at
    tell(funding.pilot, "pilot.funding_ended", subject=funding, by=by, at=at, **_said(funding))


def _check_counts(funding: PilotFunding) -> None:
    if funding.ended_at is not None:
        raise NotFromHere(state=labels.TAKEN_OUT)


def _check(year: int, amount: Decimal) -> None:
    check_year(year)
    if not LEAST <= amount <= MOST:
        raise NotAnAmount


def _said(funding: PilotFunding) -> dict[str, Any]:
    words = funding.words or None
    return {"year": funding.year, "amount": written(funding.amount), "source": funding.source, "words": words}

"""What was settled in the time that a review looks back on: locked compliance lists, and ratings decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Period, Span
from tracker.documents.models import RegisteredNumber
from tracker.office.models import Unit
from tracker.office.queries import by_kind
from tracker.standing.models import (
    ComplianceEntry,
    ComplianceList,
    Decision,
    ListState,
    Rating,
    RatingScheme,
    RatingState,
)
from tracker.standing.rules.schemes import Scheme


@dataclass(frozen=True, slots=True)
class LockedList:
    """The last locked edition of a period's list: how many entries stay on it, of how many units."""

    period: str
    notation: str
    locked_at: datetime | None
    units: int
    kept: int


def locked_in(programme_id: int, span: Span) -> list[LockedList]:
    """The lists of periods that end in some time, oldest first."""
    kept = (ComplianceEntry.list_id == ComplianceList.id) & (ComplianceEntry.decision == Decision.KEPT)
    rows = db.session.execute(
        sa.select(
            ComplianceList.period,
            sa.func.coalesce(RegisteredNumber.notation, ""),
            ComplianceList.locked_at,
            sa.func.count(ComplianceEntry.unit_id.distinct()),
            sa.func.count(ComplianceEntry.id),
        )
        .outerjoin(RegisteredNumber, RegisteredNumber.id == ComplianceList.number_id)
        .outerjoin(ComplianceEntry, kept)
        .where(ComplianceList.programme_id == programme_id, ComplianceList.state == ListState.LOCKED)
        .group_by(ComplianceList.id, RegisteredNumber.notation)
        .order_by(ComplianceList.edition)
    )
    last = {period: LockedList(period, notation, at, units, kept) for period, notation, at, units, kept in rows}
    within = [one for one in last.values() if span.first_day <= Period.parse(one.period).last_day <= span.last_day]
    return sorted(within, key=lambda one: (Period.parse(one.period).last_day, one.period))


@dataclass(frozen=True, slots=True)
class DecidedRating:
    """A unit's rating of a year, by the name that the level has in its scheme."""

    year: int
    unit_name: str
    level: str
    words: str


def ratings_decided(programme_id: int, span: Span) -> Sequence[DecidedRating]:
    """The decided ratings of the years that some time touches, year by year, units in their order."""
    rows = db.session.execute(
        sa.select(
            Rating.year, Rating.unit_name, Rating.level, Rating.decided_words, RatingScheme.id, RatingScheme.content
        )
        .join(RatingScheme, RatingScheme.id == Rating.scheme_id)
        .join(Unit, Unit.id == Rating.unit_id)
        .where(
            Rating.programme_id == programme_id,
            Rating.state == RatingState.DECIDED,
            Rating.year.between(span.first.year, span.last.year),
        )
        .order_by(Rating.year, by_kind(), Unit.sort_key, Unit.id)
    ).all()
    schemes = {number: Scheme.read(content) for *_, number, content in rows}
    found = []
    for year, name, key, words, number, _ in rows:
        level = schemes[number].level(key)
        found.append(DecidedRating(year, name, level.name if level else key, words))
    return found

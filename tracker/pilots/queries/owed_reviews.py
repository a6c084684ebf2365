"""Reviews of pilots that are owed, as `core.owed` lists them."""

from typing import Any

import sqlalchemy as sa

from tracker.core.owed import OwedKind, owed_columns
from tracker.core.periods import Quarter
from tracker.pilots.models import Pilot
from tracker.pilots.queries.counts import lacks_review


def reviews_owed(quarter: Quarter) -> sa.Select[Any]:
    """Of one quarter; due on its last day."""
    return sa.select(
        *owed_columns(
            OwedKind.REVIEW,
            record=Pilot.id,
            page=Pilot.id,
            programme=Pilot.programme_id,
            unit=Pilot.unit_id,
            title=Pilot.name,
            detail=sa.literal(str(quarter)),
            due_on=sa.literal(quarter.last_day, sa.Date),
            state=Pilot.state,
        )
    ).where(lacks_review(quarter))

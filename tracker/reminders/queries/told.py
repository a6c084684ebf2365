"""What people were told of their mornings."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from tracker.core.db import db
from tracker.reminders.models import ReminderDigest

_MOST = 60  # mornings that are looked at, most of which may have brought nothing


@dataclass(frozen=True, slots=True)
class Morning:
    """What one morning brought: how many things, and how many of them by which reason."""

    day: date
    at: datetime
    mailed: bool
    number: int
    whys: dict[str, int]


def told_lately(person_id: int) -> list[Morning]:
    """The mornings of the last weeks that brought something, the last first."""
    columns = (ReminderDigest.day, ReminderDigest.prepared_at, ReminderDigest.mailed, ReminderDigest.entries)
    query = sa.select(*columns).where(ReminderDigest.person_id == person_id).order_by(ReminderDigest.day.desc())
    rows = db.session.execute(query.limit(_MOST))
    return [
        Morning(day, at, mailed, len(entries), dict(Counter(one["why"] for one in entries)))
        for day, at, mailed, entries in rows
        if entries
    ]

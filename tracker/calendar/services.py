"""Writing the calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from tracker import audit
from tracker.calendar import queries
from tracker.calendar.models import DayKind, SpecialDay
from tracker.calendar.queries import Change
from tracker.calendar.rules import Follower, SpecialFacts
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import ChangedMeanwhile
from tracker.office.models import Person


def load_shipped_days() -> int:
    """Enter the shipped table (2024-2027) where a day is not known yet. Returns how many days were new."""
    known = set(db.session.scalars(sa.select(SpecialDay.day)))
    new = [SpecialDay(**asdict(one)) for one in queries.shipped_days() if one.day not in known]
    db.session.add_all(new)
    return len(new)


def change_days(
    change: Change, *, followers: Iterable[Follower], seen: tuple[date, int] | None = None, by: Person, at: datetime
) -> Sequence[SpecialFacts]:
    """Change the calendar, and with it all that follows it, in one act. The days that were changed.

    `seen` is a day and its version that the person had before them. Raises what the change raises, and
    ChangedMeanwhile.
    """
    _hold_calendar()
    if seen is not None and db.session.get_one(SpecialDay, seen[0]).version != seen[1]:
        raise ChangedMeanwhile
    known = queries.known_days()
    facts, shift = queries.reckoned(change, on=clock.local(at).date())
    for one in facts:
        _write(one, known.get(one.day), by=by, at=at)
    db.session.flush()
    if shift.before != shift.after:
        for follower in followers:
            if follower.follow is not None:
                follower.follow(shift, by=by, at=at)
    return facts


def _write(one: SpecialFacts, before: SpecialFacts | None, *, by: Person, at: datetime) -> None:
    row = db.session.get(SpecialDay, one.day)
    if row is None or before is None:
        row = SpecialDay(day=one.day)
        db.session.add(row)
    row.kind, row.name, row.note, row.swapped_with = one.kind, one.name, one.note, one.swapped_with
    ordinary = one.kind is DayKind.ORDINARY
    name = "added" if before is None else "made_ordinary" if ordinary else "edited"
    facts: dict[str, Any] = {
        "day": one.day,
        "occasion": one.name or None,
        "note": one.note or None,
        "with_day": one.swapped_with,
    }
    old = before.kind if before is not None else None
    audit.record(f"special_day.{name}", subject=row, by=by, at=at, kind=one.kind, old_kind=old, **facts)


def _hold_calendar() -> None:
    """Who changes the calendar takes turns: else two could each reckon without the other's days."""
    db.session.flush()
    db.session.execute(sa.select(SpecialDay.day).order_by(SpecialDay.day).with_for_update())
    db.session.expire_all()

"""Reading the calendar."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import sqlalchemy as sa

from tracker.calendar.models import DayKind, SpecialDay
from tracker.calendar.rules import Follower, Known, Moved, Shift, SpecialFacts, calendar_of
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.workdays import WorkCalendar

Change: TypeAlias = Callable[[Known], Sequence[SpecialFacts]]
_DAYS = sa.select(SpecialDay.day, SpecialDay.kind, SpecialDay.name, SpecialDay.note, SpecialDay.swapped_with)
_KINDS = sa.select(SpecialDay.day, SpecialDay.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDays:
    """Which days of a year the list shows: of a kind, with these words in their name or note."""

    year: int
    kind: DayKind | None = None
    words: str = ""
    newest_first: bool = False


def work_calendar() -> WorkCalendar:
    """The calendar as working-day arithmetic needs it."""
    return calendar_of(SpecialFacts(day, kind) for day, kind in db.session.execute(_KINDS))


def known_days() -> Known:
    """All days that differ, or once did."""
    return {row.day: SpecialFacts(*row) for row in db.session.execute(_DAYS)}


def days_of(first: date, last: date) -> list[SpecialFacts]:
    """The days that differ from the first to the last of a stretch, in order."""
    rows = db.session.execute(_DAYS.where(SpecialDay.day.between(first, last)).order_by(SpecialDay.day))
    return [SpecialFacts(*row) for row in rows]


def fitting(known: Known, wanted: WantedDays) -> list[SpecialFacts]:
    """Of what is known, the days that a list wants: in order, or the last first."""
    words = fold(wanted.words).split()
    found = [
        one
        for one in known.values()
        if one.day.year == wanted.year
        and wanted.kind in (None, one.kind)
        and all(word in fold(f"{one.name} {one.note}") for word in words)
    ]
    return sorted(found, key=lambda one: one.day, reverse=wanted.newest_first)


def years_known(known: Known) -> list[int]:
    """The years of which some day is known to differ."""
    return sorted({day.year for day in known})


def get_day(day_id: int) -> SpecialDay | None:
    """A day that differs, or once did, by its number (20260902)."""
    year, rest = divmod(day_id, 10_000)
    try:
        day = date(year, *divmod(rest, 100))
    except ValueError:
        return None
    return db.session.get(SpecialDay, day)


def reckoned(change: Change, *, on: date) -> tuple[Sequence[SpecialFacts], Shift]:
    """The days that a change would touch, and the calendar before and after it. Raises what the change raises."""
    known = known_days()
    facts = [one for one in change(known) if known.get(one.day) != one]
    after = dict(known) | {one.day: one for one in facts}
    return facts, Shift(calendar_of(known.values()), calendar_of(after.values()), on)


def moved_by(shift: Shift, followers: Iterable[Follower]) -> list[Moved]:
    """What would move, the earliest first."""
    if shift.before == shift.after:
        return []
    found = [one for follower in followers for one in follower.ahead(shift)]
    return sorted(found, key=lambda one: (one.old, one.kind, one.title, one.page_id))


@cache
def shipped_days() -> tuple[SpecialFacts, ...]:
    """The days that come with the program, of the years 2024 to 2027 (see tests/calendar/test_shipped_days.py)."""
    with files("tracker.calendar").joinpath("days.csv").open(encoding="utf-8") as table:
        return tuple(
            SpecialFacts(
                day=date.fromisoformat(row["day"]),
                kind=DayKind(row["kind"]),
                name=row["name"],
                note=row["note"],
                swapped_with=date.fromisoformat(row["swapped_with"]) if row["swapped_with"] else None,
            )
            for row in csv.DictReader(table)
        )

"""What follows the calendar: rooms above say which deadlines a change would move, and move them when it is saved.

The calendar lies below them, so `factory` hands them in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from tracker.core.owed import OwedKind
from tracker.core.workdays import WorkCalendar
from tracker.office.models import Person


@dataclass(frozen=True, slots=True)
class Shift:
    """The calendar before and after a change, on the day on which it changes."""

    before: WorkCalendar
    after: WorkCalendar
    on: date

    def moved(self, due: date, day_of: Callable[[WorkCalendar], date | None]) -> date | None:
        """Where a deadline goes that `day_of` reckons from a calendar; None where it stays.

        What is overdue stays so, and nobody becomes late: no deadline goes to a day gone by. Nor does one move that
        was set in another way since: by more time that was granted.
        """
        new = day_of(self.after)
        stays = due < self.on or due != day_of(self.before) or new is None or new < self.on
        return None if stays or new == due else new

    def becomes_off(self, day: date) -> bool:
        """Whether a day ahead was to be worked and is not any more."""
        return day >= self.on and self.before.is_working_day(day) and not self.after.is_working_day(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A deadline that moves, of so many units: of the task or duty `page_id`; `detail` is the period, where it has one.

    Without a `new` day it does not move by itself: a meeting that would fall on a day off.
    """

    kind: OwedKind
    page_id: int
    programme_id: int
    title: str
    detail: str = ""
    old: date
    new: date | None
    units: int


class Follow(Protocol):
    """Move what a change moves, with its traces, inside the transaction of the change."""

    def __call__(self, shift: Shift, *, by: Person, at: datetime) -> None:
        """Do it."""


class Follower(NamedTuple):
    """One room's part: what would move, and moving it; nothing is done where a room only points something out."""

    ahead: Callable[[Shift], Sequence[Moved]]
    follow: Follow | None = None

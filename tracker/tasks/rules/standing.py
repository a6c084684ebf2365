"""Where a part stands on a day, and what counts as done: from its deadline, never stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from tracker.core import clock
from tracker.core.workdays import WorkCalendar
from tracker.tasks.models import State

DUE_SOON_WORKING_DAYS = 3


class Standing(StrEnum):
    """Where a part stands today, most urgent first."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    DUE_SOON = "due-soon"
    OPEN = "open"
    UNDATED = "undated"
    SUBMITTED = "submitted"
    DONE = "done"


class OfficialClass(StrEnum):
    """The class that official statistics count (Decision 42/2014/QĐ-TTg, amended by 23/2018)."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_WITHIN_TERM = "open_within_term"
    OPEN_OVERDUE = "open_overdue"
    NO_DEADLINE = "no_deadline"


@dataclass(frozen=True)
class Reckoning:
    """The day on which deadlines are looked at, and the calendar that counts the days to them."""

    today: date
    calendar: WorkCalendar

    @cached_property
    def soon_by(self) -> date:
        """The last day that still counts as due soon: with the days off that follow the last working day."""
        return self.calendar.after(self.today, DUE_SOON_WORKING_DAYS + 1) - timedelta(days=1)

    def standing(self, state: State, due_on: date | None) -> Standing:
        """Where a part stands."""
        if state in (State.ACCEPTED, State.ENDED):
            return Standing.DONE
        if state is State.SUBMITTED:
            return Standing.SUBMITTED
        if due_on is not None and due_on < self.today:
            return Standing.OVERDUE
        if state is State.RETURNED:
            return Standing.RETURNED
        if due_on is None:
            return Standing.UNDATED
        return Standing.DUE_SOON if due_on <= self.soon_by else Standing.OPEN

    def days_left(self, due_on: date | None) -> int | None:
        """Working days until then, negative when it has passed; None without a deadline."""
        return None if due_on is None else self.calendar.days_until(due_on, today=self.today)


def class_of(state: State, due_on: date | None, submitted_at: datetime | None, *, today: date) -> OfficialClass:
    """The official class. Handed in counts as done, by the day it was handed in, until it is returned.

    What is done without a deadline missed none: it is done on time. A part that ended is owed by nobody and has no
    class: leave it out.
    """
    if state in (State.SUBMITTED, State.ACCEPTED) and submitted_at is not None:
        late = due_on is not None and clock.local(submitted_at).date() > due_on
        return OfficialClass.DONE_LATE if late else OfficialClass.DONE_ON_TIME
    if due_on is None:
        return OfficialClass.NO_DEADLINE
    return OfficialClass.OPEN_OVERDUE if due_on < today else OfficialClass.OPEN_WITHIN_TERM


def completion(done: int, overdue: int) -> float | None:
    """Percent done of what was due; None where nothing was."""
    return 100 * done / (done + overdue) if done + overdue else None


def punctuality(on_time: int, late: int, overdue: int) -> float | None:
    """Percent done on time of what was due; None where nothing was."""
    due = on_time + late + overdue
    return 100 * on_time / due if due else None


@dataclass(frozen=True, slots=True)
class Classes:
    """How many parts are in each official class."""

    done_on_time: int = 0
    done_late: int = 0
    open_within_term: int = 0
    open_overdue: int = 0
    no_deadline: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.done + self.open_within_term + self.open_overdue + self.no_deadline

    @property
    def done(self) -> int:
        """Done, on time or late."""
        return self.done_on_time + self.done_late

    @property
    def completion(self) -> float | None:
        """Percent done of what was due."""
        return completion(self.done, self.open_overdue)

    @property
    def punctuality(self) -> float | None:
        """Percent done on time of what was due."""
        return punctuality(self.done_on_time, self.done_late, self.open_overdue)

    def __add__(self, other: "Classes") -> "Classes":
        return Classes(*(getattr(self, name) + getattr(other, name) for name in OfficialClass))


class Stands(Protocol):
    """What figures need to know of a part."""

    @property
    def state(self) -> State:
        """Its state."""

    @property
    def due_on(self) -> date | None:
        """Its deadline."""

    @property
    def submitted_at(self) -> datetime | None:
        """When it was handed in."""

    @property
    def standing(self) -> Standing:
        """Where it stands."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How some parts stand, in numbers; `punctuality` in percent, None where nothing was due yet."""

    overdue: int
    returned: int
    due_soon: int
    open: int
    done: int
    punctuality: float | None

    @property
    def all(self) -> int:
        """How many there are."""
        return self.overdue + self.returned + self.due_soon + self.open + self.done


def figures(parts: Sequence[Stands], reckoning: Reckoning) -> Figures:
    """Count them. Handed in counts as done."""
    stand = Counter(part.standing for part in parts)
    classes = Counter(class_of(part.state, part.due_on, part.submitted_at, today=reckoning.today) for part in parts)
    return Figures(
        overdue=stand[Standing.OVERDUE],
        returned=stand[Standing.RETURNED],
        due_soon=stand[Standing.DUE_SOON],
        open=stand[Standing.OPEN] + stand[Standing.UNDATED],
        done=stand[Standing.SUBMITTED] + stand[Standing.DONE],
        punctuality=punctuality(
            classes[OfficialClass.DONE_ON_TIME],
            classes[OfficialClass.DONE_LATE],
            classes[OfficialClass.OPEN_OVERDUE],
        ),
    )

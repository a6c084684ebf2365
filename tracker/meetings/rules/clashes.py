"""What is unusual about when and where a meeting is held: two in one place, two of one chair, a day off or gone by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tracker.core.errors import N_, Doubt
from tracker.core.workdays import WorkCalendar
from tracker.meetings.models import Meeting

APART = timedelta(hours=4)  # that two meetings begin one after the other, not to be in each other's way


@dataclass(frozen=True, slots=True)
class Booking:
    """What a meeting takes up: a day, a place, a chair. Without a time it is the whole day."""

    day: date | None
    starts_at: time | None = None
    venue_id: int | None = None
    chair_id: int | None = None


class Clash(StrEnum):
    """What two meetings cannot both have."""

    VENUE = "venue"
    CHAIR = "chair"


class VenueIsTaken(Doubt):
    """Another meeting is held there on that day."""

    message = N_("On %(day)s the same venue is taken: %(meeting)s, %(time)s.")


class ChairIsTaken(Doubt):
    """The chair leads another meeting on that day."""

    message = N_("On %(day)s the same person chairs another meeting: %(meeting)s, %(time)s.")


class DayIsOff(Doubt):
    """Nobody works."""

    message = N_("%(day)s is a day off.")


class DayIsPast(Doubt):
    """Meetings are planned ahead; one that was held may be entered afterwards all the same."""

    message = N_("%(day)s has passed.")


class SeriesMeetsAlready(Doubt):
    """The series has its meeting of that quarter."""

    message = N_("The series has a meeting of quarter %(quarter)s already: %(meeting)s.")


TAKEN: dict[Clash, type[Doubt]] = {Clash.VENUE: VenueIsTaken, Clash.CHAIR: ChairIsTaken}
ALL_DAY = N_("all day")
OF_ANOTHER_PROGRAMME = N_("a meeting of another programme")  # to whoever may not know of it


def booking_of(meeting: Meeting) -> Booking:
    """What a meeting takes up now."""
    return Booking(meeting.held_on, meeting.starts_at, meeting.venue_id, meeting.chair_id)


def clashes(one: Booking, other: Booking) -> list[Clash]:
    """What both would have at once: on one day, begun less than APART from each other."""
    if one.day is None or one.day != other.day or not _too_near(one, other):
        return []
    found = [Clash.VENUE] if one.venue_id is not None and one.venue_id == other.venue_id else []
    return found + ([Clash.CHAIR] if one.chair_id is not None and one.chair_id == other.chair_id else [])


def doubts_of_day(day: date | None, *, today: date, calendar: WorkCalendar) -> Sequence[Doubt]:
    """A day on which one would not plan a meeting."""
    if day is None:
        return []
    found: list[Doubt] = [DayIsPast(day=f"{day:%d/%m/%Y}")] if day < today else []
    return found + ([] if calendar.is_working_day(day) else [DayIsOff(day=f"{day:%d/%m/%Y}")])


def _too_near(one: Booking, other: Booking) -> bool:
    if one.day is None or other.day is None or one.starts_at is None or other.starts_at is None:
        return True
    begun = datetime.combine(one.day, one.starts_at), datetime.combine(other.day, other.starts_at)
    return abs(begun[0] - begun[1]) < APART

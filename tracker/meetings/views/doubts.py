"""What a form of a meeting asks about before it is saved: clashes, a day off, a day gone by."""

from collections.abc import Mapping
from typing import Any

from tracker.core import clock
from tracker.core.errors import Doubt
from tracker.core.problems import said
from tracker.meetings import policy, queries
from tracker.meetings.models import Meeting
from tracker.meetings.rules import NOT_HELD_YET, Booking, booking_of
from tracker.office.models import Person


def doubts_of(
    person: Person, place: Mapping[str, Any], *, chair_id: int | None = None, meeting: Meeting | None = None
) -> list[Doubt]:
    """What is unusual about a place as forms give it; of a meeting, only where it would change."""
    venue = queries.find_venue(place["venue"])
    booking = Booking(place["held_on"], place["starts_at"], venue.id if venue is not None else None, chair_id)
    if meeting is not None and booking == booking_of(meeting):
        return []
    but = meeting.id if meeting is not None else None
    return queries.doubts_about(person, booking, today=clock.today(), but=but)


def planned_doubts(person: Person, meeting: Meeting) -> list[str]:
    """The same of a meeting as it is planned, in words, for those who could move it."""
    if meeting.state not in NOT_HELD_YET or not policy.can_run(person, meeting):
        return []
    doubts = queries.doubts_about(person, booking_of(meeting), today=clock.today(), but=meeting.id)
    return [said(doubt) for doubt in doubts]

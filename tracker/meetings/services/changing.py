"""A meeting that was planned is moved to another day, time or venue, or is cancelled; who is invited is told."""

from datetime import date, datetime, time
from typing import Any

from tracker import audit
from tracker.core.db import hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.meetings import labels, letters
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.rules import NOT_HELD_YET, ChangeNeedsReason, NothingMoved
from tracker.meetings.services.following import show_change
from tracker.meetings.services.meetings import move_meeting
from tracker.meetings.services.venues import venue_called
from tracker.office.models import Person


def reschedule_meeting(
    meeting: Meeting,
    *,
    held_on: date,
    starts_at: time | None,
    venue: str,
    words: str,
    seen: int,
    link: str,
    by: Person,
    at: datetime,
) -> int:
    """Move a meeting that was not held yet; one to which units are invited stays so. How many people get a mail.

    Raises ChangedMeanwhile, NotFromHere, ChangeNeedsReason, NothingMoved, VenueHasEnded.
    """
    hold(meeting)
    if meeting.version != seen:
        raise ChangedMeanwhile
    if meeting.state not in NOT_HELD_YET:
        raise NotFromHere(state=labels.MEETING_STATE[meeting.state])
    reason, before = _reason(words), letters.place_of(meeting)
    place = venue_called(venue, by=by, at=at, held_on=held_on)
    if (held_on, starts_at, place) == (meeting.held_on, meeting.starts_at, meeting.venue):
        raise NothingMoved
    meeting.held_on, meeting.starts_at, meeting.venue = held_on, starts_at, place
    meeting.state_words = reason
    told: dict[str, Any] = {"before": before, "after": letters.place_of(meeting), "words": reason}
    audit.record("meeting.moved", subject=meeting, by=by, at=at, meeting=meeting.title, **told)
    show_change(meeting)
    return letters.tell_of_change(meeting, before=before, words=reason, link=link, by=by, at=at)


def cancel_meeting(meeting: Meeting, *, words: str, link: str, by: Person, at: datetime) -> int:
    """Call a meeting off that was not held yet; nothing takes it up again. How many people get a mail.

    Raises NotFromHere, ChangeNeedsReason.
    """
    reason, before = _reason(words), letters.place_of(meeting)
    move_meeting(meeting, MeetingState.CANCELLED)
    meeting.state_words = reason
    audit.record("meeting.cancelled", subject=meeting, by=by, at=at, meeting=meeting.title, words=reason)
    return letters.tell_of_change(meeting, before=before, words=reason, link=link, by=by, at=at)


def _reason(words: str) -> str:
    if not words.strip():
        raise ChangeNeedsReason
    return words.strip()

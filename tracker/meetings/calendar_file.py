"""A meeting as a file that calendars read (RFC 5545)."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from tracker.core import clock
from tracker.core.db import db
from tracker.documents.files import plain_name
from tracker.meetings.models import Meeting
from tracker.outbox.services import Attachment

LASTS = timedelta(hours=3)  # what is kept free for it: half a day, since nobody says when a meeting ends
_SINCE = datetime(1975, 6, 13)  # noqa: DTZ001  the wall clock of the day on which the zone's offset began
_OFFSET = timedelta(hours=7)


def calendar_file(
    meeting: Meeting, *, at: datetime, sequence: int | None = None, cancelled: bool = False, link: str = ""
) -> Attachment:
    """The meeting's entry: the same UID always, a higher `sequence` (its version, unless told) for each change.

    It needs a day and a time. `cancelled` takes it out of the calendars that have it.
    """
    if meeting.held_on is None or meeting.starts_at is None:
        raise ValueError("a meeting without day and time stands in no calendar")
    begins = datetime.combine(meeting.held_on, meeting.starts_at, clock.ZONE)
    entry = Event()
    entry.add("uid", f"meeting-{meeting.id}@giao-ban.local")
    entry.add("dtstamp", at)
    entry.add("sequence", meeting.version if sequence is None else sequence)
    entry.add("summary", meeting.title)
    entry.add("dtstart", begins)
    entry.add("dtend", begins + LASTS)
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if meeting.venue is not None:
        entry.add("location", ", ".join(filter(None, (meeting.venue.name, meeting.venue.address))))
    if link:
        entry.add("url", link)
    method = "CANCEL" if cancelled else "PUBLISH"
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Giao Ban//Giao Ban//VI")
    calendar.add("method", method)
    calendar.add_component(_zone())
    calendar.add_component(entry)
    name = plain_name(f"{meeting.title[:80].replace('/', '-')} {meeting.held_on:%d-%m-%Y}.ics")
    return Attachment(name, f"text/calendar; charset=utf-8; method={method}", calendar.to_ical())


def dated_files(meeting: Meeting, *, at: datetime, link: str, cancelled: bool = False) -> list[Attachment]:
    """The calendar file of a meeting that was changed; none where its day or time is open."""
    db.session.flush()  # the change gives the meeting its next version, by which calendars know it
    if meeting.held_on is None or meeting.starts_at is None:
        return []
    return [calendar_file(meeting, at=at, link=link, cancelled=cancelled)]


def _zone() -> Timezone:
    """Vietnam's: the same offset all the year, since 1975."""
    standard = TimezoneStandard()
    standard.add("dtstart", _SINCE)
    standard.add("tzoffsetfrom", _OFFSET)
    standard.add("tzoffsetto", _OFFSET)
    zone = Timezone()
    zone.add("tzid", clock.ZONE.key)
    zone.add_component(standard)
    return zone

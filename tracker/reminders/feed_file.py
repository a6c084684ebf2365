"""What is due as a file that calendars read (RFC 5545): one entry a thing, on the whole of its day."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from icalendar import Calendar, Event

from tracker.core.owed import OwedKind
from tracker.outbox.services import one_line
from tracker.reminders.labels import OWED_KIND
from tracker.reminders.letters import about
from tracker.reminders.queries import OwedItem
from tracker.tasks.rules import Standing

READ_AGAIN_EVERY = timedelta(hours=4)
MOST_ENTRIES = 1000
LONGEST_TITLE = 120


def feed_file(items: Sequence[OwedItem], *, name: str, url_of: Callable[[OwedItem], str], at: datetime) -> bytes:
    """The calendar of the things that have a day, in the reader's language. `url_of` gives whole addresses."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Giao Ban//Giao Ban//VI")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what programs read that do not know RFC 7986
    calendar.add("refresh-interval", READ_AGAIN_EVERY)
    calendar.add("x-published-ttl", "PT4H")
    for item in _listed(items):
        calendar.add_component(_entry(item, url_of(item), at))
    content: bytes = calendar.to_ical()
    return content


def _listed(items: Sequence[OwedItem]) -> list[OwedItem]:
    return [item for item in items if item.due_on is not None][:MOST_ENTRIES]


def _entry(item: OwedItem, url: str, at: datetime) -> Event:
    late = item.standing is Standing.OVERDUE and item.kind is not OwedKind.MEETING
    title = f"{one_line(item.title, LONGEST_TITLE)} ({about(item)})"
    entry = Event()
    entry.add("uid", f"{item.key}@giao-ban.local")  # the same for as long as it is owed
    entry.add("dtstamp", at)
    entry.add("summary", gettext("Overdue: %(what)s", what=title) if late else title)
    entry.add("dtstart", item.due_on)
    entry.add("dtend", item.due_on + timedelta(days=1) if item.due_on else None)
    entry.add("transp", "TRANSPARENT")  # a deadline keeps nobody from meetings
    entry.add("categories", [gettext(OWED_KIND[item.kind])])
    entry.add("url", url)
    entry.add("description", "\n".join(filter(None, (item.unit_name, about(item), url))))
    return entry

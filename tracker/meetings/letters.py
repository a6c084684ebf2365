"""Mail that tells invited units of a meeting's change, to each of their people in their own language.

It waits in the outbox. Nobody does without it: who comes to an empty hall was not served by their settings.
"""

from datetime import datetime

from flask_babel import gettext

from tracker.accounts.letters import tell
from tracker.accounts.queries import accounts_of_unit
from tracker.core import clock
from tracker.core.errors import N_
from tracker.meetings.calendar_file import dated_files
from tracker.meetings.models import Meeting, MeetingState
from tracker.office.models import Person

_MOVED = N_("Moved: %(meeting)s")
_CANCELLED = N_("Cancelled: %(meeting)s")
_MOVED_WORDS = N_("%(who)s, %(of)s, has moved a meeting to which %(unit)s is invited:\n\n%(meeting)s")
_CANCELLED_WORDS = N_("%(who)s, %(of)s, has cancelled a meeting to which %(unit)s is invited:\n\n%(meeting)s")
_WAS = N_("It was to be held: %(place)s.")
_NOW = N_("It is held now: %(place)s.")
_REASON = N_("Reason: %(words)s")
_WAY = N_(
    "The meeting's page:\n\n%(link)s\n\nThe answer that your unit gave to the invitation stays; it can be changed."
)
_PAGE = N_("The meeting's page:\n\n%(link)s")


def place_of(meeting: Meeting) -> str:
    """When and where, in one line: "8:00 25/11/2026, Nhà văn hóa xã"; a dash where nothing is set."""
    day = f"{meeting.held_on:%d/%m/%Y}" if meeting.held_on is not None else ""
    begins = f"{meeting.starts_at:%H:%M} {day}" if meeting.starts_at is not None else day
    return ", ".join(filter(None, [begins, meeting.venue.name if meeting.venue is not None else ""])) or "–"


def tell_of_change(meeting: Meeting, *, before: str, words: str, link: str, by: Person, at: datetime) -> int:
    """Queue a mail to each officer and head, with an address, of the units that were sent an invitation; how many.

    The calendar file goes along, so that their calendars follow.
    """
    attachments = dated_files(meeting, at=at, link=link, cancelled=meeting.state is MeetingState.CANCELLED)
    told = 0
    for invitation in meeting.invitations:
        if invitation.sent_at is None or invitation.ended:
            continue
        unit, key = invitation.unit.name, f"meeting:{meeting.id}:{at.isoformat()}"

        def compose(unit: str = unit) -> tuple[str, list[str]]:
            return _letter(meeting, unit, before=before, words=words, link=link, by=by)

        for account in accounts_of_unit(invitation.unit_id, on=clock.local(at).date()):
            told += tell(account, compose, key=key, at=at, attachments=attachments)
    return told


def _letter(meeting: Meeting, unit: str, *, before: str, words: str, link: str, by: Person) -> tuple[str, list[str]]:
    off = meeting.state is MeetingState.CANCELLED
    facts = {"who": by.full_name, "of": by.unit.name, "unit": unit, "meeting": meeting.title}
    return gettext(_CANCELLED if off else _MOVED, meeting=meeting.title), [
        gettext(_CANCELLED_WORDS if off else _MOVED_WORDS, **facts),
        gettext(_WAS, place=before),
        *([] if off else [gettext(_NOW, place=place_of(meeting))]),
        gettext(_REASON, words=words),
        gettext(_PAGE if off else _WAY, link=link),
    ]

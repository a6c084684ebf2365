"""Mail to those whom a meeting concerns: their invitation, what became of it, that an answer is missing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from flask_babel import force_locale, gettext

from tracker.accounts.letters import remind_unit, tell
from tracker.accounts.models import Account
from tracker.accounts.queries import accounts_of_unit
from tracker.core import clock
from tracker.core.errors import N_
from tracker.core.formats import day
from tracker.documents.files import plain_name
from tracker.documents.papers import WORD, write_word
from tracker.meetings.calendar_file import calendar_file, dated_files
from tracker.meetings.invitation_paper import Occasion, name_of, paper_of
from tracker.meetings.models import Invitation, Meeting
from tracker.office.models import Person
from tracker.outbox.services import Attachment

Compose = Callable[[], tuple[str, list[str]]]
_SUBJECT = N_("Invitation: %(meeting)s")
_WORDS = N_("%(units)s is invited to this meeting:\n\n%(meeting)s\n%(when)s\n%(where)s")
_ATTACHED = N_("The invitation is attached as a paper, and the day as a file for your calendar.")
_WAY = N_(
    "Here you say whether somebody of the unit comes:\n\n%(link)s\n\nOpening the page answers nothing. The answer can "
    "be changed until the meeting is opened."
)
_REMINDER = N_("Please answer the invitation: %(meeting)s")
_REMINDS = N_("%(who)s, %(of)s, asks %(unit)s for an answer to the invitation to this meeting:")
_LEFT_OUT = N_("No longer invited: %(meeting)s")
_LEFT_OUT_WORDS = N_(
    "%(unit)s is not expected at this meeting any more; there is nothing to answer:\n\n%(meeting)s\n%(when)s\n%(where)s"
)


def send_out(occasion: Occasion, invitations: Sequence[Invitation], *, link: str, at: datetime) -> int:
    """Queue each person's mail, with the papers of the units that they act for and the calendar file; how many."""
    meeting, key = occasion.meeting, f"invitation:{occasion.meeting.id}:{at.isoformat()}"
    dates = calendar_file(meeting, at=at, link=link)
    acting: dict[Account, list[Invitation]] = {}
    for invitation in invitations:
        for account in _reached(invitation):
            acting.setdefault(account, []).append(invitation)
    reached = {one.id: one.unit.name for own in acting.values() for one in own}
    papers = {number: _paper(occasion, unit) for number, unit in reached.items()}
    for account, own in acting.items():

        def compose(own: Sequence[Invitation] = own) -> tuple[str, list[str]]:
            units = ", ".join(invitation.unit.name for invitation in own)
            words = gettext(_WORDS, units=units, **_told(meeting))
            return gettext(_SUBJECT, meeting=meeting.title), [words, gettext(_ATTACHED), gettext(_WAY, link=link)]

        tell(account, compose, key=key, at=at, attachments=[*(papers[one.id] for one in own), dates])
    return len(acting)


def tell_left_out(meeting: Meeting, invitations: Iterable[Invitation], *, link: str, at: datetime) -> int:
    """Tell the people of units that had their invitation and are left out now; how many mails.

    The calendar file takes the meeting out of their calendars.
    """
    dates, told = dated_files(meeting, at=at, link=link, cancelled=True), 0
    for invitation in invitations:

        def compose(unit: str = invitation.unit.name) -> tuple[str, list[str]]:
            return gettext(_LEFT_OUT, meeting=meeting.title), [gettext(_LEFT_OUT_WORDS, unit=unit, **_told(meeting))]

        for account in _reached(invitation):
            key = f"invitation-left-out:{invitation.id}:{at.isoformat()}"
            told += tell(account, compose, key=key, at=at, attachments=dates)
    return told


def remind_of_answer(
    invitation: Invitation, *, link: str, held_until: datetime | None = None, by: Person, at: datetime
) -> int:
    """Queue a mail to each officer and head of a unit that has not answered, and wants reminders; how many."""

    def compose() -> tuple[str, list[str]]:
        facts = {"who": by.full_name, "of": by.unit.name, "unit": invitation.unit.name}
        told = _told(invitation.meeting)
        which = "\n".join(told.values())
        return gettext(_REMINDER, meeting=told["meeting"]), [
            gettext(_REMINDS, **facts),
            which,
            gettext(_WAY, link=link),
        ]

    key = f"invitation-nudge:{invitation.id}:{clock.local(at):%Y%m%d}"
    return remind_unit(invitation.unit_id, compose, key=key, at=at, held_until=held_until)


def _reached(invitation: Invitation) -> list[Account]:
    """Officers and heads of a unit, today, whom mail reaches."""
    return [one for one in accounts_of_unit(invitation.unit_id, on=clock.today()) if one.person.email]


def _paper(occasion: Occasion, invited: str) -> Attachment:
    with force_locale("vi"):
        name = plain_name(f"{name_of(occasion.meeting, invited)}.docx")
        return Attachment(name, WORD, write_word(paper_of(occasion, invited)))


def _told(meeting: Meeting) -> dict[str, str]:
    """The meeting, when and where, as a mail names them."""
    starts = f"{meeting.starts_at:%H:%M} " if meeting.starts_at is not None else ""
    venue = meeting.venue
    where = ", ".join(filter(None, (venue.name, venue.address))) if venue is not None else ""
    return {"meeting": meeting.title, "when": f"{starts}{day(meeting.held_on)}", "where": where}

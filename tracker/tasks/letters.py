"""Mail that reminds a unit of its part, to each of its people in their own language. It waits in the outbox."""

from flask_babel import force_locale, gettext

from tracker.accounts.models import MailKind
from tracker.accounts.queries import accounts_of_unit
from tracker.core import clock
from tracker.core.errors import N_
from tracker.office.models import Person
from tracker.outbox.services import queue_mail
from tracker.tasks.models import Assignment, Nudge

_GREETING = N_("Dear %(name)s,")
_SUBJECT = N_("A reminder: %(task)s")
_WORDS = N_("%(who)s, %(of)s, reminds %(unit)s of its part in this task:\n\n%(task)s")
_DUE = N_("Deadline: %(due)s")
_WAY = N_(
    "Here you say how far it is, or hand it in:\n\n%(link)s\n\nOpening the page changes nothing. Whoever would rather "
    "not get such reminders says so under “My account”."
)


def tell_of_nudge(part: Assignment, nudge: Nudge, *, by: Person, link: str) -> int:
    """Queue a mail to each officer and head of the part's unit who has an address and wants reminders; how many."""
    told = 0
    for account in accounts_of_unit(part.unit_id, on=clock.local(nudge.at).date()):
        person = account.person
        if not person.email or MailKind.REMINDERS in account.muted:
            continue
        with force_locale(account.language or "vi"):
            facts = {"who": by.full_name, "of": by.unit.name, "unit": part.unit.name, "task": part.task.title}
            due = [gettext(_DUE, due=f"{part.due_on:%d/%m/%Y}")] if part.due_on is not None else []
            said = [f"“{nudge.words.strip()}”"] if nudge.words.strip() else []
            text = [gettext(_GREETING, name=person.full_name), gettext(_WORDS, **facts), *due, *said]
            queue_mail(
                to_name=person.full_name,
                to_address=person.email,
                subject=f"Giao Ban: {gettext(_SUBJECT, task=part.task.title)}",
                body="\n\n".join([*text, gettext(_WAY, link=link)]) + "\n",
                dedupe_key=f"nudge:{nudge.id}:{person.id}",
                at=nudge.at,
                person_id=person.id,
            )
        told += 1
    return told

"""Mail that reminds a unit of its part, to each of its people in their own language. It waits in the outbox."""

from datetime import datetime

from flask_babel import gettext

from tracker.accounts.letters import remind_unit
from tracker.core.errors import N_
from tracker.office.models import Person
from tracker.tasks.models import Assignment, Nudge

_SUBJECT = N_("A reminder: %(task)s")
_WORDS = N_("%(who)s, %(of)s, reminds %(unit)s of its part in this task:\n\n%(task)s")
_DUE = N_("Deadline: %(due)s")
_WAY = N_(
    "Here you say how far it is, or hand it in:\n\n%(link)s\n\nOpening the page changes nothing. Whoever would rather "
    "not get such reminders says so under “My account”."
)


def tell_of_nudge(part: Assignment, nudge: Nudge, *, by: Person, link: str, held_until: datetime | None = None) -> int:
    """Queue a mail to each officer and head of the part's unit who has an address and wants reminders; how many."""

    def compose() -> tuple[str, list[str]]:
        facts = {"who": by.full_name, "of": by.unit.name, "unit": part.unit.name, "task": part.task.title}
        due = [gettext(_DUE, due=f"{part.due_on:%d/%m/%Y}")] if part.due_on is not None else []
        said = [f"“{nudge.words.strip()}”"] if nudge.words.strip() else []
        return gettext(_SUBJECT, task=part.task.title), [
            gettext(_WORDS, **facts),
            *due,
            *said,
            gettext(_WAY, link=link),
        ]

    return remind_unit(part.unit_id, compose, key=f"nudge:{nudge.id}", at=nudge.at, held_until=held_until)

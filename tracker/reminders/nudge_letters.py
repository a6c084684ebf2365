"""Mail that reminds a unit of what it owes, all of a selection in one, to each of its people in their language."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import gettext, ngettext

from tracker.accounts.letters import remind_unit
from tracker.core.errors import N_
from tracker.core.formats import day
from tracker.office.models import Person
from tracker.outbox.services import one_line
from tracker.reminders.letters import LONGEST_TITLE, about, left
from tracker.reminders.queries.owed import OwedItem
from tracker.tasks.rules import Standing

_SUBJECT = N_("A reminder: %(task)s")
_WORDS = N_("%(who)s, %(of)s, reminds %(unit)s of this:")
_WAY = N_(
    "Each address opens the page where it is done; opening it changes nothing. Whoever would rather not get such "
    "reminders says so under “My account”."
)


def tell_unit(
    unit_id: int,
    items: Sequence[OwedItem],
    *,
    words: str,
    link: Callable[[OwedItem], str],
    held_until: datetime | None,
    by: Person,
    at: datetime,
) -> int:
    """Queue a mail to each officer and head of the unit who has an address and wants reminders; how many."""
    unit = items[0].unit_name

    def compose() -> tuple[str, list[str]]:
        said = [f"“{words.strip()}”"] if words.strip() else []
        facts = {"who": by.full_name, "of": by.unit.name, "unit": unit}
        rows = [f"{_row(item)}\n  {link(item)}" for item in items]
        return _subject(unit, items), [gettext(_WORDS, **facts), *said, *rows, gettext(_WAY)]

    key = f"unit-nudge:{unit_id}:{items[0].key}:{at.isoformat()}"
    return remind_unit(unit_id, compose, key=key, at=at, held_until=held_until)


def _subject(unit: str, items: Sequence[OwedItem]) -> str:
    if len(items) == 1:
        return str(gettext(_SUBJECT, task=items[0].title))
    said: str = ngettext(
        "A reminder of %(num)d thing: %(unit)s", "A reminder of %(num)d things: %(unit)s", len(items), unit=unit
    )
    return said


def _row(item: OwedItem) -> str:
    how_far = left(item.days_left, is_late=item.standing is Standing.OVERDUE)
    due = f"{day(item.due_on)}, {how_far}" if item.due_on is not None else ""
    deadline = gettext("Deadline: %(due)s", due=due) if due else ""
    return "\n  ".join(filter(None, (f"- {one_line(item.title, LONGEST_TITLE)}", about(item), deadline)))

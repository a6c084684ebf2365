"""What is due as plain text, to be pasted into a chat group: short lines, nothing that a chat would change."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from flask_babel import format_date, gettext, ngettext

from tracker.core import formats
from tracker.core.errors import N_, Message
from tracker.core.owed import OwedKind
from tracker.outbox.services import one_line
from tracker.reminders.labels import OWED_KIND
from tracker.reminders.letters import left
from tracker.reminders.queries import OwedItem
from tracker.reminders.sheets import detail_of
from tracker.tasks.rules import Standing

MOST_THINGS = 50  # in a message: who would read more on a phone?
LONGEST_TITLE = 70
_NEED_NO_NAME = (OwedKind.PART, OwedKind.REPORT)  # their titles say what they are
_TODAY = N_("What is due, %(weekday)s %(day)s")
_WEEK = N_("What is due until %(weekday)s %(day)s")


def chat_text(
    items: Sequence[OwedItem], *, whose: str, today: date, last: date, link: str, by_unit: bool = False
) -> str:
    """The message, in the reader's language: of one unit, or unit by unit (`items` then come in their order).

    At most MOST_THINGS of them; how many there are besides is said.
    """
    shown = items[:MOST_THINGS]
    heading = _TODAY if last == today else _WEEK
    head = gettext(heading, weekday=format_date(last, "EEEE").lower(), day=formats.day(last))
    parts = [f"{head.upper()}\n{whose}"]
    if not items:
        parts.append(gettext("Nothing is due. Thank you."))
    parts += _of_units(shown) if by_unit else _of_days(shown, today)
    if left_out := len(items) - len(shown):
        parts.append(ngettext("… and %(num)d more.", "… and %(num)d more.", left_out))
    return "\n\n".join([*parts, gettext("See all: %(link)s", link=link)])


def _of_units(items: Iterable[OwedItem]) -> list[str]:
    return [_block(name, list(own)) for name, own in groupby(items, lambda item: item.unit_name)]


def _of_days(items: Sequence[OwedItem], today: date) -> list[str]:
    groups: tuple[tuple[Message, list[OwedItem]], ...] = (
        (N_("Overdue"), [item for item in items if item.standing is Standing.OVERDUE]),
        (N_("Due today"), [item for item in items if item.due_on == today]),
        (N_("Coming up"), [item for item in items if item.due_on is None or item.due_on > today]),
    )
    return [_block(gettext(words), few) for words, few in groups if few]


def _block(heading: str, items: Sequence[OwedItem]) -> str:
    return "\n".join([f"{heading} ({len(items)})", *map(_line, items)])


def _line(item: OwedItem) -> str:
    """Two short lines: what it is, and when."""
    kind = "" if item.kind in _NEED_NO_NAME else f"{gettext(OWED_KIND[item.kind])}: "
    detail = detail_of(item.kind, item.detail)
    what = f"{kind}{one_line(item.title, LONGEST_TITLE)}" + (f" ({detail})" if detail else "")
    how_far = left(item.days_left, is_late=item.standing is Standing.OVERDUE).lower()
    return f"- {what}\n  " + ": ".join(filter(None, (formats.day(item.due_on), how_far)))

"""The mail of a morning: all that one person is told of, in their language, as text and as HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from tracker.core import formats
from tracker.core.errors import N_, Message
from tracker.outbox.services import one_line
from tracker.reminders import labels
from tracker.reminders.mail_html import Foot, MailGroup, MailLine, digest_html
from tracker.reminders.models import ChasedItem
from tracker.reminders.queries import Entry, OwedItem
from tracker.reminders.rules import Why
from tracker.reminders.sheets import detail_of

_SUBJECT = N_("What is due, %(day)s: %(figures)s")
_INTRO = N_("This is to do, or to know of, as it stood this morning:")
_LIST = N_("All that is due")
_CHOICES = N_("When you are reminded, and of what before its day, you choose here")
_FOOT = N_("Opening a page changes nothing. What is handed in is not reminded of any more.")
LONGEST_TITLE = 240  # signs, in a mail
_UNUSUAL = (Why.HEAD, Why.STAFF, Why.CHAIR, Why.INSTEAD)


@dataclass(frozen=True, slots=True)
class Ways:
    """Whole addresses, for a mail: of a thing, of the list, of a person's choices."""

    item: Callable[[OwedItem], str]
    due: str
    choices: str


@dataclass(frozen=True, slots=True)
class DigestLetter:
    """What one mail says, in the language that was spoken when it was composed."""

    subject: str
    paragraphs: list[str]
    html: str


def compose(entries: Sequence[Entry], *, day: date, name: str, most: int, ways: Ways, waiting: int = 0) -> DigestLetter:
    """At most `most` of them: first what is due today, then what is late, then what comes; all are counted.

    `waiting` is how much else waits for the reader's answer.
    """
    groups = _grouped(entries)
    subject = gettext(_SUBJECT, day=formats.day(day), figures=_figures(groups))
    shown = [MailGroup(_heading(tone), tone, [_line(one, ways) for one in few]) for tone, few in _cut(groups, most)]
    left_out = len(entries) - sum(len(group.lines) for group in shown)
    more = _more(left_out, ways)
    feet = [
        *_waiting(waiting, ways),
        Foot(gettext(_LIST), ways.due),
        Foot(gettext(_CHOICES), ways.choices),
        Foot(gettext(_FOOT)),
    ]
    greeting, intro = gettext(N_("Dear %(name)s,"), name=name), gettext(_INTRO)
    return DigestLetter(
        subject,
        [intro, *map(_in_text, shown), *(_foot_in_text(foot) for foot in [more, *feet] if foot is not None)],
        digest_html(subject=subject, greeting=greeting, intro=intro, groups=shown, more=more, feet=feet),
    )


def about(item: OwedItem | ChasedItem) -> str:
    """What tells two of one title apart: the kind, and a period, a document or a conclusion's number."""
    return " · ".join(filter(None, [gettext(labels.OWED_KIND[item.kind]), detail_of(item.kind, item.detail)]))


def left(days_left: int | None, *, is_late: bool = False) -> str:
    """How far the day is off: "Còn 3 ngày làm việc". On days off a deadline can be behind by no working day at all."""
    if days_left is None:
        return str(gettext("No deadline"))
    if is_late and days_left == 0:
        return str(gettext("Overdue"))
    if days_left < 0:
        return str(ngettext("Overdue by %(num)d working day", "Overdue by %(num)d working days", -days_left))
    if days_left == 0:
        return str(gettext("Due today"))
    return str(ngettext("%(num)d working day left", "%(num)d working days left", days_left))


_HEADINGS: dict[str, Message] = {
    "overdue": N_("Overdue"),
    "due-soon": N_("Due today"),
    "open": N_("Coming up"),
}


def _more(number: int, ways: Ways) -> Foot | None:
    words = ngettext(
        "And %(num)d more thing: see the whole list", "And %(num)d more things: see the whole list", number
    )
    return Foot(words, ways.due) if number else None


def _waiting(number: int, ways: Ways) -> list[Foot]:
    words = ngettext(
        "Besides, %(num)d thing that was handed in waits for your answer",
        "Besides, %(num)d things that were handed in wait for your answer",
        number,
    )
    return [Foot(words, ways.due)] if number else []


def _heading(tone: str) -> str:
    return str(gettext(_HEADINGS[tone]))


def _grouped(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {tone: [] for tone in _HEADINGS}
    for entry in entries:
        days = entry.item.days_left or 0
        groups["overdue" if days < 0 else "open" if days else "due-soon"].append(entry)
    return groups


def _cut(groups: dict[str, list[Entry]], most: int) -> list[tuple[str, list[Entry]]]:
    """Today's goes before what is late already, where there is no room for both; shown in the order of days."""
    kept: dict[str, list[Entry]] = {}
    for tone in ("due-soon", "overdue", "open"):
        kept[tone] = groups[tone][:most]
        most -= len(kept[tone])
    return [(tone, kept[tone]) for tone in groups if kept[tone]]


def _figures(groups: dict[str, list[Entry]]) -> str:
    overdue, today, open_ = (len(groups[tone]) for tone in ("overdue", "due-soon", "open"))
    told = [
        (overdue, ngettext("%(num)d thing overdue", "%(num)d things overdue", overdue)),
        (today, ngettext("%(num)d due today", "%(num)d due today", today)),
        (open_, ngettext("%(num)d coming up", "%(num)d coming up", open_)),
    ]
    return ", ".join(words for number, words in told if number)


def _line(entry: Entry, ways: Ways) -> MailLine:
    item, days = entry.item, entry.item.days_left or 0
    why = gettext(labels.WHY[entry.why]) if entry.why in _UNUSUAL else ""
    return MailLine(
        unit=item.unit_name,
        title=one_line(item.title, LONGEST_TITLE),
        about=" · ".join(filter(None, [about(item), why])),
        due=formats.day(item.due_on),
        left=left(item.days_left),
        url=ways.item(item),
        tone="overdue" if days < 0 else "open" if days else "due-soon",
    )


def _in_text(group: MailGroup) -> str:
    return "\n\n".join([group.heading.upper(), *map(_line_in_text, group.lines)])


def _line_in_text(line: MailLine) -> str:
    told = gettext(N_("%(unit)s: %(title)s"), unit=line.unit, title=line.title)
    due = gettext(N_("Due %(due)s. %(left)s."), due=line.due, left=line.left)
    return f"- {told}\n  {line.about}\n  {due}\n  {line.url}"


def _foot_in_text(foot: Foot) -> str:
    return f"{foot.words}:\n{foot.url}" if foot.url else foot.words

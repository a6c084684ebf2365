"""Mail that tells units of a notice: each person the points of the units that they act for, and the way to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext

from tracker.accounts.letters import tell
from tracker.accounts.models import Account
from tracker.accounts.queries import accounts_of_unit
from tracker.core import clock
from tracker.core.errors import N_
from tracker.meetings.models import Conclusion, ConclusionKind, Notice
from tracker.office.models import Unit

MOST_SHOWN = 300  # signs of a point in a mail
_SUBJECT = N_("%(notice)s: what your unit does")
_WORDS = N_("%(notice)s was issued on %(day)s:\n\n%(subject)s")
_POINTS = N_("To be carried out by %(unit)s:")
_CORRECTS = N_("It corrects %(notice)s.")
_WAY = N_("Here it can be read whole and downloaded:\n\n%(link)s\n\nOpening the page changes nothing.")


def tell_units(notice: Notice, conclusions: Sequence[Conclusion], *, link: str, at: datetime) -> int:
    """Queue one mail to each officer and head of the units that an issued notice addresses; how many.

    Whoever has no address gets none.
    """
    assert notice.document is not None, "units are told of what was issued"
    points = _by_unit(conclusions, at)
    acting: dict[Account, list[Unit]] = {}
    for unit in points:
        for account in accounts_of_unit(unit.id, on=clock.local(at).date()):
            acting.setdefault(account, []).append(unit)
    told = 0
    for account, units in acting.items():

        def compose(units: Sequence[Unit] = units) -> tuple[str, list[str]]:
            return _composed(notice, {unit: points[unit] for unit in units}, link)

        told += tell(account, compose, key=f"notice:{notice.id}", at=at)
    return told


def _by_unit(conclusions: Sequence[Conclusion], at: datetime) -> dict[Unit, list[Conclusion]]:
    """What each unit has to do with, as it was published."""
    today = clock.local(at).date()
    points: dict[Unit, list[Conclusion]] = {}
    for conclusion in conclusions:
        point = conclusion.replaces if conclusion.withdraws and conclusion.replaces is not None else conclusion
        units = point.units_on(today)
        if point.kind is ConclusionKind.AMENDMENT:
            shared = {int(unit_id) for unit_id in point.allocations}
            units = [unit for unit in point.meeting.programme.members if unit.id in shared or unit in units]
        for unit in units:
            points.setdefault(unit, []).append(conclusion)
    return points


def _composed(notice: Notice, points: Mapping[Unit, Sequence[Conclusion]], link: str) -> tuple[str, list[str]]:
    document, former = notice.document, notice.corrects
    assert document is not None, "units are told of what was issued"
    day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on is not None else ""
    paragraphs = [gettext(_WORDS, notice=document.label, day=day, subject=document.subject)]
    if former is not None and former.document is not None:
        paragraphs.append(gettext(_CORRECTS, notice=former.document.label))
    for unit, own in points.items():
        words = {section.conclusion_id: section.words for section in notice.sections if not section.ended}
        said = [f"- {_short(words.get(one.id, one.text))}" for one in own]
        paragraphs.append("\n".join([gettext(_POINTS, unit=unit.name), *said]))
    return gettext(_SUBJECT, notice=document.label), [*paragraphs, gettext(_WAY, link=link)]


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= MOST_SHOWN else f"{plain[:MOST_SHOWN].rstrip()}…"

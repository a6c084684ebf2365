"""Nudging units about whatever they owe: of a whole selection each unit gets one mail, of each thing one a day."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker import audit
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, hold, hold_all
from tracker.core.owed import OwedKind
from tracker.meetings.models import Conclusion, Invitation, Meeting
from tracker.office.models import Person, Programme
from tracker.pilots.models import Pilot
from tracker.reminders import nudge_letters
from tracker.reminders.queries.nudged import held_until, nudges_of
from tracker.reminders.queries.owed import OwedFilter, OwedItem, owed
from tracker.reminders.rules.nudging import (
    MOST_AT_ONCE,
    NUDGEABLE,
    TRACED,
    AllNudgedToday,
    NothingToNudge,
    TooManyToNudge,
)
from tracker.reports.models import Report
from tracker.standing.models import ComplianceList, Rating
from tracker.tasks.models import Assignment, Task
from tracker.tasks.rules import Reckoning
from tracker.tasks.services import note_nudge

_OF_MEETINGS = (OwedKind.REPLY, OwedKind.CONFIRMATION, OwedKind.MEETING)
_RECORDS: dict[OwedKind, tuple[type[Any], Any]] = {  # with the record on whose page it is told, if that is another
    OwedKind.REPORT: (Report, None),
    OwedKind.FORWARD: (Report, None),
    OwedKind.REPLY: (Invitation, Invitation.meeting),
    OwedKind.CONFIRMATION: (Conclusion, Conclusion.meeting),
    OwedKind.MEETING: (Meeting, None),
    OwedKind.LIST_REPLY: (ComplianceList, None),
    OwedKind.RATING_REPLY: (Rating, None),
    OwedKind.REVIEW: (Pilot, None),
}
# Whose stories none but the unit and the programme's people read.
_WITH_WORDS = (OwedKind.REPORT, OwedKind.REVIEW, OwedKind.LIST_REPLY, OwedKind.RATING_REPLY)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it: how many things, units and mails; how many were left out, nudged about that day already.

    `held_until` is when the mails leave, where it is a quiet hour.
    """

    things: int
    units: int
    mails: int
    before: int
    held_until: datetime | None


def nudge(
    programme: Programme,
    keys: Collection[str],
    *,
    words: str,
    link: Callable[[OwedItem], str],
    by: Person,
    at: datetime,
) -> Done:
    """Remind the units of those of these things of the programme that they owe still; `link` leads to each.

    Raises TooManyToNudge, NothingToNudge, AllNudgedToday.
    """
    items = take(programme, keys, at=at)
    before = nudges_of(items, today=clock.local(at).date())
    fresh = [item for item in items if item.key not in before or not before[item.key].today]
    if not fresh:
        raise AllNudgedToday
    note(fresh, words=words, by_letter=False, by=by, at=at)
    until, mails, units = held_until(at), 0, 0
    for unit_id, of_unit in groupby(sorted(fresh, key=attrgetter("unit_id")), key=attrgetter("unit_id")):
        units += 1
        mails += nudge_letters.tell_unit(unit_id, list(of_unit), words=words, link=link, held_until=until, by=by, at=at)
    return Done(len(fresh), units, mails, len(items) - len(fresh), until)


def take(programme: Programme, keys: Collection[str], *, at: datetime) -> list[OwedItem]:
    """What of it is owed now, the earliest due first, held so that two at once do not both remind of it.

    Raises TooManyToNudge, NothingToNudge.
    """
    if len(keys) > MOST_AT_ONCE:
        raise TooManyToNudge(limit=MOST_AT_ONCE)
    hold(programme)
    chosen = OwedFilter(programme_ids=[programme.id], kinds=NUDGEABLE, keys=keys)
    reckoning = Reckoning(clock.local(at).date(), work_calendar())
    _hold_pages(owed(chosen, reckoning).rows)
    items = owed(chosen, reckoning, by_unit=True).rows
    if not items:
        raise NothingToNudge
    return list(items)


def note(items: Sequence[OwedItem], *, words: str, by_letter: bool, by: Person, at: datetime) -> None:
    """Put into the trail that their units were nudged about these things."""
    words = words.strip()
    parts = {item.record_id: item for item in items if item.kind is OwedKind.PART}
    whole = (joinedload(Assignment.task), joinedload(Assignment.unit))
    for part in db.session.scalars(sa.select(Assignment).where(Assignment.id.in_(parts)).options(*whole)):
        note_nudge(part, words=words, by_letter=by_letter, by=by, at=at)
    for kind, (model, told_by) in _RECORDS.items():
        of_kind = [item for item in items if item.kind is kind]
        if not of_kind:
            continue
        wanted = sa.select(model).where(model.id.in_({item.record_id for item in of_kind}))
        found = db.session.scalars(wanted.options(joinedload(told_by)) if told_by is not None else wanted)
        records = {record.id: record for record in found}
        name = TRACED[kind].by_letter if by_letter else TRACED[kind].by_mail
        for item in of_kind:
            record = records[item.record_id]
            story = getattr(record, told_by.key) if told_by is not None else None
            facts: dict[str, Any] = {"unit": item.unit_name, "words": words or None if kind in _WITH_WORDS else None}
            facts["unit_id"] = item.unit_id if TRACED[kind].of_unit else None
            facts["number"] = (item.detail or None) if kind is OwedKind.CONFIRMATION else None
            audit.record(name, subject=record, story=story, by=by, at=at, **facts)


def _hold_pages(items: Iterable[OwedItem]) -> None:
    """The tasks and meetings on whose own pages somebody may remind the same units at this moment."""
    pages: dict[type[Any], set[int]] = {Task: set(), Meeting: set()}
    for item in items:
        if item.kind is OwedKind.PART:
            pages[Task].add(item.page_id)
        elif item.kind in _OF_MEETINGS:
            pages[Meeting].add(item.page_id)
    for model, numbers in pages.items():
        hold_all(model, model.id.in_(numbers))

"""What is done to an agenda: built from facts, added to, worded, ordered, taken off and put back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.meetings.models import AgendaItem, AgendaKind, Meeting
from tracker.meetings.queries.facts import kinds_with_facts
from tracker.meetings.rules.agenda import BUILT, OffTheAgenda, OnTheAgenda, check_changeable, placed
from tracker.meetings.services.following import show_change
from tracker.office.models import Person, Unit
from tracker.tasks.queries import reckoning


def build_agenda(meeting: Meeting, *, by: Person, at: datetime) -> list[AgendaItem]:
    """Put the items on it that have something to say now, after those that stand there; what came new.

    What was built before, or taken off since, is not made again. Raises AgendaIsSettled.
    """
    known = {item.kind for item in _opened(meeting)}
    saying = kinds_with_facts(meeting, by, reckoning(clock.local(at).date()))
    kinds = [kind for kind in BUILT if kind in saying and kind not in known]
    last = _last(meeting)
    fresh = [
        AgendaItem(meeting=meeting, kind=kind, title=BUILT[kind], position=place)
        for place, kind in enumerate(kinds, start=last + 1)
    ]
    if fresh:
        db.session.add_all(fresh)
        titles = "\n".join(item.title for item in fresh)
        audit.record("meeting.agenda_built", subject=meeting, by=by, at=at, items=len(fresh), words=titles)
        show_change(meeting)
    return fresh


def add_topic(
    meeting: Meeting, *, title: str, words: str = "", unit: Unit | None = None, by: Person, at: datetime
) -> AgendaItem:
    """Put a topic on it, last; `unit` speaks to it. Raises AgendaIsSettled."""
    _opened(meeting)
    facts = {"kind": AgendaKind.TOPIC, "title": title, "words": words, "unit": unit}
    item = AgendaItem(meeting=meeting, position=_last(meeting) + 1, **facts)
    db.session.add(item)
    _tell(item, "agenda_item.added", by=by, at=at, words=words or None)
    return item


def edit_item(
    item: AgendaItem, *, title: str, words: str, unit: Unit | None, seen: int, by: Person, at: datetime
) -> None:
    """Word it anew, or let another unit speak. Raises ChangedMeanwhile, AgendaIsSettled, OffTheAgenda."""
    _opened(item.meeting)
    if item.version != seen:
        raise ChangedMeanwhile
    if item.ended:
        raise OffTheAgenda
    item.title, item.words, item.unit = title, words, unit
    _tell(item, "agenda_item.edited", by=by, at=at, words=words or None)


def end_item(item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Take it off; it keeps its place, to be put back. Raises AgendaIsSettled, OffTheAgenda."""
    _opened(item.meeting)
    if item.ended:
        raise OffTheAgenda
    item.ended = True
    _tell(item, "agenda_item.ended", by=by, at=at)


def put_item_back(item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Take it up again where it stood. Raises AgendaIsSettled, OnTheAgenda."""
    items = _opened(item.meeting)
    if not item.ended:
        raise OnTheAgenda
    item.ended = False
    before = [one for one in items if not one.ended and one is not item and one.position < item.position]
    _renumber(placed([one for one in items if not one.ended], item, len(before) + 1))
    _tell(item, "agenda_item.put_back", by=by, at=at)


def move_item(item: AgendaItem, *, place: int, by: Person, at: datetime) -> None:
    """Bring it to a place of the agenda, the first being 1. Where it stands there already, nothing happens.

    Raises AgendaIsSettled, OffTheAgenda.
    """
    items = [one for one in _opened(item.meeting) if not one.ended]
    if item.ended:
        raise OffTheAgenda
    ordered = placed(items, item, place)
    if ordered == items:
        return
    _renumber(ordered)
    _tell(item, "agenda_item.moved", by=by, at=at, place=ordered.index(item) + 1)


def _opened(meeting: Meeting) -> Sequence[AgendaItem]:
    """The meeting's items in their order, those taken off too; nobody else changes them until the act ends."""
    hold(meeting)
    check_changeable(meeting.state)
    return meeting.agenda


def _last(meeting: Meeting) -> int:
    return max((item.position for item in meeting.agenda if item.position is not None), default=0)


def _renumber(items: Sequence[AgendaItem]) -> None:
    """Give them the places 1, 2, 3. Their versions stay: a form in which one is worded anew is not refused for it."""
    db.session.flush()
    for place, item in enumerate(items, start=1):
        if item.position != place:
            moved = sa.update(AgendaItem).where(AgendaItem.id == item.id).values(position=place)
            db.session.execute(moved.execution_options(synchronize_session=False))
            db.session.expire(item, ["position"])
    db.session.expire(items[0].meeting, ["agenda"])


def _tell(item: AgendaItem, name: str, *, by: Person, at: datetime, **facts: Any) -> None:
    unit = item.unit.name if item.unit is not None else None
    audit.record(name, subject=item, story=item.meeting, by=by, at=at, item=item.title, unit=unit, **facts)
    show_change(item.meeting)

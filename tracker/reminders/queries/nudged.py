"""Who nudged whom about what, and when: from the trail."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.reminders.queries.owed import OwedItem
from tracker.reminders.queries.timing import office_times
from tracker.reminders.rules.nudging import NUDGEABLE, TRACED, Nudged, week_of
from tracker.reminders.rules.quiet import quiet_until

_Which = tuple[OwedKind, int, int]  # kind, record and, where several units owe the record, the unit; else 0


def nudges_of(items: Iterable[OwedItem], *, today: date) -> dict[str, Nudged]:
    """How units were nudged about these things, by OwedItem.key; what they were not nudged about is left out."""
    asked = [item for item in items if item.kind in NUDGEABLE]
    found: dict[_Which, list[Any]] = {}
    for event in _events(asked):
        for kind, traced in TRACED.items():
            if event.subject_type == traced.subject and event.name in traced.events:
                unit_id = event.facts.get("unit_id", 0) if traced.of_unit else 0
                found.setdefault((kind, event.subject_id, unit_id), []).append(event)
    return {item.key: _counted(found[which], today) for item in asked if (which := _which(item)) in found}


def held_until(at: datetime) -> datetime | None:
    """When a mail of that moment may leave, where it is a quiet hour or a day off; None where it may at once."""
    return quiet_until(at, office_times(), work_calendar())


def _which(item: OwedItem) -> _Which:
    return item.kind, item.record_id, item.unit_id if TRACED[item.kind].of_unit else 0


def _events(items: list[OwedItem]) -> Iterable[Any]:
    records: dict[OwedKind, set[int]] = {}
    for item in items:
        records.setdefault(item.kind, set()).add(item.record_id)
    if not records:
        return ()
    event = AuditEvent
    wanted = [
        (event.subject_type == TRACED[kind].subject)
        & event.subject_id.in_(numbers)
        & event.name.in_(TRACED[kind].events)
        for kind, numbers in records.items()
    ]
    columns = (event.name, event.at, event.by_name, event.subject_type, event.subject_id, event.facts)
    return db.session.execute(sa.select(*columns).where(sa.or_(*wanted)).order_by(event.id))


def _counted(events: list[Any], today: date) -> Nudged:
    monday, begun = (datetime.combine(day, time.min, clock.ZONE) for day in (week_of(today), today))
    return Nudged(
        times=len(events),
        this_week=sum(event.at >= monday for event in events),
        today=any(event.at >= begun and not event.facts.get("from_lead") for event in events),
        at=events[-1].at,
        by_name=events[-1].by_name,
    )

"""What a morning brings to whom: what the worker sends, and what the preview shows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, time

from tracker.core.workdays import WorkCalendar
from tracker.reminders.queries.owed import OwedFilter, OwedItem, owed
from tracker.reminders.queries.readers import Reader, Readers
from tracker.reminders.queries.timing import rules_by_programme
from tracker.reminders.rules import (
    STAND_IN,
    RuleFacts,
    Rung,
    Times,
    Why,
    furthest,
    hour_of,
    shipped_rules,
    week_begun,
    whys,
)
from tracker.tasks.rules import Reckoning


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody is told of."""

    item: OwedItem
    why: Why


@dataclass(frozen=True, slots=True)
class Planned:
    """What one person is told: at least one thing, the earliest day first."""

    reader: Reader
    hour: time
    entries: tuple[Entry, ...]


def planned(
    day: date,
    told: Readers,
    calendar: WorkCalendar,
    times: Times,
    *,
    programme_ids: Collection[int] | None = None,
) -> list[Planned]:
    """Who is told of what on a day, were it today; of all programmes or of some. Nobody on a day off.

    By what is owed now: what is done, excused or moved by then is not told.
    """
    if not calendar.is_working_day(day):
        return []
    own = rules_by_programme()
    rules = [shipped_rules(), *own.values()]
    ahead = furthest(rule for of_kind in rules for rule in of_kind.values())
    # What is due on a day off counts to the working day before: so one day more is looked at.
    last = calendar.after(day, ahead + 1)
    chosen = OwedFilter(programme_ids=programme_ids, kinds=tuple(shipped_rules()), last=last)
    week = week_begun(day, calendar)
    found: dict[Reader, dict[str, Entry]] = {}
    for item in owed(chosen, Reckoning(day, calendar)).rows:
        rule = own.get(item.programme_id, shipped_rules())[item.kind]
        for reader, why in _told_of(item, rule, week, told):
            found.setdefault(reader, {}).setdefault(item.key, Entry(item, why))
    return [
        Planned(reader, hour_of(reader.send_at, times), tuple(found[reader].values()))
        for reader in told.people
        if reader in found
    ]


def _told_of(item: OwedItem, rule: RuleFacts, week: int | None, told: Readers) -> Iterator[tuple[Reader, Why]]:
    """Who is told of one thing; who stands on two rungs comes twice, the lower one first."""
    if item.days_left is None:
        return
    for rung, why in whys(item.kind, item.days_left, rule, week=week).items():
        people, reason = _people(rung, why, item, told)
        if reason is Why.INSTEAD and why is Why.LATE and week is None:
            continue  # staff read of what is late once a week
        for reader in people:
            if reason is not Why.BEFORE or item.kind not in reader.not_before_due:
                yield reader, reason


def _people(rung: Rung, why: Why, item: OwedItem, told: Readers) -> tuple[tuple[Reader, ...], Why]:
    """Who stands on a rung. Where nobody of the unit can be told, staff are, from the day itself on."""
    place = {"unit_id": item.unit_id, "programme_id": item.programme_id}
    people = told.at(rung, **place)
    if people or why in (Why.HEAD, Why.STAFF, Why.CHAIR):
        return people, why
    people = told.at(STAND_IN[rung], **place)
    if people or why is Why.BEFORE:
        return people, why
    return told.at(Rung.STAFF, **place), Why.INSTEAD

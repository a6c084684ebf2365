"""Saying when people are reminded: a programme its rules, the office its hours, a person what they want."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime, time
from typing import Any, TypeVar

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import Base, Versioned, add_unless_there, db
from tracker.core.errors import ChangedMeanwhile
from tracker.core.owed import OwedKind
from tracker.office.models import Person, Programme
from tracker.reminders.models import ReminderChoice, ReminderRule, ReminderTimes
from tracker.reminders.rules import RuleFacts, Times, check_hour, check_rule, check_times, shipped_rules, shipped_times

Row = TypeVar("Row", bound=Versioned)
ONLY = 1  # the number of the one row that holds the office's hours


def change_rule(
    programme: Programme, kind: OwedKind, facts: RuleFacts, *, seen: int, by: Person, at: datetime
) -> ReminderRule:
    """Say when one kind of thing is reminded of in a programme. Raises LadderOutOfOrder."""
    check_rule(kind, facts)
    key = {"programme_id": programme.id, "kind": kind}
    rule = _to_change(ReminderRule, key, _columns(shipped_rules()[kind]), seen)
    _set(rule, _columns(facts))
    audit.record("reminder_rule.changed", subject=rule, story=programme, by=by, at=at, **_told(kind, facts))
    return rule


def restore_rule(programme: Programme, kind: OwedKind, *, by: Person, at: datetime) -> None:
    """Go back to what is shipped."""
    facts = shipped_rules()[kind]
    rule = db.session.scalar(sa.select(ReminderRule).filter_by(programme_id=programme.id, kind=kind))
    if rule is not None:
        _set(rule, _columns(facts))
        audit.record("reminder_rule.restored", subject=rule, story=programme, by=by, at=at, kind=kind)


def change_times(times: Times, *, seen: int, by: Person, at: datetime) -> ReminderTimes:
    """Say at what hours the office reminds. Raises HourIsQuiet and QuietHoursUpsideDown."""
    check_times(times)
    row = _to_change(ReminderTimes, {"id": ONLY}, asdict(shipped_times()), seen)
    _set(row, asdict(times))
    told: dict[str, Any] = {
        name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in asdict(times).items()
    }
    audit.record("reminder_times.changed", subject=row, by=by, at=at, **told)
    return row


def choose(
    person: Person,
    not_before_due: Collection[OwedKind],
    send_at: time | None,
    *,
    times: Times,
    seen: int,
    at: datetime,
) -> None:
    """Say of what one wants no word before its day, and one's own hour. Raises HourIsQuiet.

    The word of the day itself, and what comes after, always comes.
    """
    if send_at is not None:
        check_hour(send_at, first=times.send_at, times=times)
    choice = _to_change(ReminderChoice, {"person_id": person.id}, {}, seen)
    choice.not_before_due, choice.send_at = [kind.value for kind in OwedKind if kind in not_before_due], send_at
    hour = f"{send_at or times.send_at:%H:%M}"
    audit.record("person.reminders_chosen", subject=person, by=person, at=at, kinds=choice.not_before_due, hour=hour)


def _to_change(model: type[Row], key: dict[str, Any], shipped: Mapping[str, Any], seen: int) -> Row:
    """The row with that key, made of what is shipped where nobody has changed it yet. Raises ChangedMeanwhile."""
    table: type[Base] = model  # type: ignore[assignment]  # what is versioned is stored
    add_unless_there(table, key=tuple(key), **key, **shipped)
    row = db.session.scalars(sa.select(model).filter_by(**key)).one()
    if row.version != (seen or 1):
        raise ChangedMeanwhile
    return row


def _columns(facts: RuleFacts) -> dict[str, Any]:
    return asdict(facts) | {"before": list(facts.before)}


def _set(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _told(kind: OwedKind, facts: RuleFacts) -> dict[str, Any]:
    """What the trail keeps: a dash where nobody is told."""
    dashes = {name: "–" if value is None else value for name, value in _columns(facts).items()}
    return dashes | {"kind": kind, "before": ", ".join(map(str, facts.before)) or "–"}

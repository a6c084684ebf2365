"""When the office and a programme remind: what they have said, else what is shipped; and what a person chose."""

from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.reminders.models import ReminderChoice, ReminderRule, ReminderTimes
from tracker.reminders.rules import RuleFacts, Times, shipped_rules, shipped_times


def office_times() -> Times:
    """The hours of the office."""
    row = times_row()
    if row is None:
        return shipped_times()
    return Times(send_at=row.send_at, quiet_from=row.quiet_from, quiet_to=row.quiet_to, most_entries=row.most_entries)


def times_row() -> ReminderTimes | None:
    """What the office has said itself."""
    return db.session.scalar(sa.select(ReminderTimes).limit(1))


def rules_by_programme() -> dict[int, dict[OwedKind, RuleFacts]]:
    """The rules of the programmes that have some of their own; all others go by `shipped_rules`."""
    return _told(sa.select(ReminderRule))


def rules_of(programme_id: int) -> dict[OwedKind, RuleFacts]:
    """Of one programme, each kind."""
    own = _told(sa.select(ReminderRule).where(ReminderRule.programme_id == programme_id))
    return own.get(programme_id, dict(shipped_rules()))


def rule_row(programme_id: int, kind: OwedKind) -> ReminderRule | None:
    """What a programme has said of one kind."""
    return db.session.scalar(sa.select(ReminderRule).filter_by(programme_id=programme_id, kind=kind))


def choice_of(person_id: int) -> ReminderChoice | None:
    """What a person chose."""
    return db.session.get(ReminderChoice, person_id)


def _told(wanted: sa.Select[Any]) -> dict[int, dict[OwedKind, RuleFacts]]:
    found: dict[int, dict[OwedKind, RuleFacts]] = {}
    for row in db.session.scalars(wanted):
        of_programme = found.setdefault(row.programme_id, dict(shipped_rules()))
        of_programme[row.kind] = RuleFacts(
            before=tuple(row.before),
            on_day=row.on_day,
            after_first=row.after_first,
            again_weeks=row.again_weeks,
            head_after=row.head_after,
            staff_after=row.staff_after,
            chair_after=row.chair_after,
        )
    return found

"""A duty's period is closed, and opened again: each with who did it and why."""

from datetime import datetime

from tracker import audit
from tracker.core.db import db, hold
from tracker.core.periods import Period
from tracker.office.models import Person
from tracker.reports.models import PeriodLock, ReportDuty
from tracker.reports.queries.handing import lock_in_force
from tracker.reports.rules.moves import PeriodIsNotLocked, PeriodLockedAlready, WordsNeeded


def lock_period(duty: ReportDuty, period: Period, *, words: str, by: Person, at: datetime) -> PeriodLock:
    """Close a period: nothing of it is handed in or returned any more. Raises PeriodLockedAlready."""
    hold(duty)  # else two could lock it at once
    if lock_in_force(duty.id, str(period)) is not None:
        raise PeriodLockedAlready
    lock = PeriodLock(duty_id=duty.id, period=str(period), words=words.strip(), by_id=by.id, at=at)
    db.session.add(lock)
    audit.record("report_duty.locked", subject=duty, by=by, at=at, period=str(period), words=words.strip())
    return lock


def reopen_period(lock: PeriodLock, *, words: str, by: Person, at: datetime) -> None:
    """Open it again. Raises WordsNeeded, PeriodIsNotLocked."""
    hold(lock)
    if lock.ended_at is not None:
        raise PeriodIsNotLocked
    if not words.strip():
        raise WordsNeeded
    lock.ended_at, lock.ended_by_id, lock.ended_words = at, by.id, words.strip()
    audit.record("report_duty.reopened", subject=lock.duty, by=by, at=at, period=lock.period, words=words.strip())

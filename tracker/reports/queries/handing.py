"""What handing a report in needs to know: its files and explanations, its lock, what was handed in."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.audit.queries import StoryRow, story_of
from tracker.core.db import db
from tracker.core.periods import Period
from tracker.office.models import Person
from tracker.plans.models import Measurement
from tracker.reports.models import (
    Explanation,
    HandedIn,
    PeriodLock,
    Report,
    ReportDuty,
    ReportForm,
)
from tracker.reports.policy import can_read_draft
from tracker.reports.queries.writing import files_of
from tracker.reports.rules.freezing import Content, as_papers_write, frozen
from tracker.reports.rules.moves import passes_through

# What happens while a report is written is its unit's own.
WHILE_WRITING = ("report.begun", "report.answer_saved", "report.file_attached", "report.file_taken_back")


def lock_in_force(duty_id: int, period: str) -> PeriodLock | None:
    """The lock that keeps a duty's period closed."""
    return db.session.scalar(
        sa.select(PeriodLock)
        .where(PeriodLock.duty_id == duty_id, PeriodLock.period == period, PeriodLock.ended_at.is_(None))
        .options(joinedload(PeriodLock.duty).joinedload(ReportDuty.programme))
    )


def get_lock(lock_id: int) -> PeriodLock | None:
    """A lock with its duty."""
    return db.session.scalar(
        sa.select(PeriodLock)
        .where(PeriodLock.id == lock_id)
        .options(joinedload(PeriodLock.duty).joinedload(ReportDuty.programme))
    )


def explanations_of(report: Report) -> Sequence[Explanation]:
    """Why it is late, in the order in which it was said."""
    return db.session.scalars(
        sa.select(Explanation).where(Explanation.report_id == report.id).order_by(Explanation.id)
    ).all()


def periods_to_lock(duty: ReportDuty) -> list[Period]:
    """The periods of which reports are expected and which are not locked, the newest first."""
    locked = sa.select(PeriodLock.period).where(PeriodLock.duty_id == duty.id, PeriodLock.ended_at.is_(None))
    wanted = sa.select(Report.period).where(Report.duty_id == duty.id, Report.period.not_in(locked))
    grouped = wanted.group_by(Report.period, Report.period_end).order_by(Report.period_end.desc())
    return [Period.parse(period) for period in db.session.scalars(grouped)]


def as_it_stands(report: Report, form: ReportForm) -> Content:
    """What is frozen when it is handed in now."""
    through = passes_through(report)
    said: dict[str, str | date | None] = {
        "duty": report.duty.name,
        "period": report.period,
        "period_words": as_papers_write(Period.parse(report.period)),
        "unit": report.unit.name,
        "receiver": report.duty.receiver,
        "through": through.name if through is not None else "",
        "window_first": report.window_first,
        "window_last": report.window_last,
        "due_on": report.due_on,
    }
    answers = {answer.key: answer for answer in report.answers}
    explanations, files = explanations_of(report), files_of(report)
    return frozen(said, form.items, answers, explanations=explanations, files=files)


def handed_in_of(report: Report, number: int | None = None) -> HandedIn | None:
    """What was handed in under that number, or last; with its content, and who did."""
    wanted = sa.select(HandedIn).where(HandedIn.report_id == report.id)
    if number is not None:
        wanted = wanted.where(HandedIn.number == number)
    return db.session.scalar(
        wanted.order_by(HandedIn.number.desc())
        .limit(1)
        .options(joinedload(HandedIn.by), sa.orm.undefer(HandedIn.content))
        .execution_options(populate_existing=True)
    )


def last_measured(target_id: int, unit_id: int, period: str) -> Measurement | None:
    """The figure of a target that counts for a unit and period."""
    return db.session.scalar(
        sa.select(Measurement)
        .where(Measurement.target_id == target_id, Measurement.unit_id == unit_id, Measurement.period == period)
        .order_by(Measurement.id.desc())
        .limit(1)
    )


def story_seen_by(person: Person, report: Report) -> list[StoryRow]:
    """What happened to a report, newest first; how it was written only for its unit."""
    own = can_read_draft(person, report)
    return [event for event in story_of(report) if own or event.name not in WHILE_WRITING]

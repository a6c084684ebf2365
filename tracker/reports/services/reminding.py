"""Reminding units of reports that they owe: one or many at once, each of them once a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker import audit
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.office.models import Person, Programme
from tracker.reports import letters
from tracker.reports.models import Report, ReportDuty
from tracker.reports.rules.chasing import MOST_AT_ONCE, AllRemindedToday
from tracker.reports.rules.moves import OWED, NothingChosen, TooManyChosen

REMINDED = "report.reminded"  # the event of the trail: by it a report is reminded of once a day


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of a reminder: of how many reports, how many mails, and how many had been reminded of that day."""

    reports: int
    mails: int
    before: int


def remind(
    programme: Programme, report_ids: Collection[int], *, words: str, link: str, by: Person, at: datetime
) -> Reminded:
    """Remind the units of those of these reports of the programme that they owe still; `link` leads to their list.

    Raises NothingChosen, TooManyChosen, AllRemindedToday.
    """
    if len(report_ids) > MOST_AT_ONCE:
        raise TooManyChosen(limit=MOST_AT_ONCE)
    hold(programme)  # else two could remind at once
    owed = _owed(programme, report_ids)
    if not owed:
        raise NothingChosen
    before = _reminded_today([report.id for report in owed], at)
    fresh = [report for report in owed if report.id not in before]
    if not fresh:
        raise AllRemindedToday
    mails = 0
    for _, reports in groupby(fresh, key=lambda report: report.unit_id):
        of_unit = list(reports)
        for report in of_unit:
            audit.record(REMINDED, subject=report, by=by, at=at, unit=report.unit.name, words=words.strip() or None)
        mails += letters.tell_of_reports(of_unit, words=words, link=link, by=by, at=at)
    return Reminded(len(fresh), mails, len(before))


def _owed(programme: Programme, report_ids: Collection[int]) -> list[Report]:
    """By unit; none where the programme has ended meanwhile."""
    if programme.ended_on is not None:
        return []
    query = (
        sa.select(Report)
        .join(ReportDuty, ReportDuty.id == Report.duty_id)
        .where(Report.id.in_(report_ids), ReportDuty.programme_id == programme.id, Report.state.in_(OWED))
        .order_by(Report.unit_id, Report.due_on, Report.id)
        .options(joinedload(Report.unit), joinedload(Report.duty))
    )
    return list(db.session.scalars(query))


def _reminded_today(report_ids: Collection[int], at: datetime) -> set[int]:
    begun = datetime.combine(clock.local(at).date(), time.min, clock.ZONE)
    return set(
        db.session.scalars(
            sa.select(AuditEvent.subject_id).where(
                AuditEvent.subject_type == Report.__tablename__,
                AuditEvent.subject_id.in_(report_ids),
                AuditEvent.name == REMINDED,
                AuditEvent.at >= begun,
            )
        )
    )

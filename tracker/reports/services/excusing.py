"""A report that a unit need not hand in: excused with a reason, or asked for again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold, hold_all
from tracker.core.errors import RuleBroken, check_move
from tracker.office.models import Person
from tracker.reports import labels
from tracker.reports.models import Answer, Report, ReportDuty, ReportState
from tracker.reports.policy import can_excuse
from tracker.reports.rules.moves import MOVES, NothingChosen, TooManyChosen, UnitIsNoMore, WordsNeeded, has_ended

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Excused:
    """What became of reports that were to be excused together: how many were, and the others, each with its refusal."""

    excused: int
    refused: list[tuple[Report, RuleBroken]]


def excuse_report(report: Report, *, words: str, by: Person, at: datetime) -> None:
    """Say that a unit owes no report of this period, and why. What it wrote is kept. Raises WordsNeeded."""
    hold(report)
    _excuse(report, words=words, by=by, at=at)


def excuse_together(report_ids: Collection[int], *, words: str, by: Person, at: datetime) -> Excused:
    """The same for several, of the programmes that the person runs; another's number is passed over.

    Raises WordsNeeded, NothingChosen and TooManyChosen.
    """
    if len(report_ids) > MOST_AT_ONCE:
        raise TooManyChosen(limit=MOST_AT_ONCE)
    if not words.strip():
        raise WordsNeeded
    reports = _held(report_ids, by)
    if not reports:
        raise NothingChosen
    refused: list[tuple[Report, RuleBroken]] = []
    for report in reports:
        try:
            _excuse(report, words=words, by=by, at=at)
        except RuleBroken as refusal:
            refused.append((report, refusal))
    return Excused(len(reports) - len(refused), refused)


def ask_again(report: Report, *, words: str, by: Person, at: datetime) -> None:
    """The unit owes it after all. Raises WordsNeeded, UnitIsNoMore."""
    hold(report)
    if has_ended(report.unit, clock.local(at).date()):
        raise UnitIsNoMore(unit=report.unit.name)
    begun = db.session.scalar(sa.select(sa.exists().where(Answer.report_id == report.id)))
    state = ReportState.DRAFT if begun else ReportState.EXPECTED
    check_move(MOVES, report.state, state, labels.STATE)
    if not words.strip():
        raise WordsNeeded
    report.state, report.state_words = state, ""
    audit.record("report.asked_again", subject=report, by=by, at=at, words=words.strip())


def _excuse(report: Report, *, words: str, by: Person, at: datetime) -> None:
    check_move(MOVES, report.state, ReportState.EXCUSED, labels.STATE)
    if not words.strip():
        raise WordsNeeded
    report.state, report.state_words = ReportState.EXCUSED, words.strip()
    audit.record("report.excused", subject=report, by=by, at=at, words=words.strip())


def _held(report_ids: Collection[int], by: Person) -> list[Report]:
    hold_all(Report, Report.id.in_(report_ids))
    whole = (joinedload(Report.unit), joinedload(Report.duty).joinedload(ReportDuty.programme))
    wanted = sa.select(Report).where(Report.id.in_(report_ids)).options(*whole).order_by(Report.id)
    return [report for report in db.session.scalars(wanted) if can_excuse(by, report)]

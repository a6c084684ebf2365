"""When units end, what they owe is owed by whoever takes over; what they handed in stays theirs.

Open is what nobody has handed in, and what was returned. Two open reports of one duty and period become one.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker import audit
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import check_move
from tracker.office.models import Person, Unit
from tracker.office.queries import successors_of
from tracker.office.services.handing_over import Takeover
from tracker.reports import labels
from tracker.reports.models import Answer, DutyAddressee, Report, ReportDuty, ReportFile, ReportState
from tracker.reports.rules.moves import HANDED_IN, MOVES, OWED, SuccessorHasReported, has_ended, when_written

AT_ONCE = 1000  # rows in one statement


def hand_over(takeover: Takeover, *, by: Person | None, at: datetime) -> int:
    """Give the duties of units that end, and their open reports, to who takes over; how many reports went.

    Every successor owes what is to come; what is open goes to the main one. Without a successor it is excused.
    """
    _pass_duties_on(takeover, by=by, at=at)
    _pass_routes_on(takeover, by=by, at=at)
    reports = _open_reports(takeover)
    if not takeover.successors:
        _excuse(reports, on=takeover.on, by=by, at=at)
        return 0
    there = {(one.duty_id, one.period): one for one in _of_main(takeover, reports)}
    for report in reports:
        carrier = there.setdefault((report.duty_id, report.period), report)
        _give(report, takeover.main, carrier if carrier is not report else None, on=takeover.on, by=by, at=at)
    db.session.flush()
    return len(reports)


def give_to_successor(report: Report, *, by: Person, at: datetime) -> None:
    """What is returned when its unit has ended is owed by whoever took over, as what was open then is.

    Where nobody did, it stays, for staff to excuse. Raises SuccessorHasReported.
    """
    today, former = clock.local(at).date(), report.unit
    heirs = successors_of(on=today).get(former.id, ()) if has_ended(former, today) else ()
    if not heirs or former.ended_on is None:
        return
    same = (Report.duty_id == report.duty_id) & (Report.unit_id == heirs[0]) & (Report.period == report.period)
    carrier = db.session.scalar(sa.select(Report).where(same).with_for_update(of=Report))
    heir = db.session.get_one(Unit, heirs[0])
    if carrier is not None and carrier.state in HANDED_IN:
        raise SuccessorHasReported(unit=heir.name, former=former.name)
    _give(report, heir, carrier, on=former.ended_on, by=by, at=at)


def _give(report: Report, heir: Unit, carrier: Report | None, *, on: date, by: Person | None, at: datetime) -> None:
    """Let a successor owe an open report; where it has one of that duty and period (`carrier`), that one carries on."""
    former = report.unit
    said: dict[str, Any] = {"former": former.name, "unit": heir.name, "day": on}
    if carrier is None:
        report.unit = heir
        audit.record("report.moved", subject=report, by=by, at=at, **said)
        return
    if carrier.state in OWED:
        _join(report, carrier, former, at=at)
        audit.record("report.joined", subject=carrier, by=by, at=at, **said)
    _excuse([report], on=on, by=by, at=at)


def _pass_routes_on(takeover: Takeover, *, by: Person | None, at: datetime) -> None:
    """What went through a unit that ends goes through its successor, or else straight to the standing staff."""
    through = takeover.main if takeover.successors else None
    wanted = sa.select(ReportDuty).where(ReportDuty.through_id.in_(takeover.former_ids)).order_by(ReportDuty.id)
    for duty in db.session.scalars(wanted).all():
        duty.through = through
        name = "report_duty.goes_through" if through is not None else "report_duty.goes_straight"
        audit.record(name, subject=duty, by=by, at=at, unit=through.name if through is not None else None)


def _pass_duties_on(takeover: Takeover, *, by: Person | None, at: datetime) -> None:
    held = db.session.scalars(
        sa.select(DutyAddressee)
        .where(DutyAddressee.unit_id.in_(takeover.former_ids), DutyAddressee.ended_on.is_(None))
        .order_by(DutyAddressee.id)
    ).all()
    by_duty: dict[int, list[DutyAddressee]] = {}
    for addressee in held:
        addressee.ended_on = takeover.on
        by_duty.setdefault(addressee.duty_id, []).append(addressee)
    for duty_id in by_duty:
        duty = db.session.get_one(ReportDuty, duty_id)
        there = {one.unit_id for one in duty.addressees if one.ended_on is None}
        duty.addressees += [DutyAddressee(unit=unit) for unit in takeover.successors if unit.id not in there]
        names = [unit.name for unit in takeover.successors] or ["–"]
        audit.record("report_duty.addressed", subject=duty, by=by, at=at, units=names)


def _open_reports(takeover: Takeover) -> Sequence[Report]:
    """The open reports of the units that end, held until the action ends; what is written furthest comes first."""
    wanted = (
        sa.select(Report)
        .where(Report.unit_id.in_(takeover.former_ids), Report.state.in_(OWED))
        .options(joinedload(Report.unit, innerjoin=True), selectinload(Report.answers))
        .order_by(Report.id)
        .with_for_update(of=Report)
        .execution_options(populate_existing=True)
    )
    rank = [ReportState.RETURNED, ReportState.DRAFT, ReportState.EXPECTED]
    return sorted(db.session.scalars(wanted), key=lambda report: (rank.index(report.state), report.id))


def _of_main(takeover: Takeover, reports: Sequence[Report]) -> Sequence[Report]:
    """What the one that takes over has itself of the same duties, handed in or not."""
    duty_ids = sorted({report.duty_id for report in reports})
    found: list[Report] = []
    for start in range(0, len(duty_ids), AT_ONCE):
        wanted = sa.select(Report).where(
            Report.unit_id == takeover.main.id, Report.duty_id.in_(duty_ids[start : start + AT_ONCE])
        )
        found += db.session.scalars(wanted.options(selectinload(Report.answers)).with_for_update(of=Report))
    return found


def _join(report: Report, carrier: Report, former: Unit, *, at: datetime) -> None:
    """One report carries on: it gets the words of the other under the name of whose they were, and its files.

    Figures that nobody has typed there come along; two that were typed are for people to add up: both are told.
    """
    known = {answer.key: answer for answer in carrier.answers}
    for answer in report.answers:
        told = _told(answer)
        if answer.key in known:
            mine = known[answer.key]
            mine.words = "\n".join(filter(None, (mine.words, f"{former.name}: {told}" if told else "")))
            mine.nothing_to_report = mine.nothing_to_report and answer.nothing_to_report
            mine.returned_words = mine.returned_words or answer.returned_words
        else:
            carrier.answers.append(_copy(answer))
    if report.answers:
        carrier.state = when_written(carrier.state)
        carrier.form_id = carrier.form_id or report.form_id
    files = sa.select(ReportFile).where(ReportFile.report_id == report.id, ReportFile.ended_at.is_(None))
    for file in db.session.scalars(files).all():  # what was handed in keeps its own
        db.session.add(ReportFile(report=carrier, file_id=file.file_id, by_id=file.by_id, at=at))


def _told(answer: Answer) -> str:
    """What an answer says, as words."""
    if answer.part is not None or answer.whole is not None:
        return f"{answer.part or 0}/{answer.whole or 0} {answer.words}".strip()
    if answer.figure is not None:
        return f"{answer.figure.normalize():f} {answer.words}".strip()
    return answer.words.strip()


def _copy(answer: Answer) -> Answer:
    said = ("key", "words", "figure", "part", "whole", "nothing_to_report", "returned_words", "by_id", "at")
    return Answer(**{name: getattr(answer, name) for name in said})


def _excuse(reports: Sequence[Report], *, on: date, by: Person | None, at: datetime) -> None:
    for report in reports:
        check_move(MOVES, report.state, ReportState.EXCUSED, labels.STATE)
        report.state, report.state_words = ReportState.EXCUSED, ""  # why it was returned is no reason for this
        audit.record("report.ended_with_unit", subject=report, by=by, at=at, unit=report.unit.name, day=on)

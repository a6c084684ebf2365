"""What is done with duties to report: laid on units, mended, ended; units that are exempt."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from tracker import audit
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere, check_move
from tracker.core.folding import fold
from tracker.core.periods import Period
from tracker.documents.models import Document
from tracker.office.models import Person, Unit, UnitGroup
from tracker.reports import labels, queries
from tracker.reports.models import DutyAddressee, Exemption, Report, ReportDuty, ReportState
from tracker.reports.rules.duties import DueDayStands, DutyFacts, DutyNeedsUnit, ExemptAlready, NotOwedBy, ReasonNeeded
from tracker.reports.rules.forms import Asked
from tracker.reports.rules.moves import MOVES, OWED
from tracker.reports.rules.shipped import form_fitting
from tracker.reports.rules.windows import check_period, check_when, due_day, is_owed_for, window_of
from tracker.reports.services.expecting import expect_from_now, expect_reports
from tracker.reports.services.forms import add_version

Addressed: TypeAlias = Unit | UnitGroup


def add_duty(
    facts: DutyFacts,
    to: Sequence[Addressed],
    *,
    programme_id: int,
    by: Person,
    at: datetime,
    through: Unit | None = None,
    document: Document | None = None,
    asked: Sequence[Asked] = (),
) -> ReportDuty:
    """Lay a duty on units, with its form (a shipped one that fits its name, unless told), and expect what is owed now.

    Raises DutyNeedsUnit, and the refusals of `check_when` and `check_form`.
    """
    duty = ReportDuty(programme_id=programme_id, document=document, through=through)
    _write_facts(duty, facts)
    if not to:
        raise DutyNeedsUnit
    duty.addressees = [_addressee(one) for one in to]
    db.session.add(duty)
    db.session.flush()
    add_version(duty, asked or form_fitting(facts.name).items, from_period=facts.first_period, number=1, by=by, at=at)
    audit.record("report_duty.added", subject=duty, by=by, at=at, duty=duty.name, units=[one.name for one in to])
    expect_reports(duty, at=at, by=by)
    return duty


def edit_duty(
    duty: ReportDuty,
    facts: DutyFacts,
    to: Sequence[Addressed],
    *,
    through: Unit | None,
    document: Document | None,
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Mend a duty and whom it addresses. What is open and not due yet follows it; what is late stays late.

    Raises ChangedMeanwhile, NotFromHere, and what `add_duty` raises.
    """
    hold(duty)
    _check_goes_on(duty)
    if duty.version != seen:
        raise ChangedMeanwhile
    _write_facts(duty, facts)
    duty.through, duty.document = through, document
    audit.record("report_duty.edited", subject=duty, by=by, at=at, duty=duty.name)
    _follow(duty, by=by, at=at)
    address(duty, to, by=by, at=at)
    expect_reports(duty, at=at, by=by)


def extend_duty(duty: ReportDuty, facts: DutyFacts, *, by: Person, at: datetime) -> None:
    """Let it be owed for the periods of `facts` too, which lie next to its own, and note their clause.

    Raises NotFromHere.
    """
    hold(duty)
    _check_goes_on(duty)
    first, last = Period.parse(facts.first_period), Period.parse(facts.last_period)
    if first.first_day < Period.parse(duty.first_period).first_day:
        duty.first_period = facts.first_period
    if duty.last_period and last.last_day > Period.parse(duty.last_period).last_day:
        duty.last_period = facts.last_period
    clauses = dict.fromkeys(filter(None, (*duty.clause.split("; "), facts.clause)))
    duty.clause = "; ".join(clauses)[:400]
    duty.folded = fold(f"{duty.folded} {facts.text}")
    audit.record("report_duty.extended", subject=duty, by=by, at=at, period=str(first))
    expect_reports(duty, at=at, by=by)


def address(duty: ReportDuty, to: Sequence[Addressed], *, by: Person, at: datetime) -> None:
    """Let those, and nobody else, owe it from now on: who is new owes the period that has begun.

    Who owes it no more is let off what is not due yet. Raises DutyNeedsUnit.
    """
    if not to:
        raise DutyNeedsUnit
    today = clock.local(at).date()
    before = {unit.id for unit in queries.units_addressed(duty, on=today)}
    wanted = {_same(one) for one in to}
    there = {_same_as(one): one for one in duty.addressees if one.ended_on is None}
    for key, addressee in there.items():
        if key not in wanted:
            addressee.ended_on = today
    new = [one for one in to if _same(one) not in there]
    duty.addressees += [_addressee(one) for one in new]
    if new or wanted != set(there):
        names = [one.name for one in to]
        audit.record("report_duty.addressed", subject=duty, by=by, at=at, units=names)
    after = {unit.id: unit for unit in queries.units_addressed(duty, on=today)}
    _let_off(_not_due_yet(duty, at=at, unit_ids=before - set(after)), "", by=by, at=at)
    expect_from_now(duty, [unit for unit_id, unit in after.items() if unit_id not in before], by=by, at=at)


def confirm_due(duty: ReportDuty, *, by: Person, at: datetime) -> None:
    """Say that a day that no document states is meant so. Raises NotFromHere, DueDayStands."""
    hold(duty)
    _check_goes_on(duty)
    if not duty.due_inferred:
        raise DueDayStands
    duty.due_inferred = False
    audit.record("report_duty.due_confirmed", subject=duty, by=by, at=at)


def end_duty(duty: ReportDuty, *, words: str, by: Person, at: datetime) -> None:
    """Nothing more is owed: units are let off what is not due yet; what is late stays owed. Raises ReasonNeeded."""
    hold(duty)
    _check_goes_on(duty)
    if not words.strip():
        raise ReasonNeeded
    duty.ended_on, duty.ended_words = clock.local(at).date(), words.strip()
    audit.record("report_duty.ended", subject=duty, by=by, at=at, words=duty.ended_words)
    _let_off(_not_due_yet(duty, at=at), duty.ended_words, by=by, at=at)


def exempt(duty: ReportDuty, unit: Unit, *, period: str, words: str, by: Person, at: datetime) -> Exemption:
    """Let a unit off a period, or (no period) off what is not due yet and all to come, with a reason.

    Raises ReasonNeeded, NoSuchPeriod, ExemptAlready, NotOwedBy.
    """
    hold(duty)
    _check_goes_on(duty)
    if not words.strip():
        raise ReasonNeeded
    if period:
        check_period(duty, period, labels.FREQUENCY[duty.frequency])
    if {(unit.id, period), (unit.id, "")} & queries.exempt_units(duty):
        raise ExemptAlready(unit=unit.name)
    if unit not in queries.units_addressed(duty, on=clock.local(at).date()):
        raise NotOwedBy(unit=unit.name)
    exemption = Exemption(duty=duty, unit=unit, period=period, words=words.strip(), by_id=by.id, at=at)
    db.session.add(exemption)
    said: dict[str, Any] = {"unit": unit.name, "period": period or None, "words": words.strip()}
    audit.record("report_exemption.granted", subject=exemption, story=duty, by=by, at=at, **said)
    open_ones = _open(duty, [unit.id], period) if period else _not_due_yet(duty, at=at, unit_ids=[unit.id])
    _let_off(open_ones, words.strip(), by=by, at=at)
    return exemption


def end_exemption(exemption: Exemption, *, by: Person, at: datetime) -> None:
    """The unit owes it again: the period that has begun, where it was not let off that one already."""
    duty = exemption.duty
    hold(duty)
    _check_goes_on(duty)
    if exemption.ended_at is not None:
        raise NotFromHere(state=labels.ENDED)
    exemption.ended_at = at
    said: dict[str, Any] = {"unit": exemption.unit.name, "period": exemption.period or None}
    audit.record("report_exemption.ended", subject=exemption, story=duty, by=by, at=at, **said)
    if exemption.unit in queries.units_addressed(duty, on=clock.local(at).date()):
        expect_from_now(duty, [exemption.unit], by=by, at=at)


def _write_facts(duty: ReportDuty, facts: DutyFacts) -> None:
    check_when(facts, labels.FREQUENCY[facts.frequency])
    duty.name, duty.text, duty.about, duty.receiver = facts.name, facts.text, facts.about, facts.receiver
    duty.folded = fold(f"{facts.name} {facts.about} {facts.receiver} {facts.text}")
    duty.frequency, duty.window = facts.frequency, facts.window
    duty.first_period, duty.last_period = facts.first_period, facts.last_period
    duty.due_rule, duty.due_days, duty.due_on = facts.due_rule, facts.due_days, facts.due_on
    duty.due_inferred, duty.clause = facts.due_inferred, facts.clause
    if facts.span is not None:
        duty.clause_start, duty.clause_end = facts.span


def _addressee(one: Addressed) -> DutyAddressee:
    return DutyAddressee(group=one) if isinstance(one, UnitGroup) else DutyAddressee(unit=one)


def _same(one: Addressed) -> tuple[str, int]:
    return ("group" if isinstance(one, UnitGroup) else "unit", one.id)


def _same_as(addressee: DutyAddressee) -> tuple[str, int | None]:
    return ("group", addressee.group_id) if addressee.group_id is not None else ("unit", addressee.unit_id)


def _check_goes_on(duty: ReportDuty) -> None:
    if duty.ended_on is not None:
        raise NotFromHere(state=labels.ENDED)


def _follow(duty: ReportDuty, *, by: Person, at: datetime) -> None:
    """What is not due yet gets the days that the duty says now; units are let off periods that it leaves out now.

    Nobody becomes late by it, nor does what is late become timely.
    """
    today, calendar = clock.local(at).date(), work_calendar()
    no_more = []
    for report in _not_due_yet(duty, at=at):
        period = Period.parse(report.period)
        if not is_owed_for(duty, period):
            no_more.append(report)
            continue
        report.window_first, report.window_last = window_of(period, duty.window)
        day = due_day(duty, period, calendar)
        if day is None or day >= today:
            report.due_on = day
    _let_off(no_more, "", by=by, at=at)


def _not_due_yet(duty: ReportDuty, *, at: datetime, unit_ids: Iterable[int] | None = None) -> Sequence[Report]:
    today = clock.local(at).date()
    return [one for one in _open(duty, unit_ids) if one.due_on is None or one.due_on >= today]


def _open(duty: ReportDuty, unit_ids: Iterable[int] | None = None, period: str = "") -> Sequence[Report]:
    """What is to be handed in still, for the first time or again."""
    wanted = sa.select(Report).where(Report.duty_id == duty.id, Report.state.in_(OWED))
    if unit_ids is not None:
        wanted = wanted.where(Report.unit_id.in_(list(unit_ids)))
    if period:
        wanted = wanted.where(Report.period == period)
    return db.session.scalars(wanted.order_by(Report.id)).all()


def _let_off(reports: Sequence[Report], words: str, *, by: Person, at: datetime) -> None:
    for report in reports:
        check_move(MOVES, report.state, ReportState.EXCUSED, labels.STATE)
        report.state, report.state_words = ReportState.EXCUSED, words
        audit.record("report.excused", subject=report, by=by, at=at, words=words or None)

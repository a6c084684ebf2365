"""Duties to report as their list and their pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from tracker.core.db import db
from tracker.core.folding import fold, vietnamese_key
from tracker.core.periods import Period
from tracker.core.workdays import WorkCalendar
from tracker.documents.models import Document
from tracker.office.models import Person, Unit, UnitGroup
from tracker.reports.models import DutyAddressee, Exemption, Frequency, PeriodLock, Report, ReportDuty, ReportState
from tracker.reports.policy import duties_visible_to
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.moves import HANDED_IN
from tracker.reports.rules.windows import due_day, period_now, periods_begun, window_of

MOST_PERIODS = 12


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty, with the period that it is about now and the day on which that is due."""

    id: int
    facts: DutyFacts
    to: tuple[str, ...]
    through: str
    document_id: int | None
    source: str
    ended_on: date | None
    period: Period
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period that was brought: its figures' days, when it was due, how many are in, and the lock that closes it."""

    period: str
    first: date
    last: date
    due_on: date | None
    expected: int
    handed_in: int
    excused: int
    lock_id: int | None = None


@dataclass(frozen=True, slots=True)
class WantedDuties:
    """The filters of the list; `ended` shows those that have ended instead."""

    words: str = ""
    frequency: Frequency | None = None
    unit_id: int | None = None
    ended: bool = False


def duties_seen_by(
    person: Person, wanted: WantedDuties, *, programme_id: int, sort: str, today: date, calendar: WorkCalendar
) -> list[DutyRow]:
    """The duties of a programme that fit, in one query. `sort` is name, due or frequency, "-" before it for down."""
    told = sa.func.trim(sa.func.coalesce(Document.type_name, "") + " " + sa.func.coalesce(Document.notation, ""))
    owing = aliased(Unit)
    found = (
        sa.select(ReportDuty, Unit.name, told, sa.func.coalesce(UnitGroup.name, owing.name))
        .outerjoin(Unit, Unit.id == ReportDuty.through_id)
        .outerjoin(Document, Document.id == ReportDuty.document_id)
        .outerjoin(DutyAddressee, (DutyAddressee.duty_id == ReportDuty.id) & DutyAddressee.ended_on.is_(None))
        .outerjoin(UnitGroup, UnitGroup.id == DutyAddressee.group_id)
        .outerjoin(owing, owing.id == DutyAddressee.unit_id)
        .where(ReportDuty.programme_id == programme_id, duties_visible_to(person))
        .where(ReportDuty.ended_on.is_not(None) if wanted.ended else ReportDuty.ended_on.is_(None))
        .order_by(ReportDuty.id, UnitGroup.id.is_(None), owing.sort_key, DutyAddressee.id)
    )
    for word in fold(wanted.words).split():
        found = found.where(ReportDuty.folded.contains(word, autoescape=True))
    if wanted.frequency is not None:
        found = found.where(ReportDuty.frequency == wanted.frequency)
    if wanted.unit_id is not None:
        found = found.where(ReportDuty.id.in_(sa.select(Report.duty_id).where(Report.unit_id == wanted.unit_id)))
    listed = [
        _row([tuple(row) for row in rows], today, calendar)
        for _, rows in groupby(db.session.execute(found), key=lambda row: row[0].id)
    ]
    keys: dict[str, Any] = {
        "name": lambda row: vietnamese_key(row.facts.name),
        "frequency": lambda row: list(Frequency).index(row.facts.frequency),
        "due": lambda row: row.due_on or date.max,
    }
    return sorted(listed, key=keys.get(sort.removeprefix("-"), keys["due"]), reverse=sort.startswith("-"))


def _row(rows: Sequence[tuple[Any, ...]], today: date, calendar: WorkCalendar) -> DutyRow:
    """One duty; each of the rows names one of those whom it addresses."""
    duty, through, source, _ = rows[0]
    now, to = period_now(duty, today), tuple(name for *_, name in rows if name is not None)
    day = due_day(duty, now, calendar)
    return DutyRow(duty.id, facts_of(duty), to, through or "", duty.document_id, source, duty.ended_on, now, day)


def facts_of(duty: ReportDuty) -> DutyFacts:
    """What a duty says of itself, as it would be laid on units anew."""
    return DutyFacts(
        name=duty.name,
        frequency=duty.frequency,
        first_period=duty.first_period,
        last_period=duty.last_period,
        window=duty.window,
        due_rule=duty.due_rule,
        due_days=duty.due_days,
        due_on=duty.due_on,
        due_inferred=duty.due_inferred,
        receiver=duty.receiver,
        about=duty.about,
        text=duty.text,
        clause=duty.clause,
    )


def periods_of_duty(duty: ReportDuty) -> list[PeriodRow]:
    """The last periods that were brought, the newest first, each with how many reports are in."""
    handed_in = sa.case((Report.state.in_(HANDED_IN), 1), else_=0)
    excused = sa.case((Report.state == ReportState.EXCUSED, 1), else_=0)
    same = (PeriodLock.duty_id == Report.duty_id) & (PeriodLock.period == Report.period)
    locks = same & PeriodLock.ended_at.is_(None)  # one at most
    rows = db.session.execute(
        sa.select(
            Report.period,
            sa.func.min(Report.window_first),
            sa.func.min(Report.window_last),
            sa.func.max(Report.due_on),
            sa.func.count(),
            sa.func.sum(handed_in),
            sa.func.sum(excused),
            sa.func.max(PeriodLock.id),
        )
        .outerjoin(PeriodLock, locks)
        .where(Report.duty_id == duty.id)
        .group_by(Report.period, Report.period_end)
        .order_by(Report.period_end.desc())
        .limit(MOST_PERIODS)
    )
    return [PeriodRow(*row) for row in rows]


def next_period(duty: ReportDuty, calendar: WorkCalendar, *, today: date) -> PeriodRow | None:
    """The period that comes, of a duty that goes on."""
    now = period_now(duty, today)
    last = Period.parse(duty.last_period).last_day if duty.last_period else None
    period = now.next if now in periods_begun(duty, today) else now
    once = duty.frequency is Frequency.ONCE and period is not now
    if duty.ended_on is not None or once or (last is not None and period.last_day > last):
        return None
    return PeriodRow(str(period), *window_of(period, duty.window), due_day(duty, period, calendar), 0, 0, 0)


def exemptions_of(duty: ReportDuty, *, unit_ids: Collection[int] | None = None) -> Sequence[Exemption]:
    """Who is exempt, by unit and period; of some units where told."""
    found = sa.select(Exemption).where(Exemption.duty_id == duty.id, Exemption.ended_at.is_(None))
    if unit_ids is not None:
        found = found.where(Exemption.unit_id.in_(unit_ids))
    return db.session.scalars(
        found.join(Unit, Unit.id == Exemption.unit_id)
        .order_by(Unit.sort_key, Exemption.period)
        .options(joinedload(Exemption.unit))
    ).all()

"""Duties to be changed, and what is to be expected of them."""

from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.office import queries as office
from tracker.office.models import Programme, Unit
from tracker.reports.models import DutyAddressee, Exemption, Report, ReportDuty
from tracker.reports.rules.moves import has_ended
from tracker.reports.rules.windows import periods_begun


def get_duty(duty_id: int) -> ReportDuty | None:
    """A duty with its programme, its document and whom it addresses."""
    return db.session.scalar(
        sa.select(ReportDuty)
        .where(ReportDuty.id == duty_id)
        .options(
            joinedload(ReportDuty.programme),
            joinedload(ReportDuty.document),
            joinedload(ReportDuty.through),
            selectinload(ReportDuty.addressees).options(
                joinedload(DutyAddressee.unit), joinedload(DutyAddressee.group)
            ),
        )
    )


def duties_of(document_id: int, name: str) -> Sequence[ReportDuty]:
    """The duties of that name that a document lays on units and that go on."""
    wanted = sa.select(ReportDuty).where(ReportDuty.document_id == document_id, ReportDuty.name == name)
    return db.session.scalars(wanted.where(ReportDuty.ended_on.is_(None)).order_by(ReportDuty.id)).all()


def get_exemption(exemption_id: int) -> Exemption | None:
    """An exemption with its unit and its duty."""
    return db.session.scalar(
        sa.select(Exemption)
        .where(Exemption.id == exemption_id)
        .options(joinedload(Exemption.unit), joinedload(Exemption.duty).joinedload(ReportDuty.programme))
    )


def duties_to_expect(*, on: date) -> Iterator[int]:
    """The duties of which a period has begun that was not brought yet; whoever is exempt from all is asked again."""
    going_on = sa.select(ReportDuty).join(Programme, Programme.id == ReportDuty.programme_id)
    duties = db.session.scalars(going_on.where(ReportDuty.ended_on.is_(None), Programme.ended_on.is_(None))).all()
    rows = db.session.execute(sa.select(Report.duty_id, Report.period).distinct())
    brought = {(duty_id, period) for duty_id, period in rows}
    for duty in duties:
        if any((duty.id, str(period)) not in brought for period in periods_begun(duty, on)):
            yield duty.id


def periods_brought(duty: ReportDuty) -> set[str]:
    """The periods for which some unit's report was expected."""
    return set(db.session.scalars(sa.select(Report.period).where(Report.duty_id == duty.id).distinct()))


def units_addressed(duty: ReportDuty, *, on: date) -> Sequence[Unit]:
    """Who owes a duty on a day: units, groups as they stand then, and for a unit that has ended whoever took over."""
    found: dict[int, Unit] = {}
    heirs: dict[int, tuple[int, ...]] | None = None
    for addressee in duty.addressees:
        if addressee.ended_on is not None:
            continue
        if addressee.group is not None:
            units = office.expand(addressee.group, programme_id=duty.programme_id, on=on)
        elif addressee.unit is not None and has_ended(addressee.unit, on):
            heirs = office.successors_of(on=on) if heirs is None else heirs
            units = [db.session.get_one(Unit, heir) for heir in heirs.get(addressee.unit.id, ())]
        else:
            units = [addressee.unit] if addressee.unit is not None else []
        found |= {unit.id: unit for unit in units if not has_ended(unit, on)}
    return list(found.values())


def exempt_units(duty: ReportDuty) -> set[tuple[int, str]]:
    """The units that need not report, with the period; "" stands for all to come."""
    rows = db.session.execute(
        sa.select(Exemption.unit_id, Exemption.period).where(Exemption.duty_id == duty.id, Exemption.ended_at.is_(None))
    )
    return {(unit_id, period) for unit_id, period in rows}

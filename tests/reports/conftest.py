"""Duties to report in the demo town, with their forms and what is expected of the units."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.town import OWN, Town
from tracker.core.db import db, transaction
from tracker.core.periods import Period
from tracker.office.models import Unit, UnitGroup
from tracker.reports import services
from tracker.reports.models import DueRule, Exemption, Frequency, ItemKind, Report, ReportDuty, ReportForm
from tracker.reports.rules.forms import Asked
from tracker.reports.services import DutyFacts

# One item of each kind that needs nothing else; their keys are k1, k2, k3 in this order.
ASKED = (
    Asked(kind=ItemKind.SECTION, title="Kết quả công tác"),
    Asked(kind=ItemKind.NUMBER, title="Buổi tuyên truyền", measure="buổi"),
    Asked(kind=ItemKind.PERCENT, title="Hộ thoát nghèo", measure="hộ thoát nghèo", required=False),
)


class Duties:
    """Builders over the services, as staff would act."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def duty(
        self,
        name: str = "Báo cáo công tác quý",
        *,
        units: Sequence[str | Unit] = (OWN,),
        group: str | UnitGroup | None = None,
        through: str | Unit | None = None,
        asked: Sequence[Asked] = ASKED,
        by: str = "staff",
        programme_id: int | None = None,
        **facts: Any,
    ) -> ReportDuty:
        """A duty with a form, owed each quarter from this one on unless told otherwise; its reports are expected.

        Due 5 working days after the figures close: for Q4/2026 (figures to 14/12) on 21/12/2026.
        """
        said = {"frequency": Frequency.QUARTERLY, "first_period": str(Period.of(self.town.quarter)), "due_days": 5}
        to: list[Unit | UnitGroup] = [self._unit(unit) for unit in units] if group is None else []
        if group is not None:
            to.append(self.town.group(group) if isinstance(group, str) else group)
        with transaction():
            return services.add_duty(
                DutyFacts(name=name, **said | facts),
                to,
                programme_id=programme_id or self.town.programme.id,
                through=self._unit(through) if through is not None else None,
                asked=asked,
                by=self.town.person(by),
                at=self.town.now,
            )

    def once(self, name: str = "Báo cáo sơ kết", *, due: date | None = None, **facts: Any) -> ReportDuty:
        """A duty owed once, for this quarter, on a day (tomorrow unless told otherwise; yesterday makes it late)."""
        due = due or self.town.today + timedelta(days=1)
        return self.duty(name, frequency=Frequency.ONCE, due_rule=DueRule.FIXED, due_days=0, due_on=due, **facts)

    def exempt(self, duty: ReportDuty, *, unit: str | Unit = OWN, period: str = "") -> Exemption:
        """A unit that need not report for a period, or for all to come."""
        said = {"words": "Có báo cáo riêng.", "by": self.town.person("staff"), "at": self.town.now}
        with transaction():
            return services.exempt(duty, self._unit(unit), period=period, **said)

    def ask(self, duty: ReportDuty, *items: Asked, seen: int = 1, from_period: str = "2026-Q4") -> ReportForm:
        """A further version of its form."""
        said = {"by": self.town.person("staff"), "at": self.town.now}
        with transaction():
            return services.edit_form(duty, items, from_period=from_period, seen=seen, **said)

    def reports(self, duty: ReportDuty) -> Sequence[Report]:
        """What is expected of it so far, by period and unit."""
        wanted = sa.select(Report).where(Report.duty_id == duty.id).order_by(Report.period_end, Report.unit_id)
        return db.session.scalars(wanted).all()

    def report(self, duty: ReportDuty | None = None, *, unit: str | Unit = OWN, **facts: Any) -> Report:
        """The newest report that a unit owes for a duty, or for a new one of its own."""
        duty = duty or self.duty(units=(unit,), **facts)
        unit_id = self._unit(unit).id
        return max((one for one in self.reports(duty) if one.unit_id == unit_id), key=lambda one: one.period_end)

    def _unit(self, unit: str | Unit) -> Unit:
        return self.town.unit(unit) if isinstance(unit, str) else unit


@pytest.fixture
def duties(town: Town) -> Duties:
    """Builders of duties and expected reports."""
    return Duties(town)

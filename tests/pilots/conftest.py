"""Pilots of the demo's units beside those that the demo has: registered, running, over."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from tests.town import OWN, Town
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.office.models import Programme, Unit
from tracker.pilots import services
from tracker.pilots.models import Effect, FundingSource, Pilot, PilotFunding, PilotReview
from tracker.pilots.services import PilotFacts

QUARTER = Quarter(2026, 3)
NAME = "Nuôi cá lồng trên lòng hồ"


class Pilots:
    """What units do with their pilots, as their officers do."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def register(
        self,
        name: str = NAME,
        *,
        unit: str | Unit = OWN,
        year: int = 2026,
        origin: Pilot | None = None,
        programme: Programme | None = None,
        by: str = "staff",
        **facts: Any,
    ) -> Pilot:
        """Registered, not running yet."""
        of = self.town.unit(unit) if isinstance(unit, str) else unit
        with transaction():
            return services.register_pilot(
                PilotFacts(name=name, **facts),
                programme=programme or self.town.programme,
                unit=of,
                year=year,
                origin=origin,
                by=self.town.person(by),
                at=self.town.now,
            )

    def run(self, pilot: Pilot | None = None, *, since: date = date(2026, 5, 4), **facts: Any) -> Pilot:
        """Running since a day."""
        pilot = pilot or self.register(began_on=since, **facts)
        with transaction():
            services.start_pilot(pilot, by=self.town.person("staff"), at=self.town.now)
        return pilot

    def end(self, pilot: Pilot, *, days_ago: int = 0) -> Pilot:
        """It ended."""
        at = self.town.now - timedelta(days=days_ago)
        with transaction():
            services.end_pilot(pilot, words="Thiếu nước.", by=self.town.person("staff"), at=at)
        return pilot

    def pay(self, pilot: Pilot, amount: int = 120_000_000, *, year: int = 2026) -> PilotFunding:
        """Money of the local budget."""
        with transaction():
            return services.add_funding(
                pilot,
                year=year,
                source=FundingSource.LOCAL_BUDGET,
                words="Cá giống",
                amount=Decimal(amount),
                by=self.town.person("staff"),
                at=self.town.now,
            )

    def review(
        self,
        pilot: Pilot,
        quarter: Quarter = QUARTER,
        effect: Effect = Effect.GOOD,
        *,
        words: str = "Cá lớn đều.",
    ) -> PilotReview:
        """Reviewed for the first time."""
        said = {"effect": effect, "words": words, "seen": 0}
        with transaction():
            return services.review_pilot(pilot, quarter, **said, by=self.town.person("staff"), at=self.town.now)

    def story(self, pilot: Pilot) -> list[str]:
        """The names of what happened, oldest first."""
        told = sa.select(AuditEvent.name).where(AuditEvent.story_type == "pilot", AuditEvent.story_id == pilot.id)
        return list(db.session.scalars(told.order_by(AuditEvent.id)))

    def newest(self) -> Pilot:
        """The last one that was registered."""
        db.session.expire_all()
        return db.session.scalars(sa.select(Pilot).order_by(Pilot.id.desc()).limit(1)).one()


@pytest.fixture
def pilots(town: Town) -> Pilots:
    """Builders of pilots."""
    return Pilots(town)

"""A further plan of this year, its targets, and what is done to them."""

from datetime import date
from decimal import Decimal

import pytest

from tests.town import Town
from tracker.core.db import db, transaction
from tracker.core.periods import Period
from tracker.plans import services
from tracker.plans.models import Amendment, Comparator, CountedBy, Plan, Target
from tracker.plans.rules import Figure
from tracker.plans.rules.checks import Share
from tracker.plans.services import Entry, TargetFacts
from tracker.plans.services.allocating import allocate

ONE, TWO = "Xã Đăk Tơ Mil", "Xã Kon Sơ Rai"  # officer2 and head2 act for the first
Q1, Q2, Q3 = (Period.parse(f"2026-Q{number}") for number in (1, 2, 3))


class Aims:
    """A plan in force since 5 January, with what a test needs of it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        document = town.new_document("07/KH-UBND", text="1. Trên 80,5% thôn có đèn.")
        with transaction():
            document.issued_on = date(2026, 1, 5)
            self.plan: Plan = services.add_plan(document, year=2026, by=self.staff, at=town.now)

    @property
    def staff(self):
        """Who runs the programme."""
        return self.town.person("staff")

    @staticmethod
    def facts(value: str = "65", **changes) -> TargetFacts:
        """ "At least 65 % of the poor households have a garden", or with changes."""
        known = {
            "text": "Hộ nghèo có vườn nhà",
            "comparator": Comparator.AT_LEAST,
            "value": Decimal(value),
            "measure": "%",
            "population": "hộ nghèo",
        }
        return TargetFacts(**known | changes)

    def target(self, value: str = "65", *, counted_by: CountedBy | None = None, **changes) -> Target:
        """A further target."""
        with transaction():
            facts = self.facts(value, counted_by=counted_by, **changes)
            return services.add_target(db.session.merge(self.plan), facts, by=self.staff, at=self.town.now)

    def share(self, target: Target, shares: dict[str, str | None], amendment: Amendment | None = None) -> None:
        """Share it out, by names of units."""
        told = {self.town.unit(name): Share(Decimal(value) if value else None) for name, value in shares.items()}
        with transaction():
            allocate(target, told, amendment=amendment, by=self.staff, at=self.town.now)

    def amend(self, target: Target, since: date, value: str = "70", *, reallocated: bool = False, **changes):
        """Change it from a day on."""
        with transaction():
            return services.amend_target(
                target,
                self.facts(value, **changes),
                since=since,
                words="Họp ngày 20/6",
                reallocated=reallocated,
                by=self.staff,
                at=self.town.now,
            )

    def measure(self, target: Target, period: Period, at=None, **figures: Figure | str) -> None:
        """Enter figures: of `one`, `two`, or `whole`."""
        units = {"one": ONE, "two": TWO}
        entries = [
            Entry(
                self.town.unit(units[who]) if who in units else None,
                figure if isinstance(figure, Figure) else Figure(Decimal(figure)),
            )
            for who, figure in figures.items()
        ]
        with transaction():
            services.measure_units(
                target, entries, period=period, seen=10**9, source="Báo cáo", by=self.staff, at=at or self.town.now
            )


@pytest.fixture
def aims(town) -> Aims:
    """The plan and its builders."""
    return Aims(town)

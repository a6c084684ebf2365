"""Compliance lists of the demo town's last quarter, and what is done with them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests.reports.conftest import Duties
from tests.town import OTHER, OWN, Town
from tracker.core.db import db, transaction
from tracker.core.periods import Period
from tracker.documents.accepting import Sent
from tracker.documents.queries import signers_of
from tracker.office.models import Programme
from tracker.reports.models import Report
from tracker.reports.rules.freezing import hash_of
from tracker.standing.models import Breach, ComplianceEntry, ComplianceList, ComplianceReply, Decision
from tracker.standing.rules.entries import Told, content_of
from tracker.standing.services import deciding, drafting

MONTH = "2026-M08"  # of which the demo itself knows nothing late: what stands against units is what a test makes


class Listing:
    """Builders over the services, as staff, heads and the chair would act."""

    def __init__(self, town: Town, programme: Programme | None = None) -> None:
        self.town = town
        self.programme = programme or town.programme

    def missing(self, *units: str, name: str = "Báo cáo tháng 8") -> list[Report]:
        """Reports that were due at the beginning of October, of August, and that these units have not handed in."""
        duties = Duties(self.town)
        due = self.town.today - timedelta(days=20)
        duty = duties.once(name, due=due, units=units, first_period=MONTH, programme_id=self.programme.id)
        return list(duties.reports(duty))

    def draft(self, period: str = MONTH, *, words: str = "", at: datetime | None = None) -> ComplianceList:
        """From the facts."""
        with transaction():
            return drafting.draft_list(self.programme, Period.parse(period), words=words, **self.by("staff", at))

    def drafted(self, *units: str) -> ComplianceList:
        """A draft with a report that each of these units owes: of the own and another unit, where none is named."""
        self.missing(*(units or (OWN, OTHER)))
        return self.draft()

    def sent(self, *units: str, days: int = 7) -> ComplianceList:
        """The same, sent to them."""
        return self.send(self.drafted(*units), days=days)

    def send(self, made: ComplianceList, *, days: int = 7, at: datetime | None = None) -> ComplianceList:
        """Replies until so many days after today."""
        day = (at or self.town.now).date() + timedelta(days=days)
        with transaction():
            deciding.send_list(made, reply_by=day, **self.by("staff", at))
        return made

    def entry(self, made: ComplianceList, unit: str = OWN) -> ComplianceEntry:
        """What it tells of a unit first."""
        db.session.rollback()
        of = (ComplianceEntry.list_id == made.id) & (ComplianceEntry.unit_id == self.town.unit(unit).id)
        return db.session.scalars(sa.select(ComplianceEntry).where(of).order_by(ComplianceEntry.id)).first()  # type: ignore[return-value]

    def reply(
        self,
        entry: ComplianceEntry,
        words: str = "Mất điện hai ngày.",
        *,
        files: Sequence[Sent] = (),
        by: str = "head",
        at: datetime | None = None,
    ) -> ComplianceReply:
        """As the unit's head."""
        with transaction():
            return deciding.reply_to_entry(entry, words=words, files=files, **self.by(by, at))

    def decide(self, entry: ComplianceEntry, decision: Decision, words: str = "", at: datetime | None = None) -> None:
        """As staff."""
        with transaction():
            deciding.decide_entry(entry, decision, words=words, seen=entry.version, **self.by("staff", at))

    def lock(self, made: ComplianceList, *, at: datetime | None = None) -> ComplianceList:
        """As the chair, of what is there now."""
        with transaction():
            stamp = hash_of(content_of(made))
            signer = next(iter(signers_of(made.programme_id)), None)
            deciding.lock_list(made, stamp=stamp, signer=signer, **self.by("chair", at))
        return made

    def locked(self, *units: str) -> ComplianceList:
        """A list on which all stays, after all had the time to reply; locked ten days from now."""
        made, later = self.sent(*units), self.town.now + timedelta(days=10)
        for entry in list(made.entries):
            self.decide(entry, Decision.KEPT, at=later)
        return self.lock(made, at=later)

    def by_hand(self, made: ComplianceList, unit: str = OWN, title: str = "Không dự họp giao ban") -> ComplianceEntry:
        """What no record tells."""
        found = self.town.unit(unit)
        told = Told(
            unit_id=found.id,
            unit_name=found.name,
            breach=Breach.PART_OVERDUE,
            title=title,
            due_on=date(2026, 9, 30),
            done_on=None,
            days_late=20,
        )
        with transaction():
            return drafting.add_entry(made, told, **self.by("staff"))

    def by(self, who: str, at: datetime | None = None) -> dict[str, Any]:
        """Who acts, and when."""
        return {"by": self.town.person(who), "at": at or self.town.now}

"""A duty to report that is accepted: laid on the units, or a further period of one that the same document laid."""

from datetime import datetime
from typing import Any

from tracker.core.db import Base
from tracker.intake.duties import duty_proposed, follows
from tracker.intake.matching import Names
from tracker.intake.models import IntakeItem
from tracker.intake.rules import UnitsNotChosen
from tracker.office.models import Person, Unit, UnitGroup
from tracker.office.queries import get_unit
from tracker.reports import queries, services
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed


def lay_duty(item: IntakeItem, addressed: list[Addressed], names: Names, *, by: Person, at: datetime) -> Base:
    """What a plan says quarter by quarter becomes one duty of all of them, so that each report follows the last.

    Raises NeedsQuarter, UnitsNotChosen, and what `reports.services.add_duty` raises.
    """
    document = item.intake.document
    notice_of = document.issued_on or at.date() if item.intake.kind == "notice" else None
    facts = duty_proposed(item.proposal, notice_of=notice_of, span=(item.start, item.end))
    named = [(one.group, one.unit) for one in addressed if one.part in (Part.LEAD, Part.IMPLEMENT)]
    to: list[Unit | UnitGroup] = [one for pair in named for one in pair if one is not None]
    through = _through(item.proposal, names)
    for duty in queries.duties_of(document.id, facts.name):
        same_way = (duty.receiver, duty.through) == (facts.receiver, through)
        if same_way and _same(to, duty) and follows(facts, first=duty.first_period, last=duty.last_period):
            services.extend_duty(duty, facts, by=by, at=at)
            return duty
    programme_id = item.intake.programme_id
    return services.add_duty(facts, to, programme_id=programme_id, through=through, document=document, by=by, at=at)


def _same(to: list[Unit | UnitGroup], duty: Any) -> bool:
    held = {one.group or one.unit for one in duty.addressees if one.ended_on is None}
    return held == set(to)


def _through(proposal: dict[str, Any], names: Names) -> Unit | None:
    """The unit that it goes through: as staff chose it, else as the document prints it."""
    chosen = proposal.get("through_unit")
    if chosen is None and proposal["through"]:
        named = names.find(proposal["through"])
        if named is None or named.unit_id is None:
            raise UnitsNotChosen(names=f"“{proposal['through']}”")
        return get_unit(named.unit_id)
    return get_unit(int(chosen)) if chosen else None

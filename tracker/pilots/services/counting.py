"""The target "at least one per commune" counts itself: pilots hand the figures to the room of plans."""

from collections.abc import Mapping
from datetime import date, datetime

from tracker.core import clock
from tracker.core.db import hold
from tracker.office.models import Unit, UnitKind
from tracker.office.queries import members_of
from tracker.pilots import queries
from tracker.plans.models import CountedBy
from tracker.plans.services import record_count


def recount(programme_id: int, year: int, *, at: datetime) -> None:
    """Count the pilots of a year anew for the targets that they answer; what has not changed is not written again."""
    plan = queries.counted_plan(programme_id, year)
    if plan is None:
        return
    hold(plan)  # two who count at once would both write
    record_count(programme_id, year, CountedBy.PILOTS, counts(programme_id, year, on=clock.local(at).date()), at=at)


def counts(programme_id: int, year: int, *, on: date) -> Mapping[Unit | None, int]:
    """How many are registered or running, of every commune of the programme and of whoever else has some; None: all."""
    found: dict[Unit | None, int] = {
        unit: 0 for unit in members_of(programme_id, on=on) if unit.kind is UnitKind.COMMUNE
    }
    having = queries.open_pilots_by_unit(programme_id, year)
    return found | having | {None: sum(having.values())}

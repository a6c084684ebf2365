"""When units end, their pilots that are registered or running go on under whoever takes over; the rest is the past."""

from datetime import datetime

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import db
from tracker.core.errors import check_move
from tracker.office.models import Person
from tracker.office.services.handing_over import Takeover
from tracker.pilots import labels
from tracker.pilots.models import Pilot, PilotState
from tracker.pilots.rules import MOVES, OPEN
from tracker.pilots.services.counting import recount
from tracker.pilots.services.pilots import folded_of


def hand_over(takeover: Takeover, *, by: Person | None, at: datetime) -> int:
    """Give the open pilots of units that end to the main one of those that take over; without one they end too.

    Years, money and reviews stay with their pilot. Returns how many there were.
    """
    wanted = (
        sa.select(Pilot)
        .where(Pilot.unit_id.in_(takeover.former_ids), Pilot.state.in_(OPEN))
        .order_by(Pilot.id)
        .with_for_update(of=Pilot)
        .execution_options(populate_existing=True)
    )
    pilots = db.session.scalars(wanted).all()
    former = {unit.id: unit.name for unit in takeover.former}
    for pilot in pilots:
        unit = former[pilot.unit_id]
        if takeover.successors:
            pilot.unit = takeover.main
            pilot.folded = folded_of(pilot)
            to = takeover.main.name
            audit.record("pilot.moved", subject=pilot, by=by, at=at, former=unit, unit=to, day=takeover.on)
        else:
            check_move(MOVES, pilot.state, PilotState.ENDED, labels.STATE)
            pilot.state, pilot.ended_on = PilotState.ENDED, takeover.eve
            audit.record("pilot.ended_with_unit", subject=pilot, by=by, at=at, unit=unit, day=takeover.on)
    db.session.flush()
    for programme_id, year in sorted({(pilot.programme_id, known.year) for pilot in pilots for known in pilot.years}):
        recount(programme_id, year, at=at)
    return len(pilots)

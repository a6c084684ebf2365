"""What the tracker knows of a unit in a report's period, so that no report asks for it: progress, targets, pilots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Period, Quarter
from tracker.office.models import Person, Unit
from tracker.pilots.models import Effect, Pilot, PilotReview, PilotState
from tracker.pilots.rules import OPEN
from tracker.plans.queries.series import Measured
from tracker.plans.queries.targets import TargetRow, target_rows
from tracker.plans.rules import is_reached
from tracker.reports.models import Report
from tracker.tasks.models import Assignment, State, Task, TaskState
from tracker.tasks.queries import WorkRow, reckoning
from tracker.tasks.queries.work import read, shown

MOST_PARTS = 60  # shown beside a report; a unit has a dozen in a quarter
_STANDING = (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.ACCEPTED, State.RETURNED)


@dataclass(frozen=True, slots=True)
class KnownPilot:
    """A pilot of the unit in the period; `effect` is None where the quarter has no review yet."""

    id: int
    name: str
    effect: Effect | None
    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is shown beside a report. `ahead` are the parts of the quarter that follows."""

    quarter: Quarter
    parts: Sequence[WorkRow] = ()
    ahead: Sequence[WorkRow] = ()
    targets: Sequence[TargetRow] = ()
    pilots: Sequence[KnownPilot] = ()
    period: Period | None = None

    def measured(self, target: TargetRow) -> Measured | None:
        """The last figure of a target whose period ended within the report's."""
        if self.period is None:
            return None
        first, last = self.period.first_day, self.period.last_day
        found = [one for one in target.series.by_period.values() if first <= one.period.last_day <= last]
        return found[-1] if found else None

    def reached(self, target: TargetRow) -> bool | None:
        """Whether the period's figure reaches what is demanded of the unit; None without a figure."""
        measured = self.measured(target)
        if measured is None or target.demanded is None:
            return None
        return is_reached(target.comparator, target.demanded, measured.figure.value)


def facts_of(report: Report, person: Person, *, today: date) -> Facts:
    """All that is known of the unit in the report's period, as its own people may read it."""
    period = Period.parse(report.period)
    last = Quarter.of(period.last_day)
    parts = _parts(report, Quarter.of(period.first_day), last.next, today=today)
    programme_id = report.duty.programme_id
    targets = target_rows(
        person, programme_id=programme_id, on=min(today, period.last_day), year=period.year, unit_id=report.unit_id
    )
    return Facts(
        quarter=last,
        parts=[part for part in parts if part.quarter <= last],
        ahead=[part for part in parts if part.quarter > last],
        targets=[one for one in targets if one.demanded is not None],
        pilots=_pilots(report, last),
        period=period,
    )


def _parts(report: Report, first: Quarter, last: Quarter, *, today: date) -> list[WorkRow]:
    query = (
        shown(Unit.name)
        .where(
            Assignment.unit_id == report.unit_id,
            Assignment.programme_id == report.duty.programme_id,
            Assignment.quarter.between(first, last),
            Assignment.state.in_(_STANDING),
            Task.state.in_((TaskState.ACTIVE, TaskState.DONE)),
        )
        .order_by(Assignment.quarter, Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)
        .limit(MOST_PARTS)
    )
    return read(db.session.execute(query), reckoning(today))


def _pilots(report: Report, quarter: Quarter) -> list[KnownPilot]:
    """The unit's pilots that were open in the quarter."""
    of_quarter = (PilotReview.pilot_id == Pilot.id) & (PilotReview.quarter == quarter)
    rows = db.session.execute(
        sa.select(Pilot.id, Pilot.name, PilotReview.effect, sa.func.coalesce(PilotReview.words, ""))
        .outerjoin(PilotReview, of_quarter)
        .where(
            Pilot.unit_id == report.unit_id,
            Pilot.programme_id == report.duty.programme_id,
            Pilot.state.in_(OPEN) | (Pilot.ended_on >= quarter.first_day),
            Pilot.state != PilotState.REGISTERED,
            Pilot.began_on.is_(None) | (Pilot.began_on <= quarter.last_day),
        )
        .order_by(Pilot.folded, Pilot.id)
    )
    return [KnownPilot(*row) for row in rows]

"""How many pilots units have: what a target counts, and the figures above the lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.office.models import Programme, ProgrammeMember, Unit, UnitKind
from tracker.office.queries import exists_on
from tracker.pilots.models import FundingSource, Pilot, PilotFunding, PilotReview, PilotState, PilotYear
from tracker.pilots.rules import OPEN
from tracker.plans.models import CountedBy, Plan, Target


def counted_years() -> Sequence[tuple[int, int]]:
    """Programme and year, wherever a target that holds is counted by pilots."""
    rows = db.session.execute(
        sa.select(Plan.programme_id, Plan.year)
        .join(Target, Target.plan_id == Plan.id)
        .join(Programme, Programme.id == Plan.programme_id)
        .where(Target.counted_by == CountedBy.PILOTS, Target.ended_on.is_(None), Programme.ended_on.is_(None))
        .distinct()
        .order_by(Plan.programme_id, Plan.year)
    )
    return [(programme_id, year) for programme_id, year in rows]


def counted_plan(programme_id: int, year: int) -> Plan | None:
    """The plan of a year that has such a target."""
    counted = sa.exists().where(
        Target.plan_id == Plan.id, Target.counted_by == CountedBy.PILOTS, Target.ended_on.is_(None)
    )
    of_year = (Plan.programme_id == programme_id) & (Plan.year == year)
    return db.session.scalar(sa.select(Plan).where(of_year, counted).order_by(Plan.id).limit(1))


def open_pilots_by_unit(programme_id: int, year: int) -> dict[Unit, int]:
    """How many pilots of a year are registered or running, of each unit that has some."""
    of_year = (Pilot.programme_id == programme_id) & (PilotYear.year == year) & Pilot.state.in_(OPEN)
    number = (
        sa.select(Pilot.unit_id, sa.func.count().label("number"))
        .join(PilotYear, PilotYear.pilot_id == Pilot.id)
        .where(of_year)
        .group_by(Pilot.unit_id)
        .subquery()
    )
    rows = db.session.execute(sa.select(Unit, number.c.number).join(number, number.c.unit_id == Unit.id))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit's pilots of a year. `owes`: a commune that takes part today; it should have one. Money of them all."""

    id: int
    name: str
    owes: bool
    states: Mapping[PilotState, int]
    households: int
    unreviewed: int
    money: Mapping[FundingSource, Decimal]

    @property
    def open(self) -> int:
        """Registered or running."""
        return sum(self.states[state] for state in OPEN)


def unit_summaries(programme_id: int, year: int, quarter: Quarter, *, today: date) -> list[UnitSummary]:
    """Every unit that takes part in a programme or has a pilot in it, by name."""
    of_year = (PilotYear.pilot_id == Pilot.id) & (PilotYear.year == year)
    is_open = Pilot.state.in_(OPEN)
    pilots = (
        sa.select(
            Pilot.unit_id,
            *(_number(PilotYear.id.is_not(None) & (Pilot.state == state)).label(f"n_{state}") for state in PilotState),
            sa.func.sum(sa.case((PilotYear.id.is_not(None) & is_open, Pilot.households), else_=0)).label("households"),
            _number(PilotYear.id.is_not(None) & lacks_review(quarter)).label("unreviewed"),
        )
        .outerjoin(PilotYear, of_year)
        .where(Pilot.programme_id == programme_id)
        .group_by(Pilot.unit_id)
        .subquery()
    )
    money = (
        sa.select(
            Pilot.unit_id,
            *(
                sa.func.sum(sa.case((PilotFunding.source == source, PilotFunding.amount), else_=0)).label(f"m_{source}")
                for source in FundingSource
            ),
        )
        .join(Pilot, Pilot.id == PilotFunding.pilot_id)
        .where(Pilot.programme_id == programme_id, PilotFunding.year == year, PilotFunding.ended_at.is_(None))
        .group_by(Pilot.unit_id)
        .subquery()
    )
    belongs = sa.exists().where(ProgrammeMember.unit_id == Unit.id, ProgrammeMember.programme_id == programme_id)
    owes = belongs & exists_on(today) & (Unit.kind == UnitKind.COMMUNE)
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name, owes.label("owes"), *pilots.c, *money.c)
        .outerjoin(pilots, pilots.c.unit_id == Unit.id)
        .outerjoin(money, money.c.unit_id == Unit.id)
        .where((belongs & exists_on(today)) | pilots.c.unit_id.is_not(None))
        .order_by(Unit.sort_key, Unit.id)
    )
    return [_summary(row._mapping) for row in rows]


def _number(which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((which, 1), else_=0))


def _summary(row: Mapping[Any, Any]) -> UnitSummary:
    return UnitSummary(
        row["id"],
        row["name"],
        bool(row["owes"]),
        {state: int(row[f"n_{state}"] or 0) for state in PilotState},
        int(row["households"] or 0),
        int(row["unreviewed"] or 0),
        {source: Decimal(amount) for source in FundingSource if (amount := row[f"m_{source}"])},
    )


def lacks_review(quarter: Quarter) -> sa.ColumnElement[bool]:
    """Pilots that run, began by the end of the quarter, and have no review of it."""
    reviewed = sa.exists().where(PilotReview.pilot_id == Pilot.id, PilotReview.quarter == quarter)
    began = sa.or_(Pilot.began_on.is_(None), Pilot.began_on <= quarter.last_day)
    return (Pilot.state == PilotState.RUNNING) & began & ~reviewed

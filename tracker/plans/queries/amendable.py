"""The targets that a document may change: those of a programme's plans, as they stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.plans.models import Amendment, Plan, Target
from tracker.plans.rules import in_force


@dataclass(frozen=True, slots=True)
class Amendable:
    """A target that goes on, and what it demands."""

    target: Target
    terms: Target | Amendment

    @property
    def texts(self) -> tuple[str, str]:
        """How it was worded when it was set, and how it is now."""
        return self.target.text, self.terms.text


def targets_to_amend(programme_id: int, *, on: date) -> list[Amendable]:
    """Those that have not ended, the newest plan's first."""
    targets = db.session.scalars(
        sa.select(Target)
        .join(Plan, Plan.id == Target.plan_id)
        .where(Plan.programme_id == programme_id, sa.or_(Target.ended_on.is_(None), Target.ended_on > on))
        .order_by(Plan.year.desc(), Plan.id.desc(), Target.position)
        .options(joinedload(Target.plan), selectinload(Target.amendments))
    )
    return [Amendable(target, in_force(target, on)) for target in targets]


def plans_of(programme_id: int) -> Sequence[tuple[int, int]]:
    """Number and year of each plan of a programme, newest first."""
    rows = db.session.execute(
        sa.select(Plan.id, Plan.year)
        .where(Plan.programme_id == programme_id)
        .order_by(Plan.year.desc(), Plan.id.desc())
    )
    return [(row.id, row.year) for row in rows]

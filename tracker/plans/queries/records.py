"""Targets and amendments as records, with what their pages and rules need."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.plans.models import Amendment, Plan, Target


def get_target(target_id: int) -> Target | None:
    """A target with its plan's document and programme, and its amendments with their documents."""
    plan = joinedload(Target.plan)
    options = (
        plan.joinedload(Plan.document),
        plan.joinedload(Plan.programme),
        selectinload(Target.amendments).joinedload(Amendment.document),
    )
    return db.session.scalar(sa.select(Target).where(Target.id == target_id).options(*options))


def get_amendment(amendment_id: int) -> Amendment | None:
    """An amendment with its document, and its target with all that `get_target` brings."""
    target = joinedload(Amendment.target)
    plan = target.joinedload(Target.plan)
    options = (
        joinedload(Amendment.document),
        plan.joinedload(Plan.document),
        plan.joinedload(Plan.programme),
        target.selectinload(Target.amendments).joinedload(Amendment.document),
    )
    return db.session.scalar(sa.select(Amendment).where(Amendment.id == amendment_id).options(*options))

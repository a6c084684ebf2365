"""Whom conclusions address, by name, for lists."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.meetings.models import Addressee, Conclusion, Meeting
from tracker.office.models import Unit, UnitGroup
from tracker.office.queries import short_name_on


def addressed_by(conclusion_ids: Collection[int]) -> dict[int, list[str]]:
    """The groups, and the units by their short names of the meeting's day, that conclusions address; one question."""
    rows = db.session.execute(
        sa.select(Addressee.conclusion_id, sa.func.coalesce(UnitGroup.name, _unit_then()))
        .join(Conclusion, Conclusion.id == Addressee.conclusion_id)
        .join(Meeting, Meeting.id == Conclusion.meeting_id)
        .outerjoin(Unit, Unit.id == Addressee.unit_id)
        .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
        .where(Addressee.conclusion_id.in_(conclusion_ids), ~Addressee.ended)
        .order_by(Addressee.id)
    )
    found: dict[int, list[str]] = {}
    for number, name in rows:
        found.setdefault(number, []).append(name)
    return found


def addressed_names() -> sa.ScalarSelect[str]:
    """The same of a row's conclusion, joined with its meeting: their names in one text."""
    names = (
        sa.select(sa.func.coalesce(UnitGroup.name, _unit_then()).label("name"))
        .select_from(Addressee)
        .outerjoin(Unit, Unit.id == Addressee.unit_id)
        .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
        .where(Addressee.conclusion_id == Conclusion.id, ~Addressee.ended)
        .order_by(Addressee.id)
        .correlate(Conclusion, Meeting)
        .subquery()
    )
    return sa.select(sa.func.coalesce(sa.func.aggregate_strings(names.c.name, ", "), "")).scalar_subquery()


def _unit_then() -> Any:
    """A unit's short name of the meeting's day, where that is known."""
    then: Any = Meeting.held_on
    return sa.case((then.is_not(None), short_name_on(then)), else_=Unit.short_name)

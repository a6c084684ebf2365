"""Reading units."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.core.db import db
from tracker.core.folding import vietnamese_key
from tracker.core.paging import at_most
from tracker.office.models import Unit, UnitKind, UnitName


def get_unit(unit_id: int) -> Unit | None:
    """The unit of that number."""
    return db.session.get(Unit, unit_id)


def existing_units(*, on: date) -> Sequence[Unit]:
    """All units that exist on a day, by kind and name."""
    return db.session.scalars(sa.select(Unit).where(exists_on(on)).order_by(by_kind(), Unit.sort_key)).all()


def by_kind() -> sa.Case[int]:
    """Units in the order in which an office lists them: committees, departments, communes, and so on."""
    return sa.case({kind.value: place for place, kind in enumerate(UnitKind)}, value=sa.cast(Unit.kind, sa.String))


def name_on(day: date | sa.ColumnElement[date], unit: type[Unit] = Unit) -> sa.ColumnElement[str]:
    """What a unit was called on a day, as a value of a row; where that is not known, its name now.

    `day` may be a column of the row (`name_on(Task.due_on)`), `unit` an alias.
    """
    return sa.func.coalesce(_official(UnitName.name, day, unit), unit.name)


def short_name_on(day: date | sa.ColumnElement[date], unit: type[Unit] = Unit) -> sa.ColumnElement[str]:
    """The same for its short name."""
    return sa.func.coalesce(sa.func.nullif(_official(UnitName.short_name, day, unit), ""), unit.short_name)


def _official(what: Any, day: date | sa.ColumnElement[date], unit: type[Unit]) -> Any:
    return (
        sa.select(what)
        .where(
            UnitName.unit_id == unit.id,
            UnitName.official,
            sa.or_(UnitName.valid_from.is_(None), UnitName.valid_from <= day),
            sa.or_(UnitName.valid_to.is_(None), UnitName.valid_to >= day),
        )
        .order_by(UnitName.valid_from.desc().nulls_last(), UnitName.id.desc())
        .limit(at_most(1))
        .correlate_except(UnitName)
        .scalar_subquery()
    )


def exists_on(on: date | sa.ColumnElement[date]) -> sa.ColumnElement[bool]:
    """Units that exist on that day, as a condition."""
    begun = sa.or_(Unit.began_on.is_(None), Unit.began_on <= on)
    return begun & sa.or_(Unit.ended_on.is_(None), Unit.ended_on > on)


def units_with_names(*, on: date) -> Sequence[Unit]:
    """All units that exist on a day, with all that they are and were called."""
    return db.session.scalars(
        sa.select(Unit).where(exists_on(on)).options(selectinload(Unit.names)).order_by(by_kind(), Unit.sort_key)
    ).all()


def parents() -> dict[int, int | None]:
    """Under which unit each unit stands."""
    return {row.id: row.parent_id for row in db.session.execute(sa.select(Unit.id, Unit.parent_id))}


def sibling_called(name: str, *, parent_id: int | None, but: int | None, on: date) -> bool:
    """Whether a unit of that name, capitals aside, exists on a day under that one; `but` does not count."""
    found = sa.select(Unit.id).where(
        Unit.sort_key == vietnamese_key(name), Unit.parent_id.is_not_distinct_from(parent_id), exists_on(on)
    )
    return db.session.scalar(found.where(Unit.id.is_distinct_from(but)).limit(1)) is not None

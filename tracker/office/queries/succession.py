"""Units that have ended: who took over from them, and by which names they were known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.office.models import ProgrammeMember, Unit, UnitName, UnitSuccession
from tracker.office.naming import NameBook


@dataclass(frozen=True, slots=True)
class FormerUnits:
    """Units that are no more on a day: their names, and who does their work then.

    `heirs` follows chains to units that exist; a unit from which nobody took over has none.
    """

    names: Mapping[int, str]
    book: NameBook
    heirs: Mapping[int, tuple[int, ...]]


def former_units(*, on: date, programme_id: int) -> FormerUnits:
    """The units of a programme that had ended by a day."""
    members = sa.select(ProgrammeMember.unit_id).where(ProgrammeMember.programme_id == programme_id)
    ended = (Unit.ended_on <= on) & Unit.id.in_(members)
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name, UnitName.name)
        .join(UnitName, UnitName.unit_id == Unit.id)
        .where(ended)
        .order_by(Unit.ended_on.desc(), Unit.id)
    ).all()
    names = {unit_id: name for unit_id, name, _ in rows}
    heirs = successors_of(on=on) if names else {}
    return FormerUnits(names, NameBook([(unit_id, called) for unit_id, _, called in rows], []), heirs)


def successors_of(*, on: date) -> dict[int, tuple[int, ...]]:
    """Every unit that had ended by a day, and the units that have taken over from it and exist."""
    rows = db.session.execute(
        sa.select(UnitSuccession.former_id, UnitSuccession.successor_id)
        .where(UnitSuccession.since <= on)
        .order_by(UnitSuccession.former_id, UnitSuccession.successor_id)
    )
    taken_over_by: dict[int, list[int]] = {}
    for former_id, successor_id in rows:
        taken_over_by.setdefault(former_id, []).append(successor_id)

    def heirs(unit_id: int) -> list[int]:
        if unit_id not in taken_over_by:
            return [unit_id]
        return [heir for successor in taken_over_by[unit_id] for heir in heirs(successor)]

    return {former_id: tuple(dict.fromkeys(heirs(former_id))) for former_id in taken_over_by}

"""What is decided about units ahead of its day."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.office.models import Person, Unit


class ChangeKind(StrEnum):
    """What happens to units."""

    MERGE = "merge"  # many become one
    SPLIT = "split"  # one becomes many
    RENAME = "rename"
    END = "end"


class ChangeState(StrEnum):
    """States of a change; moves in `rules.MOVES`."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class UnitChange(Base, Versioned):
    """One decided change of units, carried out on its day. `choices` hold what was chosen in the preview.

    `new_units` are the successors: {"name", "short_name", "kind", "parent_id"}, and "id" where there is the unit
    already. `refusal` is why it could not be carried out on its day: {"message", "parameters"}, to be told in each
    reader's language.
    """

    __tablename__ = "unit_change"
    __table_args__ = (sa.Index(None, "state", "takes_effect_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ChangeKind] = mapped_column(word(ChangeKind))
    takes_effect_on: Mapped[date]
    state: Mapped[ChangeState] = mapped_column(word(ChangeState), default=ChangeState.PLANNED)
    legal_basis: Mapped[str] = mapped_column(sa.String(300), default="")
    new_units: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    choices: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusal: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, server_default="{}")

    units: Mapped[list[Unit]] = relationship(secondary="changed_unit", order_by="Unit.id")
    decided_by: Mapped[Person | None] = relationship()


class ChangedUnit(Base):
    """A unit to which a planned or done change happens."""

    __tablename__ = "changed_unit"

    change_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_change.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True, index=True)

"""Days that differ from an ordinary week."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, Versioned, word


class DayKind(StrEnum):
    """Why a day differs."""

    HOLIDAY = "holiday"
    MAKE_UP = "make_up"  # a day off for a holiday that fell on a weekend
    SWAPPED_OFF = "swapped_off"  # a day off against a Saturday worked
    WORKED = "worked"  # the Saturday worked for it
    ORDINARY = "ordinary"  # as any other after all: what had been entered counts no more


class SpecialDay(Base, Versioned):
    """One day that is off on a weekday, or worked on a weekend. `note` says which document orders it.

    `swapped_with` is the other day of a swap: of a day off the one that is worked for it, and the other way round.
    """

    __tablename__ = "special_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(word(DayKind))
    name: Mapped[str] = mapped_column(sa.String(120))
    note: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
    swapped_with: Mapped[date | None]

    @property
    def id(self) -> int:
        """The day as a number, by which addresses and the trail know it: 20260902."""
        return number_of(self.day)


def number_of(day: date) -> int:
    """20260902 of the 2nd of September 2026."""
    return day.year * 10_000 + day.month * 100 + day.day

"""Days that differ from an ordinary week."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, word


class DayKind(StrEnum):
    """Why a day differs."""

    HOLIDAY = "holiday"
    MAKE_UP = "make_up"  # a day off for a holiday that fell on a weekend
    SWAPPED_OFF = "swapped_off"  # a day off against a Saturday worked
    WORKED = "worked"  # the Saturday worked for it


class SpecialDay(Base):
    """One day that is off on a weekday, or worked on a weekend."""

    __tablename__ = "special_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(word(DayKind))
    name: Mapped[str] = mapped_column(sa.String(120))

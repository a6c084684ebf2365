"""Where meetings are held, and the series in which they come round."""

from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, Versioned
from tracker.office.models import Programme, Unit, UnitGroup


class Venue(Base, Versioned):
    """A place where meetings are held, as plans name it; `host` is the unit whose place it is."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(300), unique=True)
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    seats: Mapped[int | None]
    host_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    ended_on: Mapped[date | None]

    host: Mapped[Unit | None] = relationship()


class MeetingSeries(Base, Versioned):
    """A programme's quarterly meetings, which units of `hosts` hold in turn.

    The day that is proposed is the last working day but `days_before_end` of each quarter.
    """

    __tablename__ = "meeting_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    hosts_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_group.id"))
    starts_at: Mapped[time]
    days_before_end: Mapped[int]
    ended_on: Mapped[date | None]

    programme: Mapped[Programme] = relationship()
    hosts: Mapped[UnitGroup | None] = relationship()

"""Pilot models (mô hình), their years, their money and their reviews."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, QuarterColumn, UtcDateTime, Versioned, word
from tracker.core.periods import Quarter
from tracker.office.models import Programme, Unit


class PilotState(StrEnum):
    """States of a pilot; moves in `rules.MOVES`."""

    REGISTERED = "registered"
    RUNNING = "running"
    CONVERTED = "converted"  # carried on in another form: the new pilot names it as its origin
    ENDED = "ended"


class Registration(StrEnum):
    """As what a unit registers a pilot for a year."""

    NEW = "new"  # xây dựng mới
    MAINTAINED = "maintained"  # duy trì
    REPLICATED = "replicated"  # nhân rộng từ mô hình khác


class FundingSource(StrEnum):
    """Where money comes from; most pilots mix several."""

    POVERTY_PROGRAMME = "poverty_programme"  # CTMTQG giảm nghèo bền vững
    RURAL_PROGRAMME = "rural_programme"  # CTMTQG xây dựng nông thôn mới
    ETHNIC_PROGRAMME = "ethnic_programme"  # CTMTQG phát triển vùng đồng bào DTTS và miền núi
    LOCAL_BUDGET = "local_budget"
    POLICY_BANK = "policy_bank"  # vốn vay ưu đãi
    HOUSEHOLDS = "households"  # vốn đối ứng của hộ
    DONATIONS = "donations"  # xã hội hóa
    OTHER = "other"


class Effect(StrEnum):
    """How well a pilot works, as a review finds."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Pilot(Base, Versioned):
    """A pilot model of one unit. `origin` is the one that it was replicated or converted from."""

    __tablename__ = "pilot"
    __table_args__ = (sa.Index(None, "programme_id", "unit_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    origin_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pilot.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(300))
    folded: Mapped[str] = mapped_column(sa.Text, default="")
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    description: Mapped[str] = mapped_column(sa.Text, default="")
    households: Mapped[int | None]
    state: Mapped[PilotState] = mapped_column(word(PilotState), default=PilotState.REGISTERED)
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_words: Mapped[str] = mapped_column(sa.Text, default="")

    programme: Mapped[Programme] = relationship()
    unit: Mapped[Unit] = relationship()
    origin: Mapped["Pilot | None"] = relationship(remote_side=[id])
    years: Mapped[list["PilotYear"]] = relationship(back_populates="pilot", order_by="PilotYear.year")


class PilotYear(Base):
    """A pilot as its unit registered it for one year."""

    __tablename__ = "pilot_year"
    __table_args__ = (sa.UniqueConstraint("pilot_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(sa.ForeignKey("pilot.id"))
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[Registration] = mapped_column(word(Registration))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    pilot: Mapped[Pilot] = relationship(back_populates="years")


class PilotFunding(Base, Versioned):
    """Money for a pilot in a year, in đồng, from one source. Ended, it counts no more."""

    __tablename__ = "pilot_funding"

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(sa.ForeignKey("pilot.id"), index=True)
    year: Mapped[int]
    source: Mapped[FundingSource] = mapped_column(word(FundingSource))
    words: Mapped[str] = mapped_column(sa.String(200), default="")
    amount: Mapped[Decimal] = mapped_column(sa.Numeric(16, 0))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    pilot: Mapped[Pilot] = relationship()


class PilotReview(Base, Versioned):
    """What a quarter's review found of a pilot: its effect, in a word and in words."""

    __tablename__ = "pilot_review"
    __table_args__ = (sa.UniqueConstraint("pilot_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(sa.ForeignKey("pilot.id"))
    quarter: Mapped[Quarter] = mapped_column(QuarterColumn)
    effect: Mapped[Effect] = mapped_column(word(Effect))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    pilot: Mapped[Pilot] = relationship()

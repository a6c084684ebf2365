"""Plans and targets: what is aimed at, how it is shared out, how it was changed, and what was measured."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import Document
from tracker.office.models import Programme, Unit


class Comparator(StrEnum):
    """How a figure is to be compared with the target's value."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"


class CountedBy(StrEnum):
    """A room that counts what a target measures, so that nobody types it."""

    PILOTS = "pilots"


class Plan(Base, Versioned):
    """A programme's plan for one year, issued as a document."""

    __tablename__ = "plan"
    __table_args__ = (sa.UniqueConstraint("document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    year: Mapped[int]
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))

    document: Mapped[Document] = relationship()
    programme: Mapped[Programme] = relationship()
    targets: Mapped[list["Target"]] = relationship(order_by="Target.position", back_populates="plan")


class Terms:
    """What a target demands. `measure` is "%" or what is counted ("mô hình")."""

    text: Mapped[str] = mapped_column(sa.Text)
    comparator: Mapped[Comparator] = mapped_column(word(Comparator))
    value: Mapped[Decimal] = mapped_column(sa.Numeric(14, 4))
    measure: Mapped[str] = mapped_column(sa.String(60))
    population: Mapped[str] = mapped_column(sa.String(400), default="")


class Target(Base, Versioned, Terms):
    """A measurable goal of a plan, as it was set; amendments change it from a day on. The clause is where it stands.

    Ended, it counts no more from `ended_on`.
    """

    __tablename__ = "target"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    counted_by: Mapped[CountedBy | None] = mapped_column(word(CountedBy))
    clause_start: Mapped[int | None]
    clause_end: Mapped[int | None]
    ended_on: Mapped[date | None]
    ended_words: Mapped[str] = mapped_column(sa.Text, default="", server_default="")

    plan: Mapped[Plan] = relationship(back_populates="targets")
    amendments: Mapped[list["Amendment"]] = relationship(
        back_populates="target", order_by="(Amendment.since, Amendment.id)"
    )

    @property
    def began_on(self) -> date:
        """The day of the plan's document, or the first of its year."""
        return self.plan.document.issued_on or date(self.plan.year, 1, 1)


class Amendment(Base, Versioned, Terms):
    """A document changes a target from the day `since` on. What was in force before it stays, and can be seen.

    `reallocated`: it shares the target out anew; else the allocations before it stand. Withdrawn by `ended_at`.
    """

    __tablename__ = "amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(sa.ForeignKey("target.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    since: Mapped[date]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    reallocated: Mapped[bool] = mapped_column(default=False)
    clause_start: Mapped[int | None]
    clause_end: Mapped[int | None]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_words: Mapped[str] = mapped_column(sa.Text, default="")

    target: Mapped[Target] = relationship(back_populates="amendments")
    document: Mapped[Document | None] = relationship()


class Allocation(Base):
    """A target's figure for one unit, of the target as it was set or of an amendment; no value where it was cleared.

    `count` is how many the unit has of the population: a percent is weighted by it.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        sa.Index(
            "uq_allocation_of_target",
            "target_id",
            "unit_id",
            unique=True,
            sqlite_where=sa.text("amendment_id IS NULL"),
            postgresql_where=sa.text("amendment_id IS NULL"),
        ),
        sa.UniqueConstraint("amendment_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(sa.ForeignKey("target.id"), index=True)
    amendment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("amendment.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    value: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 4))
    count: Mapped[int | None]

    unit: Mapped[Unit] = relationship()


class Measurement(Base):
    """What was measured of a target in a period, of one unit or (none) of all. Only ever added to: the last one counts.

    `period` is written as `core.periods.Period` writes it. A percent can carry its counts (`part` of `whole`).
    `counted`: by the tracker itself. `source` says where the figure comes from.
    """

    __tablename__ = "measurement"
    __table_args__ = (sa.Index(None, "target_id", "unit_id", "period_end", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(sa.ForeignKey("target.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(sa.String(8))
    period_end: Mapped[date]
    value: Mapped[Decimal] = mapped_column(sa.Numeric(14, 4))
    part: Mapped[int | None]
    whole: Mapped[int | None]
    counted: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(sa.String(400), default="")
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

"""Plans and targets."""

from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, Versioned, word
from tracker.documents.models import Document
from tracker.office.models import Programme


class Comparator(StrEnum):
    """How a figure is to be compared with the target's value."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"


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


class Target(Base, Versioned):
    """A measurable goal of a plan. `measure` is "%" or what is counted ("mô hình"); the clause is where it stands."""

    __tablename__ = "target"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    comparator: Mapped[Comparator] = mapped_column(word(Comparator))
    value: Mapped[Decimal] = mapped_column(sa.Numeric(14, 4))
    measure: Mapped[str] = mapped_column(sa.String(60))
    population: Mapped[str] = mapped_column(sa.String(400), default="")
    clause_start: Mapped[int | None]
    clause_end: Mapped[int | None]

    plan: Mapped[Plan] = relationship(back_populates="targets")

"""Documents being taken in, and what was read of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.documents.models import Document


class IntakeState(StrEnum):
    """An intake is open until every item is settled and staff close it."""

    OPEN = "open"
    CLOSED = "closed"


class ItemKind(StrEnum):
    """What a proposed item would become."""

    BASIS = "basis"  # a citation
    TARGET = "target"
    TASK = "task"
    MEETING = "meeting"
    CONCLUSION = "conclusion"
    REPORT = "report"  # a duty to report
    AMENDMENT = "amendment"  # of a target


class ItemState(StrEnum):
    """States of a proposed item; moves in `rules.ITEM_MOVES`."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


class Intake(Base, Versioned):
    """One document read in. The same file twice is the same intake (`sha256` of the file)."""

    __tablename__ = "intake"
    __table_args__ = (sa.UniqueConstraint("programme_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[str] = mapped_column(sa.String(20))  # plan | notice | other, as the room `reading` says
    year: Mapped[int | None]
    doubts: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    state: Mapped[IntakeState] = mapped_column(word(IntakeState), default=IntakeState.OPEN)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    document: Mapped[Document] = relationship()
    items: Mapped[list["IntakeItem"]] = relationship(back_populates="intake", order_by="IntakeItem.position")


class IntakeItem(Base, Versioned):
    """One thing read of a document: what it would become (`proposal`), where it stands, and what became of it."""

    __tablename__ = "intake_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[int] = mapped_column(sa.ForeignKey("intake.id"), index=True)
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(word(ItemKind))
    proposal: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    start: Mapped[int]
    end: Mapped[int]
    sure: Mapped[bool]
    doubts: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    state: Mapped[ItemState] = mapped_column(word(ItemState), default=ItemState.PROPOSED)
    became_type: Mapped[str] = mapped_column(sa.String(40), default="")
    became_id: Mapped[int | None]

    intake: Mapped[Intake] = relationship(back_populates="items")

"""What a duty's reports are asked, version by version."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, word
from tracker.plans.models import Target
from tracker.reports.models.duties import ReportDuty


class ItemKind(StrEnum):
    """What a form asks for."""

    SECTION = "section"  # words
    NUMBER = "number"
    PERCENT = "percent"  # with its counts
    TARGET = "target"  # a target's measurement
    PILOTS = "pilots"  # what the quarter's review found of each pilot


class ReportForm(Base):
    """A version of a duty's form: it counts for periods from `since` (a period's last day) on, until one made later."""

    __tablename__ = "report_form"
    __table_args__ = (sa.UniqueConstraint("duty_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("report_duty.id"))
    number: Mapped[int]
    from_period: Mapped[str] = mapped_column(sa.String(8))
    since: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    duty: Mapped[ReportDuty] = relationship()
    items: Mapped[list["FormItem"]] = relationship(back_populates="form", order_by="FormItem.position")


class FormItem(Base):
    """One section or figure of a form. `key` stays the same from version to version: answers are kept under it.

    `measure` is what a number counts ("hộ"); of a percent, what is counted ("hộ thoát nghèo").
    """

    __tablename__ = "form_item"
    __table_args__ = (sa.UniqueConstraint("form_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(sa.ForeignKey("report_form.id"))
    key: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(word(ItemKind))
    title: Mapped[str] = mapped_column(sa.String(300))
    hint: Mapped[str] = mapped_column(sa.Text, default="")
    measure: Mapped[str] = mapped_column(sa.String(60), default="")
    target_id: Mapped[int | None] = mapped_column(sa.ForeignKey("target.id"))
    required: Mapped[bool] = mapped_column(default=True)

    form: Mapped[ReportForm] = relationship(back_populates="items")
    target: Mapped[Target | None] = relationship()

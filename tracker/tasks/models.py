"""Tasks, assignments and progress."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, QuarterColumn, UtcDateTime, Versioned, word
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Programme, Unit, UnitGroup


class TaskKind(StrEnum):
    """Where a task comes from in the year."""

    REGULAR = "regular"  # thường xuyên, all year: one part per unit and quarter
    QUARTERLY = "quarterly"  # of a quarter
    AD_HOC = "ad_hoc"  # đột xuất
    CONCLUSION = "conclusion"  # from a meeting's conclusion


class TaskMode(StrEnum):
    """Who must finish for the task to be done."""

    JOINT = "joint"  # one lead answers for it
    EACH = "each"  # every unit addressed owes its own part


class TaskState(StrEnum):
    """States of a task; moves in `rules.TASK_MOVES`."""

    DRAFT = "draft"
    ACTIVE = "active"
    DONE = "done"
    SUSPENDED = "suspended"
    DROPPED = "dropped"


class Part(StrEnum):
    """What a unit does in a task."""

    LEAD = "lead"  # chủ trì
    COORDINATE = "coordinate"  # phối hợp
    ADVISE = "advise"  # tham mưu
    IMPLEMENT = "implement"  # thực hiện


class State(StrEnum):
    """States of an assignment; moves in `rules.MOVES`."""

    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DECLINED = "declined"
    ENDED = "ended"


class DueKind(StrEnum):
    """Kinds of deadline (domain.md, Deadlines)."""

    FIXED = "fixed"
    PERIOD_END = "period_end"
    RECURRING = "recurring"
    CONDITIONAL = "conditional"
    NONE = "none"


class Task(Base, Versioned):
    """What must be done. `due_inferred` marks a deadline that the document does not state, until a person confirms it.

    `quarter` is the quarter under which the plan lists it; `due_words` is what the document says of its time.
    """

    __tablename__ = "task"
    __table_args__ = (sa.Index(None, "programme_id", "quarter", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    clause: Mapped[str] = mapped_column(sa.String(400), default="")
    clause_start: Mapped[int | None]
    clause_end: Mapped[int | None]
    title: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    folded: Mapped[str] = mapped_column(sa.Text, default="")
    kind: Mapped[TaskKind] = mapped_column(word(TaskKind))
    inspection: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[TaskMode] = mapped_column(word(TaskMode))
    state: Mapped[TaskState] = mapped_column(word(TaskState), default=TaskState.DRAFT)
    advises: Mapped[str] = mapped_column(sa.String(200), default="")
    deliverable: Mapped[str] = mapped_column(sa.String(300), default="")
    quarter: Mapped[Quarter | None] = mapped_column(QuarterColumn)
    due_kind: Mapped[DueKind] = mapped_column(word(DueKind))
    due_on: Mapped[date | None]
    due_words: Mapped[str] = mapped_column(sa.String(300), default="")
    due_inferred: Mapped[bool] = mapped_column(default=False)

    programme: Mapped[Programme] = relationship()
    document: Mapped[Document | None] = relationship()
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="task", order_by="Assignment.id")

    @property
    def source(self) -> str:
        """The document and clause that it stands in: "Kế hoạch 118-KH/BCĐ, III.1"."""
        label = self.document.label if self.document is not None else ""
        return ", ".join(part for part in (label, self.clause) if part)


class Assignment(Base, Versioned):
    """One unit's part in one task, for one quarter. `group` is how the document addressed it, if together."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.UniqueConstraint("task_id", "unit_id", "quarter"),
        sa.Index(None, "unit_id", "quarter", "due_on", "id"),
        sa.Index(None, "unit_id", "due_on", "id"),
        sa.Index(None, "programme_id", "quarter", "unit_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"))
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_group.id"))
    part: Mapped[Part] = mapped_column(word(Part))
    quarter: Mapped[Quarter] = mapped_column(QuarterColumn)
    due_on: Mapped[date | None]
    state: Mapped[State] = mapped_column(word(State), default=State.ASSIGNED)
    percent: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_words: Mapped[str] = mapped_column(sa.Text, default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    task: Mapped[Task] = relationship(back_populates="assignments")
    unit: Mapped[Unit] = relationship()
    group: Mapped[UnitGroup | None] = relationship()


class ProgressUpdate(Base):
    """What a unit said of its assignment, when. Only ever added to."""

    __tablename__ = "progress_update"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    percent: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text, default="")

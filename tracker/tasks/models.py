"""Tasks, assignments, progress, extensions, and what inspections find."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, QuarterColumn, UtcDateTime, Versioned, word
from tracker.core.periods import Quarter
from tracker.documents.models import Document, StoredFile
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


class Recurrence(StrEnum):
    """How often a recurring task is owed: one record for each unit and period."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class ExtensionState(StrEnum):
    """States of an extension that was asked for; moves in `rules`."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# What is left to do, what waits for somebody's answer, what is owed anew, what is owed by nobody: lists read these by
# indexes of their own, which do not grow with what is done. SQLite uses such an index only where a query says the same
# in the same words.
WORKING = "state IN ('assigned', 'in_progress', 'returned', 'declined')"
WAITING = "state IN ('submitted', 'returned', 'declined')"
RECURRING = "(kind = 'regular' OR due_kind = 'recurring')"
COUNTED = ("state != 'ended'", "quarter > 0")  # by units' figures; the second keeps SQLite from it in other questions
_CLASSED = ("programme_id", "quarter", "unit_id", "state", "due_on")
SET_ASIDE = "state IN ('draft', 'suspended', 'dropped')"


def _of_some(name: str, which: str, *columns: str) -> sa.Index:
    return sa.Index(name, *columns, sqlite_where=sa.text(which), postgresql_where=sa.text(which))


class Task(Base, Versioned):
    """What must be done. `due_inferred` marks a deadline that the document does not state, until a person confirms it.

    `quarter` is the quarter under which the plan lists it; `due_words` is what the document says of its time, for a
    conditional deadline the event that it waits for, which came on `event_on`. With `due_moves` a deadline on a day off
    moves to the next working day: the parts carry the day that counts. `state_words` say why it was suspended or
    dropped. `copied_from_id` is the task of an earlier plan that it carries on.
    """

    __tablename__ = "task"
    __table_args__ = (
        sa.Index(None, "programme_id", "quarter", "due_on", "id"),
        _of_some("ix_task_recurring", RECURRING, "programme_id", "id"),
        _of_some("ix_task_set_aside", SET_ASIDE, "id"),
    )

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
    due_moves: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    starts_on: Mapped[date | None]
    event_on: Mapped[date | None]
    recurrence: Mapped[Recurrence | None] = mapped_column(word(Recurrence))
    state_words: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    copied_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("task.id"), index=True)

    programme: Mapped[Programme] = relationship()
    document: Mapped[Document | None] = relationship()
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="task", order_by="Assignment.id")
    made_of: Mapped["Finding | None"] = relationship(back_populates="made_task", foreign_keys="Finding.made_task_id")

    @property
    def source(self) -> str:
        """The document and clause that it stands in: "Kế hoạch 118-KH/BCĐ, III.1"."""
        label = self.document.label if self.document is not None else ""
        return ", ".join(part for part in (label, self.clause) if part)


class Assignment(Base, Versioned):
    """One unit's part in one task, for one period, which ends on `period_end` in its quarter.

    `group` is how the document addressed it, if together. `due_on` is the deadline that counts, `first_due_on` the one
    that was given at first: an extension leaves it alone. `declined_words` say why the unit will not do it, or why
    the part ended.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        sa.UniqueConstraint("task_id", "period_end", "unit_id"),
        sa.Index(None, "unit_id", "quarter", "due_on", "id"),
        sa.Index(None, *_CLASSED),
        _of_some("ix_assignment_counted", " AND ".join(COUNTED), *_CLASSED, "submitted_at", "task_id"),
        # In the order of lists; what follows the number is counted from the index alone (`queries.counts`).
        _of_some(
            "ix_assignment_working_of_unit",
            WORKING,
            *("unit_id", "due_on", "id", "programme_id", "quarter", "state", "task_id"),
        ),
        _of_some("ix_assignment_working", WORKING, "programme_id", "due_on", "id"),
        _of_some("ix_assignment_waiting_of_unit", WAITING, "unit_id", "state", "due_on", "id"),
        _of_some("ix_assignment_waiting", WAITING, "programme_id", "state", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"))
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_group.id"))
    part: Mapped[Part] = mapped_column(word(Part))
    quarter: Mapped[Quarter] = mapped_column(QuarterColumn)
    period_end: Mapped[date]
    due_on: Mapped[date | None]
    first_due_on: Mapped[date | None]
    state: Mapped[State] = mapped_column(word(State), default=State.ASSIGNED)
    percent: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_words: Mapped[str] = mapped_column(sa.Text, default="")
    declined_words: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
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


class Evidence(Base):
    """A file that shows what a unit did in its part. Taken back, it stays, with the moment in `ended_at`."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    assignment: Mapped[Assignment] = relationship()
    file: Mapped[StoredFile] = relationship()


class Extension(Base, Versioned):
    """More time, asked for by the unit's head and decided by staff or the chair. One at a time waits for its answer."""

    __tablename__ = "extension"
    __table_args__ = (
        sa.Index(
            "uq_extension_asked",
            "assignment_id",
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        ),
        sa.Index(None, "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    state: Mapped[ExtensionState] = mapped_column(word(ExtensionState), default=ExtensionState.ASKED)
    old_due_on: Mapped[date]
    wanted_on: Mapped[date]
    granted_on: Mapped[date | None]  # the new deadline, which need not be the one that was asked for
    words: Mapped[str] = mapped_column(sa.Text)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_words: Mapped[str] = mapped_column(sa.Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    assignment: Mapped[Assignment] = relationship()


class Nudge(Base):
    """A reminder that a person sent to the unit of a part: for the unit that leads the task, else as staff or chair."""

    __tablename__ = "nudge"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    from_lead: Mapped[bool] = mapped_column(default=False)


class Finding(Base, Versioned):
    """What an inspection found at a unit; `made_task_id` is the task that it became, `ended_words` why it ended."""

    __tablename__ = "finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    folded: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_task_id: Mapped[int | None] = mapped_column(sa.ForeignKey("task.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_words: Mapped[str] = mapped_column(sa.Text, default="")

    task: Mapped[Task] = relationship(foreign_keys=[task_id])
    made_task: Mapped[Task | None] = relationship(back_populates="made_of", foreign_keys=[made_task_id])
    unit: Mapped[Unit] = relationship()

"""Events of the trail."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UtcDateTime


class AuditEvent(Base):
    """One thing that happened to one record, in the past tense: `assignment.submitted`.

    `subject` is the record that changed; `story` is the record on whose page it is told (an assignment's events are
    told on its task's page). `facts` hold what the sentence needs, as it was called then.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        sa.Index(None, "story_type", "story_id", "id"),
        sa.Index(None, "subject_type", "subject_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(sa.String(60))
    by_id: Mapped[int | None] = mapped_column(sa.Integer)
    by_name: Mapped[str] = mapped_column(sa.String(120))
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int]
    story_type: Mapped[str] = mapped_column(sa.String(40))
    story_id: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

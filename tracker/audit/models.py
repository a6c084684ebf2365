"""Events of the trail."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UtcDateTime


class AuditEvent(Base):
    """One thing that happened to one record, in the past tense: `assignment.submitted`.

    `subject` is the record that changed; `story` is the record on whose page it is told (an assignment's events are
    told on its task's page). `facts` hold what the sentence needs, as it was called then. `for_id` and `for_name` name
    the one in whose name it was done, where that is another; `origin` is where it came from: an address, "command
    line", "worker".
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        sa.Index(None, "story_type", "story_id", "id"),
        sa.Index(None, "subject_type", "subject_id", "id"),
        sa.Index(None, "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(sa.String(60))
    by_id: Mapped[int | None] = mapped_column(sa.Integer)
    by_name: Mapped[str] = mapped_column(sa.String(120))
    for_id: Mapped[int | None] = mapped_column(sa.Integer)
    for_name: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    origin: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int]
    story_type: Mapped[str] = mapped_column(sa.String(40))
    story_id: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class AuditSeal(Base):
    """A link of the chain: event `event_id` stands at `position` (1, 2, 3, …); `hash` covers it and the link before.

    Written by the sealer alone, after the event's own transaction. Hashes are SHA-256 in hexadecimal.
    """

    __tablename__ = "audit_seal"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_event.id"), unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64))

"""Writing the trail, inside the transaction of the change."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from tracker.audit.models import AuditEvent
from tracker.core.db import Base, db
from tracker.core.origin import origin


class Actor(Protocol):
    """Whoever acts: a person with an id and a name."""

    id: Any
    full_name: Any


def record(
    name: str,
    *,
    subject: Base,
    by: Actor | None,
    at: datetime,
    story: Base | None = None,
    on_behalf_of: Actor | None = None,
    **facts: Any,
) -> AuditEvent:
    """Add one event. `by` is None where the machine acted; `story` is the record whose page tells it.

    `on_behalf_of` is whose it was to do, where somebody else did it: a chair's conclusion that staff recorded, a
    person's second factor that an admin took off.
    """
    if db.session.new:
        db.session.flush()  # a new record gets its number
    told_by = story if story is not None else subject
    event = AuditEvent(
        name=name,
        at=at,
        by_id=by.id if by is not None else None,
        by_name=by.full_name if by is not None else "",
        for_id=on_behalf_of.id if on_behalf_of is not None else None,
        for_name=on_behalf_of.full_name if on_behalf_of is not None else "",
        origin=origin.get(),
        subject_type=subject.__tablename__,
        subject_id=subject.id,  # type: ignore[attr-defined]  # every model has one
        story_type=told_by.__tablename__,
        story_id=told_by.id,  # type: ignore[attr-defined]
        facts={key: _plain(value) for key, value in facts.items() if value is not None},
    )
    db.session.add(event)
    return event


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bool | int | float | str | list):
        return value
    return str(value)

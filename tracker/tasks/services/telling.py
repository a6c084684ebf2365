"""What happened to a part stands in the story of its task."""

from datetime import datetime
from typing import Any

from tracker import audit
from tracker.office.models import Person
from tracker.tasks.models import Assignment


def tell(part: Assignment, name: str, *, by: Person | None, at: datetime, **facts: Any) -> None:
    """Record it with the unit's name. `words` among the facts are shown only to who may read the unit's words."""
    audit.record(name, subject=part, story=part.task, by=by, at=at, unit=part.unit.name, **facts)

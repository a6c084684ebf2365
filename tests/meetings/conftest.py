"""A meeting of the demo's quarter in each state, as staff and chair bring it there."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.town import Town
from tracker.audit.models import AuditEvent
from tracker.core.db import Base, db, transaction
from tracker.meetings import services
from tracker.meetings.models import Conclusion, Meeting
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed

OWN, OTHER, ALL_COMMUNES = "Phòng Dân tộc", "Xã Đăk Tơ Mil", "UBND các xã, thị trấn"


class Room:
    """The meeting of the quarter, and what is done in it."""

    def __init__(self, town: Town, meeting: Meeting | None = None) -> None:
        self.town = town
        self.meeting: Meeting = meeting or town.meeting

    def open(self) -> "Room":
        """The chair opens it."""
        return self._do(services.open_meeting, self.meeting)

    def close(self) -> "Room":
        """The chair closes it."""
        return self._do(services.close_meeting, self.meeting)

    def publish(self) -> "Room":
        """The chair publishes it."""
        return self._do(services.publish_meeting, self.meeting)

    def conclude(
        self, text: str = "Rà soát mô hình vườn nhà", *, to: tuple[str, ...] = (OWN,), **facts: Any
    ) -> Conclusion:
        """Staff record a conclusion addressed to units and groups by their names."""
        with transaction():
            said = services.ConclusionFacts(text=text, addressed=self.addressed(*to), **facts)
            return services.add_conclusion(self.meeting, said, by=self.town.person("staff"), at=self.town.now)

    def addressed(self, *names: str) -> list[Addressed]:
        """Units and groups as services take them."""
        return [
            Addressed(Part.IMPLEMENT, group=self.town.group(name))
            if name == ALL_COMMUNES
            else Addressed(Part.IMPLEMENT, unit=self.town.unit(name))
            for name in names
        ]

    def _do(self, verb: Callable[..., object], subject: Base) -> "Room":
        with transaction():
            verb(subject, by=self.town.person("chair"), at=self.town.now)
        return self


@pytest.fixture
def room(town: Town) -> Room:
    """The quarter's meeting, planned."""
    return Room(town)


@pytest.fixture
def trail(town: Town) -> Callable[[Base], list[str]]:
    """`trail(meeting)`: the names of what happened to a record and its parts, oldest first."""

    def told(record: Any) -> list[str]:
        events = sa.select(AuditEvent.name).where(
            AuditEvent.story_type == record.__tablename__, AuditEvent.story_id == record.id
        )
        return list(db.session.scalars(events.order_by(AuditEvent.id)))

    return told

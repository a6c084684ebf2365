"""What the tests of the calendar share: changes as staff make them, and tasks whose deadline moves with days off."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from flask import Flask

from tests.town import OTHER, OWN, Town
from tracker.calendar import services
from tracker.calendar.queries import Change
from tracker.calendar.rules import SpecialFacts
from tracker.core.db import transaction
from tracker.tasks.models import DueKind, Part, Task, TaskKind
from tracker.tasks.services import Addressed, TaskFacts, add_task


class Office:
    """Staff who look after the calendar."""

    def __init__(self, app: Flask, town: Town) -> None:
        self.town, self.followers = town, app.extensions["calendar_followers"]

    def change(self, change: Change, *, seen: tuple[date, int] | None = None) -> Sequence[SpecialFacts]:
        """Save a change and what follows it."""
        with transaction():
            return services.change_days(
                change, followers=self.followers, seen=seen, by=self.town.person("staff"), at=self.town.now
            )

    def task(
        self, due: date | None, *, units: Sequence[str] = (OWN, OTHER), kind: TaskKind = TaskKind.QUARTERLY
    ) -> Task:
        """A task of several units, due on that day or the next working one; a regular one at each quarter's end."""
        facts = TaskFacts(
            title=f"Việc hạn {due:%d/%m}" if due else "Việc thường xuyên",
            kind=kind,
            quarter=self.town.quarter,
            due_on=due,
            due_kind=DueKind.FIXED if due else DueKind.RECURRING,
            due_moves=True,
        )
        addressed = [Addressed(Part.IMPLEMENT, unit=self.town.unit(name)) for name in units]
        with transaction():
            programme_id, staff = self.town.programme.id, self.town.person("staff")
            return add_task(facts, addressed, programme_id=programme_id, by=staff, at=self.town.now)


@pytest.fixture
def office(app: Flask, town: Town) -> Office:
    """The calendar in the hands of staff."""
    return Office(app, town)


@pytest.fixture
def due_days() -> Callable[[Task], list[tuple[date | None, date | None]]]:
    """The deadline of each part that counts, with the first one."""

    def of(task: Task) -> list[tuple[date | None, date | None]]:
        return [(part.due_on, part.first_due_on) for part in task.assignments]

    return of

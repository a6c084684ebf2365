"""Two communes with their people and work, and how they are merged, divided, renamed and ended."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.town import Town
from tracker.audit.models import AuditEvent
from tracker.core.db import Base, db, transaction
from tracker.core.periods import Quarter
from tracker.office.models import Person, RoleKind, Unit, UnitKind
from tracker.office.queries import get_person
from tracker.succession import services
from tracker.succession.decisions import Decision, Successor
from tracker.succession.models import ChangeKind, UnitChange
from tracker.tasks.models import Assignment, State, Task

DAY = date(2026, 10, 1)  # before town.today: whatever is decided for it is carried out at once
LATER = date(2026, 12, 1)


class Communes:
    """Xã Đăk Mơ and Xã Đăk Sú, each with a head and an officer, and with parts in the campaign's tasks."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.one, self.two = town.new_unit("Xã Đăk Mơ"), town.new_unit("Xã Đăk Sú")
        self.head_of_one = town.new_person("A Brol", unit=self.one, role=RoleKind.HEAD)
        self.head_of_two = town.new_person("Y Lan", unit=self.two, role=RoleKind.HEAD)
        self.officer_of_one = town.new_person("A Thái", unit=self.one, role=RoleKind.OFFICER)

    # Their work ---------------------------------------------------------------------------------------------------

    def part(self, unit: Unit, state: State = State.ASSIGNED, *, task: Task | None = None, **facts: Any) -> Assignment:
        """A unit's part in a task of its own, or in one that is given."""
        return self.town.assignment(unit=unit, task=task, state=state, **facts)

    def shared_task(self, title: str = "Rà soát hộ nghèo", *, quarter: Quarter | None = None) -> Task:
        """A task in which both owe a part."""
        return self.town.task(title, doing=[self.one, self.two], quarter=quarter)

    # What happens to them -----------------------------------------------------------------------------------------

    def decide(self, decision: Decision, *, by: str = "admin") -> UnitChange:
        """As an admin does."""
        with transaction():
            change = services.decide(decision, by=self.town.person(by), at=self.town.now)
        db.session.expire_all()
        return change

    def merge(self, name: str = "Xã Đăk Mơ Sú", *, on: date = DAY, units: Sequence[Unit] = (), **facts: Any) -> Unit:
        """Both become one new unit, or `units` do."""
        change = self.decide(self.merger(name, on=on, units=units, **facts))
        return db.session.get_one(Unit, change.new_units[0]["id"])

    def merger(
        self, name: str = "Xã Đăk Mơ Sú", *, on: date = DAY, units: Sequence[Unit] = (), **facts: Any
    ) -> Decision:
        """That decision, not made yet."""
        ids = tuple(unit.id for unit in units or (self.one, self.two))
        return Decision(kind=ChangeKind.MERGE, on=on, unit_ids=ids, successors=(commune(name),), **facts)

    def division(self, *names: str, on: date = DAY, **facts: Any) -> Decision:
        """The first commune is divided."""
        successors = tuple(commune(name) for name in names or ("Xã Mơ Trên", "Xã Mơ Dưới"))
        return Decision(kind=ChangeKind.SPLIT, on=on, unit_ids=(self.one.id,), successors=successors, **facts)

    def new_name(self, name: str = "Phường Đăk Mơ", *, on: date = DAY) -> Decision:
        """The first commune is called otherwise."""
        return Decision(kind=ChangeKind.RENAME, on=on, unit_ids=(self.one.id,), successors=(commune(name),))

    def end(self, *, on: date = DAY) -> Decision:
        """The first commune ends."""
        return Decision(kind=ChangeKind.END, on=on, unit_ids=(self.one.id,))


def commune(name: str, **facts: Any) -> Successor:
    """A new commune."""
    return Successor(name, name[:60], UnitKind.COMMUNE, **facts)


def into(unit: Unit) -> tuple[Successor, ...]:
    """A unit that is there takes over."""
    return (Successor(unit.name, unit.short_name, unit.kind, id=unit.id),)


def roles_of(town: Town, person: Person) -> set[tuple[RoleKind, int | None]]:
    """What a person may do today, and in which unit."""
    db.session.expire_all()
    found = get_person(person.id, town.today)
    assert found is not None
    return {(power.kind, power.unit_id) for power in found.powers}


@pytest.fixture
def communes(town: Town) -> Communes:
    """The two communes."""
    return Communes(town)


@pytest.fixture
def trail(town: Town) -> Callable[[Base], list[str]]:
    """`trail(part)`: the names of what happened to a record itself, oldest first."""

    def told(record: Any) -> list[str]:
        of_record = (AuditEvent.subject_type == record.__tablename__) & (AuditEvent.subject_id == record.id)
        return list(db.session.scalars(sa.select(AuditEvent.name).where(of_record).order_by(AuditEvent.id)))

    return told

"""Reading intakes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core import clock
from tracker.core.db import db
from tracker.documents.models import Document
from tracker.intake.matching import Names, who_is_meant
from tracker.intake.models import Intake, IntakeItem, IntakeState, ItemState
from tracker.intake.policy import visible_to
from tracker.intake.rules import DIRECTIVES
from tracker.office import queries as office
from tracker.office.models import Person, Role, RoleKind, Unit, UnitGroup


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One document taken in, as the list shows it, with how many of its proposals are in each state."""

    id: int
    label: str
    subject: str
    kind: str
    at: datetime
    state: IntakeState
    counts: dict[ItemState, int]

    def of(self, state: ItemState) -> int:
        """How many; none is 0."""
        return self.counts.get(state, 0)


def get_intake(intake_id: int) -> Intake | None:
    """An intake with its document and all its proposals."""
    return db.session.scalar(
        sa.select(Intake)
        .where(Intake.id == intake_id)
        .options(
            joinedload(Intake.document).options(joinedload(Document.file), selectinload(Document.citations)),
            selectinload(Intake.items),
        )
    )


def get_item(item_id: int) -> IntakeItem | None:
    """A proposal with its intake and document."""
    return db.session.scalar(
        sa.select(IntakeItem)
        .where(IntakeItem.id == item_id)
        .options(joinedload(IntakeItem.intake).joinedload(Intake.document))
    )


def same_file(sha256: str, *, programme_id: int) -> Intake | None:
    """The intake of that very file, if it was taken in before."""
    return db.session.scalar(sa.select(Intake).where(Intake.programme_id == programme_id, Intake.sha256 == sha256))


def intakes_seen_by(person: Person, *, programme_id: int) -> list[IntakeRow]:
    """What was taken in for a programme, newest first, in two queries."""
    found = db.session.execute(
        sa.select(
            Intake.id, Intake.kind, Intake.at, Intake.state, Document.type_name, Document.notation, Document.subject
        )
        .join(Document, Document.id == Intake.document_id)
        .where(Intake.programme_id == programme_id, visible_to(person))
        .order_by(Intake.id.desc())
    ).all()
    counted = db.session.execute(
        sa.select(IntakeItem.intake_id, IntakeItem.state, sa.func.count())
        .where(IntakeItem.intake_id.in_([row.id for row in found]))
        .group_by(IntakeItem.intake_id, IntakeItem.state)
    )
    counts: dict[int, dict[ItemState, int]] = {}
    for intake_id, state, count in counted:
        counts.setdefault(intake_id, {})[state] = count
    return [
        IntakeRow(
            row.id,
            f"{row.type_name} {row.notation}".strip(),
            row.subject,
            row.kind,
            row.at,
            row.state,
            counts.get(row.id, {}),
        )
        for row in found
    ]


def names_of(values: Iterable[str]) -> dict[str, str]:
    """What units and groups are called, by the values that proposals write ("unit-3"); in two queries at most."""
    wanted: dict[str, set[int]] = {"unit": set(), "group": set()}
    for value in values:
        kind, _, number = value.partition("-")
        wanted[kind].add(int(number))
    names: dict[str, str] = {}
    if wanted["unit"]:
        units = db.session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(wanted["unit"])))
        names |= {f"unit-{number}": name for number, name in units}
    if wanted["group"]:
        groups = db.session.execute(sa.select(UnitGroup.id, UnitGroup.name).where(UnitGroup.id.in_(wanted["group"])))
        names |= {f"group-{number}": name for number, name in groups}
    return names


def names_known(programme_id: int, *, on: date) -> Names:
    """By which names units and groups of a programme are known on a day; a unit that has ended means its successor."""
    return office.names_known(programme_id, on=on)


def first_staff(programme_id: int, *, on: date) -> int | None:
    """The number of the person who has been staff of a programme for longest, for the command line."""
    return db.session.scalar(
        sa.select(Role.person_id)
        .join(Person, Person.id == Role.person_id)
        .where(
            Role.kind == RoleKind.STAFF,
            Role.programme_id == programme_id,
            sa.or_(Role.valid_from.is_(None), Role.valid_from <= on),
            sa.or_(Role.valid_to.is_(None), Role.valid_to >= on),
            Person.ended_on.is_(None),
        )
        .order_by(Role.id)
        .limit(1)
    )


def proposals_naming(unit_ids: Collection[int]) -> int:
    """How many proposals that wait for staff name one of the units, by choice or by what the document prints."""
    waiting = db.session.execute(
        sa.select(IntakeItem.proposal, Intake.programme_id)
        .join(Intake, Intake.id == IntakeItem.intake_id)
        .where(IntakeItem.state == ItemState.PROPOSED, IntakeItem.kind.in_(DIRECTIVES))
    ).all()
    today, values = clock.today(), {f"unit-{unit_id}" for unit_id in unit_ids}
    books = {number: names_known(number, on=today) for number in {row.programme_id for row in waiting}}
    return sum(
        any(value in values for _, value in who_is_meant(row.proposal, books[row.programme_id]).values)
        for row in waiting
    )

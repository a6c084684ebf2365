"""Reading the registers of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.documents.models import NumberRegister, RegisteredNumber, RegisterReset
from tracker.office.models import Person


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A register as the list shows it; `last` is the highest number of its present term, 0 where there is none."""

    id: int
    name: str
    types: list[str]
    reset: RegisterReset
    term: int
    ended_on: date | None
    last: int


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number that was taken."""

    number: int
    notation: str
    subject: str
    by_name: str
    at: datetime


def get_register(register_id: int) -> NumberRegister | None:
    """One register."""
    return db.session.get(NumberRegister, register_id)


def registers_of(programme_id: int) -> list[RegisterRow]:
    """All of a programme; those that ended come last."""
    last = (
        sa.select(sa.func.coalesce(sa.func.max(RegisteredNumber.number), 0))
        .where(RegisteredNumber.register_id == NumberRegister.id, RegisteredNumber.term == NumberRegister.term)
        .correlate(NumberRegister)
        .scalar_subquery()
    )
    of = NumberRegister
    rows = db.session.execute(
        sa.select(of.id, of.name, of.types, of.reset, of.term, of.ended_on, last)
        .where(of.programme_id == programme_id)
        .order_by(of.ended_on.isnot(None), of.id)
    )
    return [RegisterRow(*row) for row in rows]


def register_for(programme_id: int, type_code: str) -> NumberRegister | None:
    """The register in force that papers of that type have; else the one for all types that have none of their own."""
    known = _in_force(programme_id)
    own = next((register for register in known if type_code in register.types), None)
    return own or next((register for register in known if not register.types), None)


def types_held(programme_id: int, *, but: NumberRegister | None = None) -> dict[str, str]:
    """Which register in force each type has, by name; "" stands for all that have none of their own."""
    known = [register for register in _in_force(programme_id) if register is not but]
    return {type_code: register.name for register in known for type_code in register.types or [""]}


def highest_number(register: NumberRegister) -> int:
    """The highest number of its present term; 0 where none was taken."""
    taken = RegisteredNumber
    highest = db.session.scalar(
        sa.select(sa.func.max(taken.number)).where(taken.register_id == register.id, taken.term == register.term)
    )
    return highest or 0


def numbers_of(register: NumberRegister, *, term: int, words: str = "") -> list[NumberRow]:
    """The numbers of a term, the latest first; words are found with or without marks.

    A committee takes some hundreds a term at most, so that the words are looked for here.
    """
    taken = RegisteredNumber
    rows = db.session.execute(
        sa.select(taken.number, taken.notation, taken.subject, Person.full_name, taken.at)
        .join(Person, Person.id == taken.by_id)
        .where(taken.register_id == register.id, taken.term == term)
        .order_by(taken.number.desc())
    )
    wanted = fold(words).split()
    found = [NumberRow(*row) for row in rows]
    return [row for row in found if all(word in fold(f"{row.notation} {row.subject}") for word in wanted)]


def terms_of(register: NumberRegister) -> list[int]:
    """The terms in which numbers were taken, and the present one, the latest first."""
    taken = db.session.scalars(
        sa.select(RegisteredNumber.term).where(RegisteredNumber.register_id == register.id).distinct()
    )
    return sorted({*taken, register.term}, reverse=True)


def _in_force(programme_id: int) -> Sequence[NumberRegister]:
    return db.session.scalars(
        sa.select(NumberRegister)
        .where(NumberRegister.programme_id == programme_id, NumberRegister.ended_on.is_(None))
        .order_by(NumberRegister.id)
    ).all()

"""Registers of the numbers that papers get."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.documents import queries
from tracker.documents.models import NumberRegister, RegisterReset
from tracker.documents.rules import TypeHasRegister, YearlyTermsBeginThemselves
from tracker.office.models import Person, Programme
from tracker.office.rules import EndedAlready, NotEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacts:
    """What it is called, for which types (none: for all that have no other), when it begins again with 01."""

    name: str
    types: Sequence[str]
    reset: RegisterReset
    term: int = 1


def add_register(programme: Programme, facts: RegisterFacts, *, by: Person | None, at: datetime) -> NumberRegister:
    """Open one. Raises TypeHasRegister."""
    register = NumberRegister(programme_id=programme.id)
    _write(register, programme, facts, at)
    db.session.add(register)
    audit.record("number_register.added", subject=register, by=by, at=at, register=facts.name, types=register.types)
    return register


def edit_register(register: NumberRegister, facts: RegisterFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend it; numbers that were taken stay. Raises ChangedMeanwhile, TypeHasRegister."""
    hold(register)
    if register.version != seen:
        raise ChangedMeanwhile
    _write(register, db.session.get_one(Programme, register.programme_id), facts, at)
    audit.record("number_register.edited", subject=register, by=by, at=at, register=facts.name, types=register.types)


def begin_term(register: NumberRegister, *, by: Person, at: datetime) -> None:
    """Begin again with 01, of a register that runs by the committee's terms. Raises YearlyTermsBeginThemselves."""
    hold(register)
    if register.reset is RegisterReset.YEARLY:
        raise YearlyTermsBeginThemselves
    register.term += 1
    audit.record(
        "number_register.term_begun", subject=register, by=by, at=at, register=register.name, term=register.term
    )


def end_register(register: NumberRegister, *, by: Person, at: datetime) -> None:
    """Give no more numbers from it. Raises EndedAlready."""
    if register.ended_on is not None:
        raise EndedAlready
    register.ended_on = clock.local(at).date()
    audit.record("number_register.ended", subject=register, by=by, at=at, register=register.name)


def resume_register(register: NumberRegister, *, by: Person, at: datetime) -> None:
    """Give numbers from it again. Raises NotEnded, TypeHasRegister."""
    if register.ended_on is None:
        raise NotEnded
    _check_types(register, db.session.get_one(Programme, register.programme_id), register.types)
    register.ended_on = None
    audit.record("number_register.resumed", subject=register, by=by, at=at, register=register.name)


def _write(register: NumberRegister, programme: Programme, facts: RegisterFacts, at: datetime) -> None:
    _check_types(register, programme, facts.types)
    yearly = facts.reset is RegisterReset.YEARLY
    register.name, register.types, register.reset = facts.name, list(facts.types), facts.reset
    register.term = clock.local(at).year if yearly else facts.term


def _check_types(register: NumberRegister, programme: Programme, types: Sequence[str]) -> None:
    """A type has one register, so that no number of it is given twice."""
    with db.session.no_autoflush:
        hold(programme)
        held = queries.types_held(programme.id, but=register)
    for type_code in types or [""]:
        if type_code in held:
            raise TypeHasRegister(register=held[type_code])

"""Numbers of papers: each is given once."""

from datetime import datetime

import sqlalchemy as sa

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.documents import queries
from tracker.documents.models import NumberRegister, RegisteredNumber, RegisterReset
from tracker.documents.papers.wording import notation
from tracker.documents.rules import LetterheadNeeded, NumberTaken, RegisterHasEnded, RegisterNeeded
from tracker.office.models import Person, Programme


def take_number(programme: Programme, type_code: str, *, subject: str, by: Person, at: datetime) -> RegisteredNumber:
    """The next number for a paper of that type ("BC"; "CV" is a letter). Two at once take turns.

    Raises RegisterNeeded, LetterheadNeeded.
    """
    register = queries.register_for(programme.id, type_code)
    if register is None:
        raise RegisterNeeded
    _hold_this_year(register, at)
    if register.ended_on is not None:  # meanwhile
        raise RegisterNeeded
    number = queries.highest_number(register) + 1
    return _enter(register, number, type_code, subject, "number.taken", by, at)


def enter_number(
    register: NumberRegister, number: int, type_code: str, *, subject: str, by: Person, at: datetime
) -> RegisteredNumber:
    """Note a number that a paper got elsewhere, so that the next one follows the highest.

    Raises RegisterHasEnded, NumberTaken, LetterheadNeeded.
    """
    _hold_this_year(register, at)
    if register.ended_on is not None:
        raise RegisterHasEnded
    taken = RegisteredNumber
    before = db.session.scalar(
        sa.select(taken.notation).where(
            taken.register_id == register.id, taken.term == register.term, taken.number == number
        )
    )
    if before is not None:
        raise NumberTaken(notation=before)
    return _enter(register, number, type_code, subject, "number.entered", by, at)


def _hold_this_year(register: NumberRegister, at: datetime) -> None:
    """Take turns; a yearly register begins with 01 in a new year by itself."""
    hold(register)
    if register.reset is RegisterReset.YEARLY:
        register.term = max(register.term, clock.local(at).year)


def _enter(
    register: NumberRegister, number: int, type_code: str, subject: str, event: str, by: Person, at: datetime
) -> RegisteredNumber:
    programme = db.session.get_one(Programme, register.programme_id)
    letterhead = queries.letterhead_of(programme.id)
    if letterhead is None:
        raise LetterheadNeeded
    written = notation(queries.head_of(programme), letterhead.sign, type_code, number)
    taken = RegisteredNumber(
        register_id=register.id,
        term=register.term,
        number=number,
        notation=written,
        subject=subject[:300],
        by_id=by.id,
        at=at,
    )
    db.session.add(taken)
    audit.record(event, subject=taken, story=register, by=by, at=at, notation=written, about=taken.subject)
    return taken

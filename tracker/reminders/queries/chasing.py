"""Reading letters that remind units of what they owe."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core.db import db
from tracker.core.paging import Cursor, Page, at_most, write_cursor
from tracker.documents.models import RegisteredNumber
from tracker.office.models import Person, Programme
from tracker.reminders.models import ChasedItem, ChasingLetter


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter as the list shows it: to how many units, about how many things."""

    id: int
    at: datetime
    by_name: str
    notation: str
    issued_on: date | None
    answer_by: date | None
    units: int
    things: int


def get_letter(letter_id: int) -> ChasingLetter | None:
    """A letter with all that it says."""
    return db.session.scalar(
        sa.select(ChasingLetter)
        .where(ChasingLetter.id == letter_id)
        .options(
            joinedload(ChasingLetter.programme).joinedload(Programme.standing_unit),
            joinedload(ChasingLetter.signer),
            joinedload(ChasingLetter.number),
            selectinload(ChasingLetter.items),
        )
    )


def letters_of(
    programme_id: int, *, unit_id: int | None = None, after: str = "", limit: int | None = None
) -> Page[LetterRow]:
    """The letters of a programme, the newest first; those to one unit where it is chosen."""
    letter, item = ChasingLetter, ChasedItem
    of_letter = sa.select(sa.func.count()).where(item.letter_id == letter.id)
    units = sa.select(sa.func.count(sa.distinct(item.unit_id))).where(item.letter_id == letter.id)
    query: sa.Select[Any] = (
        sa.select(
            letter.id,
            letter.at,
            Person.full_name,
            sa.func.coalesce(RegisteredNumber.notation, ""),
            letter.issued_on,
            letter.answer_by,
            units.scalar_subquery(),
            of_letter.scalar_subquery(),
        )
        .join(Person, Person.id == letter.by_id)
        .outerjoin(RegisteredNumber, RegisteredNumber.id == letter.number_id)
        .where(letter.programme_id == programme_id)
        .order_by(letter.id.desc())
    )
    if unit_id is not None:
        query = query.where(sa.exists().where(item.letter_id == letter.id, item.unit_id == unit_id))
    if (cursor := Cursor.read(after, keys=0)) is not None:
        query = query.where(letter.id < cursor.number)
    if limit is not None:
        query = query.limit(at_most(limit + 1))
    found = [LetterRow(*row) for row in db.session.execute(query)]
    shown = found[:limit]
    return Page(shown, write_cursor(number=shown[-1].id) if len(shown) < len(found) else "")

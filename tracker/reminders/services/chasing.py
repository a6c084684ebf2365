"""Writing the letter that reminds units of what they owe, and giving it its number."""

from collections.abc import Collection
from datetime import datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.documents.services import take_number
from tracker.office.models import Person, Programme
from tracker.reminders.models import ChasedItem, ChasingLetter
from tracker.reminders.rules.chasing import TYPE_CODE, AnswerDayHasPassed, LetterFacts, LetterHasNumber
from tracker.reminders.services.nudging import note, take

NUMBERED = "chasing_letter.numbered"


def write_letter(
    programme: Programme, keys: Collection[str], facts: LetterFacts, *, by: Person, at: datetime
) -> ChasingLetter:
    """One letter to the units of those of these things of the programme that they owe still, as they stand now.

    The trail of each thing tells of it, as it does of a mail. Raises AnswerDayHasPassed, TooManyToNudge,
    NothingToNudge.
    """
    if facts.answer_by is not None and facts.answer_by < clock.local(at).date():
        raise AnswerDayHasPassed
    items = take(programme, keys, at=at)
    letter = ChasingLetter(
        programme=programme,
        by_id=by.id,
        at=at,
        answer_by=facts.answer_by,
        words=facts.words,
        signer=facts.signer,
        items=[
            ChasedItem(
                kind=item.kind,
                record_id=item.record_id,
                page_id=item.page_id,
                unit_id=item.unit_id,
                unit_name=item.unit_name,
                title=item.title,
                detail=item.detail,
                due_on=item.due_on,
                days_left=item.days_left,
            )
            for item in items
        ],
    )
    db.session.add(letter)
    units = list(dict.fromkeys(item.unit_name for item in items))
    audit.record("chasing_letter.written", subject=letter, by=by, at=at, units=units, things=len(items))
    note(items, words="", by_letter=True, by=by, at=at)
    return letter


def number_letter(letter: ChasingLetter, *, subject: str, by: Person, at: datetime) -> None:
    """Give it the next number of the register, and the day.

    Raises LetterHasNumber, RegisterNeeded, LetterheadNeeded.
    """
    hold(letter)
    if letter.number is not None:
        raise LetterHasNumber(notation=letter.number.notation)
    letter.number = take_number(letter.programme, TYPE_CODE, subject=subject, by=by, at=at)
    letter.issued_on = clock.local(at).date()
    audit.record(NUMBERED, subject=letter, by=by, at=at, notation=letter.number.notation)

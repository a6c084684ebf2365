"""More time for a part: asked for by the unit's head, decided by staff or the chair. The first deadline stays."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere, check_move
from tracker.office.models import Person
from tracker.tasks import labels
from tracker.tasks.models import Assignment, Extension, ExtensionState
from tracker.tasks.rules.extensions import (
    EXTENSION_MOVES,
    ExtensionNeedsReason,
    ExtensionWaits,
    RefusalNeedsWords,
    check_new_deadline,
)
from tracker.tasks.rules.parts import OWED
from tracker.tasks.services.telling import tell
from tracker.tasks.services.under_way import hold_under_way

AT_ONCE = 1000  # parts in one statement


def ask_extension(part: Assignment, *, wanted_on: date | None, words: str, by: Person, at: datetime) -> Extension:
    """Ask for a later deadline. Raises ExtensionWaits while another waits, and what `check_new_deadline` says."""
    hold_under_way(part.task)  # else two could ask at once
    _check_owed(part)
    waiting = db.session.scalar(_asked().where(Extension.assignment_id == part.id))
    if waiting is not None:
        raise ExtensionWaits(wanted=f"{waiting.wanted_on:%d/%m/%Y}")
    day = check_new_deadline(wanted_on, due=part.due_on, today=clock.local(at).date())
    if not words.strip():
        raise ExtensionNeedsReason
    extension = Extension(
        assignment=part, old_due_on=part.due_on, wanted_on=day, words=words, asked_by_id=by.id, asked_at=at
    )
    db.session.add(extension)
    tell(part, "assignment.extension_asked", by=by, at=at, due=part.due_on, wanted=day, words=words)
    return extension


def withdraw_extension(extension: Extension, *, by: Person, at: datetime) -> None:
    """The unit asks no longer."""
    hold(extension.assignment.task)
    _decide(extension, ExtensionState.WITHDRAWN, words="", by=by, at=at)
    tell(extension.assignment, "assignment.extension_withdrawn", by=by, at=at, wanted=extension.wanted_on)


def grant_extension(
    extension: Extension, *, until: date | None, words: str, seen: int, by: Person, at: datetime
) -> None:
    """Give more time, until the day that was asked for or another. What the part was due first stays with it."""
    part = extension.assignment
    hold(part.task)
    if extension.version != seen and extension.state is ExtensionState.ASKED:
        raise ChangedMeanwhile
    _check_owed(part)
    day = check_new_deadline(until, due=part.due_on, today=clock.local(at).date())
    _decide(extension, ExtensionState.GRANTED, words=words, by=by, at=at)
    extension.granted_on = day
    if part.first_due_on is None:
        part.first_due_on = part.due_on
    tell(part, "assignment.extension_granted", by=by, at=at, old_due=part.due_on, due=day, words=words)
    part.due_on, part.changed_at = day, at


def refuse_extension(extension: Extension, *, words: str, by: Person, at: datetime) -> None:
    """The deadline stays, and the unit reads why."""
    hold(extension.assignment.task)
    if not words.strip():
        raise RefusalNeedsWords
    _decide(extension, ExtensionState.REFUSED, words=words, by=by, at=at)
    tell(extension.assignment, "assignment.extension_refused", by=by, at=at, wanted=extension.wanted_on, words=words)


def close_extensions(parts: Sequence[Assignment], *, by: Person | None, at: datetime) -> None:
    """Parts are handed in, declined or ended: what still waits for an answer needs none."""
    by_id = {part.id: part for part in parts}
    numbers = sorted(by_id)
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        for extension in db.session.scalars(_asked().where(Extension.assignment_id.in_(some)).order_by(Extension.id)):
            _decide(extension, ExtensionState.WITHDRAWN, words="", by=None, at=at)
            part = by_id[extension.assignment_id]
            tell(part, "assignment.extension_closed", by=by, at=at, wanted=extension.wanted_on)


def _asked() -> sa.Select[Extension]:
    return sa.select(Extension).where(Extension.state == ExtensionState.ASKED)


def _check_owed(part: Assignment) -> None:
    if part.state not in OWED:
        raise NotFromHere(state=labels.STATE[part.state])


def _decide(extension: Extension, state: ExtensionState, *, words: str, by: Person | None, at: datetime) -> None:
    check_move(EXTENSION_MOVES, extension.state, state, labels.EXTENSION_STATE)
    extension.state, extension.decided_words = state, words
    extension.decided_by_id, extension.decided_at = None if by is None else by.id, at

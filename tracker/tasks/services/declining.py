"""A part that a unit will not do: its head says why, staff insist. Ending it or giving it to another: sharing_out."""

from datetime import datetime

from tracker.core.errors import check_move
from tracker.office.models import Person
from tracker.tasks import labels
from tracker.tasks.models import Assignment, State
from tracker.tasks.rules import MOVES
from tracker.tasks.rules.parts import DeclineNeedsWords, InsistNeedsWords
from tracker.tasks.services.extending import close_extensions
from tracker.tasks.services.telling import tell
from tracker.tasks.services.under_way import hold_under_way


def decline_part(part: Assignment, *, words: str, by: Person, at: datetime) -> None:
    """Say that the unit will not do it, and why. Staff settle it. Raises DeclineNeedsWords, NotUnderWay."""
    hold_under_way(part.task)
    check_move(MOVES, part.state, State.DECLINED, labels.STATE)
    if not words.strip():
        raise DeclineNeedsWords
    part.state, part.declined_words, part.changed_at = State.DECLINED, words, at
    tell(part, "assignment.declined", by=by, at=at, words=words)
    close_extensions([part], by=by, at=at)


def insist_on_part(part: Assignment, *, words: str, by: Person, at: datetime) -> None:
    """The unit is to do it after all: it is assigned again, with its percent and deadline. Raises InsistNeedsWords."""
    check_move(MOVES, part.state, State.ASSIGNED, labels.STATE)
    if not words.strip():
        raise InsistNeedsWords
    part.state, part.settled_words, part.changed_at = State.ASSIGNED, words, at
    tell(part, "assignment.insisted", by=by, at=at, words=words)

"""Conclusions put in another order, split in two, and put together again."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from tracker.core.db import db, hold
from tracker.meetings.models import Conclusion, ConclusionState
from tracker.meetings.rules import AtTheEnd, HalvesWereMended, NothingToSplit, check_in_session, halves
from tracker.meetings.services.conclusions import drop_conclusion, edit_conclusion, new_conclusion, tell
from tracker.meetings.services.facts import ConclusionFacts
from tracker.meetings.services.ordering import in_order, renumber, write
from tracker.office.models import Person


def move_conclusion(conclusion: Conclusion, *, up: bool, by: Person, at: datetime) -> None:
    """Put it before the one above it, or after the one below. Raises AtTheEnd, MeetingIsNotOpen, MeetingIsClosed."""
    meeting = conclusion.meeting
    hold(meeting)
    check_in_session(meeting.state)
    shown = [one for one in in_order(meeting) if one is conclusion or one.state is not ConclusionState.DROPPED]
    place = shown.index(conclusion) + (-1 if up else 1)
    if not 0 <= place < len(shown):
        raise AtTheEnd
    other = shown[place]
    mine, theirs = conclusion.position, other.position
    write(conclusion, position=theirs)
    write(other, position=mine)
    renumber(meeting)
    tell(conclusion, "conclusion.moved", by=by, at=at, beside=other.number or None)


def split_conclusion(
    conclusion: Conclusion, facts: ConclusionFacts, *, caret: int | None = None, seen: int, by: Person, at: datetime
) -> Conclusion:
    """Make two of it, at a line that begins anew, at `//`, or else at the `caret`; both are for the same units.

    `facts` are what stands in its form. Raises NothingToSplit, and what mending it raises.
    """
    meeting = conclusion.meeting
    hold(meeting)
    first, second = halves(facts.text, caret)
    if not first or not second:
        raise NothingToSplit
    edit_conclusion(conclusion, replace(facts, text=first), seen=seen, by=by, at=at)
    flag_modified(conclusion, "text")  # the first half may be all that it said: who splits it too is told
    for later in in_order(meeting):
        if later.position > conclusion.position:
            write(later, position=later.position + 1)
    made = new_conclusion(meeting, replace(facts, text=second, number=""), number="")
    db.session.flush()
    write(made, position=conclusion.position + 1)
    renumber(meeting)
    tell(conclusion, "conclusion.split", by=by, at=at, words=second)
    return made


def join_conclusion(
    conclusion: Conclusion, facts: ConclusionFacts, *, second_id: int, seen: int, by: Person, at: datetime
) -> None:
    """Undo a split: it says all again, and its second half is dropped.

    Raises HalvesWereMended where somebody has changed or answered the second half since, and what mending raises.
    """
    meeting = conclusion.meeting
    hold(meeting)
    second = next((one for one in meeting.conclusions if one.id == second_id), None)
    if second is None or second.wording > 1 or second.state is not ConclusionState.DRAFT or second.confirmations:
        raise HalvesWereMended
    drop_conclusion(second, by=by, at=at)
    edit_conclusion(conclusion, facts, seen=seen, by=by, at=at)

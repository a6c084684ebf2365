"""A unit's head says that a draft is understood and accepted, or what the unit disagrees with."""

from datetime import datetime

from tracker.core import clock
from tracker.core.db import db, hold
from tracker.meetings.models import Conclusion, ConclusionState, Confirmation, Said
from tracker.meetings.rules import check_in_session
from tracker.meetings.rules.answers import DisagreementNeedsWords, NoLongerAsked, NotAddressed, WordedAnew
from tracker.meetings.services.conclusions import tell
from tracker.office.models import Person

EVENTS = {Said.CONFIRMED: "conclusion.confirmed", Said.DISAGREED: "conclusion.disagreed"}


def answer_conclusion(
    conclusion: Conclusion, said: Said, *, unit_id: int, wording: int, words: str = "", by: Person, at: datetime
) -> None:
    """Record what a unit says to the wording that it had before it; the same said again adds nothing.

    Raises MeetingIsNotOpen, MeetingIsClosed, NoLongerAsked, NotAddressed, WordedAnew, DisagreementNeedsWords.
    """
    meeting, words = conclusion.meeting, words.strip()
    hold(meeting)  # as those do who mend it or close the meeting
    check_in_session(meeting.state)
    if conclusion.state is not ConclusionState.DRAFT:
        raise NoLongerAsked
    unit = next((one for one in conclusion.units_on(clock.local(at).date()) if one.id == unit_id), None)
    if unit is None:
        raise NotAddressed
    if conclusion.wording != wording:
        raise WordedAnew
    if said is Said.DISAGREED and not words:
        raise DisagreementNeedsWords
    last = next((one for one in reversed(conclusion.confirmations) if one.unit_id == unit_id), None)
    if last is not None and (last.wording, last.said, last.words) == (wording, said, words):
        return
    answer = Confirmation(unit=unit, wording=wording, said=said, words=words, by=by, at=at)
    conclusion.confirmations.append(answer)
    db.session.flush()
    tell(conclusion, EVENTS[said], by=by, at=at, unit=unit.name, words=words or None)

"""What is done to conclusions: recorded, mended, dropped and taken up again while the meeting lasts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere, check_move
from tracker.meetings import labels, queries
from tracker.meetings.models import Addressee, Conclusion, ConclusionKind, ConclusionState, Meeting
from tracker.meetings.rules import (
    CONCLUSION_MOVES,
    AmendmentNeedsTarget,
    ConclusionNeedsUnit,
    ConclusionNeedsWords,
    NumberIsTaken,
    check_in_session,
    next_number,
)
from tracker.meetings.services.facts import ConclusionFacts
from tracker.meetings.services.following import show_change
from tracker.meetings.services.ordering import in_order, renumber
from tracker.office.models import Person
from tracker.tasks import services as tasks
from tracker.tasks.rules import TaskNeedsUnit
from tracker.tasks.services import Addressed


def add_conclusion(meeting: Meeting, facts: ConclusionFacts, *, by: Person, at: datetime) -> Conclusion:
    """Record what the chair concludes, as a draft that its addressees see.

    Without a number it gets the next one. The same words to the same units are recorded once: a form that is sent
    again adds nothing. Raises MeetingIsNotOpen, MeetingIsClosed, ConclusionNeedsWords, ConclusionNeedsUnit,
    AmendmentNeedsTarget, GroupIsEmpty, NumberIsTaken.
    """
    hold(meeting)
    check_in_session(meeting.state)
    check_said(meeting, facts, at=at)
    live = [c for c in in_order(meeting) if c.state is not ConclusionState.DROPPED]
    for same in live:
        if _says(same) == _meant(facts):
            return same
    number = facts.number.strip() or next_number(live[-1].number if live else "")
    _check_number(meeting, number)
    conclusion = new_conclusion(meeting, facts, number=number)
    units = _names(conclusion)
    tell(conclusion, "conclusion.added", by=by, at=at, words=conclusion.text, units=units, due=facts.due_on)
    return conclusion


def edit_conclusion(conclusion: Conclusion, facts: ConclusionFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend a draft; `seen` is the version that the person had before them. What says the same is not recorded again.

    Raises as `add_conclusion`, ChangedMeanwhile, and NotFromHere of one that was dropped.
    """
    meeting = conclusion.meeting
    hold(meeting)
    if conclusion.version != seen:
        raise ChangedMeanwhile
    check_in_session(meeting.state)
    if conclusion.state is not ConclusionState.DRAFT:
        raise NotFromHere(state=labels.CONCLUSION_STATE[conclusion.state])
    check_said(meeting, facts, at=at)
    number = facts.number.strip()
    _check_number(meeting, number, but=conclusion)
    reworded, item = _says(conclusion) != _meant(facts), facts.agenda_item
    same_number = (conclusion.numbered, number) in ((True, conclusion.number), (False, ""))
    if not reworded and same_number and conclusion.agenda_item_id == (item.id if item is not None else None):
        return
    if reworded:
        conclusion.wording += 1  # what heads said to the one before is not said to this
    write_facts(conclusion, facts)
    conclusion.numbered, conclusion.number = bool(number), number or conclusion.number
    wanted = _keys(facts.addressed)
    for addressee in conclusion.addressed:
        addressee.ended = addressee.key not in wanted
    known = {addressee.key for addressee in conclusion.addressed}
    conclusion.addressees += _addressees(facts, but=known)
    db.session.flush()
    renumber(meeting)
    units = _names(conclusion)
    tell(conclusion, "conclusion.edited", by=by, at=at, words=conclusion.text, units=units, due=facts.due_on)


def drop_conclusion(conclusion: Conclusion, *, by: Person, at: datetime, words: str = "") -> None:
    """Take a draft out; `words` say why, where somebody said so."""
    _move(conclusion, ConclusionState.DROPPED)
    tell(conclusion, "conclusion.dropped", by=by, at=at, words=words or conclusion.text)
    renumber(conclusion.meeting)


def restore_conclusion(conclusion: Conclusion, *, by: Person, at: datetime) -> None:
    """Take a dropped one up again, in its old place. Raises NumberIsTaken where another was given its number."""
    hold(conclusion.meeting)
    if conclusion.numbered:
        _check_number(conclusion.meeting, conclusion.number)
    _move(conclusion, ConclusionState.DRAFT)
    renumber(conclusion.meeting)
    tell(conclusion, "conclusion.restored", by=by, at=at)


def new_conclusion(meeting: Meeting, facts: ConclusionFacts, *, number: str) -> Conclusion:
    """A draft at the end of a meeting's list."""
    conclusion = Conclusion(
        position=queries.last_position(meeting.id) + 1,
        number=number,
        numbered=bool(facts.number.strip()),
        state=ConclusionState.DRAFT,
        wording=1,
    )
    write_facts(conclusion, facts)
    conclusion.addressees = _addressees(facts)
    meeting.conclusions.append(conclusion)
    db.session.add(conclusion)
    return conclusion


def write_facts(conclusion: Conclusion, facts: ConclusionFacts) -> None:
    """All that it says but its number and whom it addresses."""
    conclusion.text, conclusion.kind, conclusion.agenda_item_id = facts.text.strip(), facts.kind, None
    conclusion.due_on, conclusion.due_words = facts.due_on, facts.due_words
    conclusion.through, conclusion.frequency = facts.through, facts.frequency
    conclusion.target, conclusion.figure = facts.target, facts.figure
    conclusion.allocations = _shares(facts)
    if facts.agenda_item is not None:
        conclusion.agenda_item_id = facts.agenda_item.id


def check_said(meeting: Meeting, facts: ConclusionFacts, *, at: datetime) -> None:
    """It says something, to somebody who is there; what changes a target says which one.

    Raises ConclusionNeedsWords, AmendmentNeedsTarget, ConclusionNeedsUnit, GroupIsEmpty.
    """
    if not facts.text.strip():
        raise ConclusionNeedsWords
    amends = facts.kind is ConclusionKind.AMENDMENT
    if amends and (facts.target is None or (facts.figure is None and not facts.allocations)):
        raise AmendmentNeedsTarget
    if amends and not facts.addressed:
        return
    try:
        tasks.units_meant(facts.addressed, programme_id=meeting.programme_id, on=clock.local(at).date())
    except TaskNeedsUnit as nobody:
        raise ConclusionNeedsUnit from nobody


def tell(conclusion: Conclusion, name: str, *, by: Person, at: datetime, **facts: Any) -> None:
    """Record what happened to a conclusion in its meeting's story, and show it to the room."""
    number = conclusion.number or None
    audit.record(name, subject=conclusion, story=conclusion.meeting, by=by, at=at, number=number, **facts)
    show_change(conclusion.meeting)


def _move(conclusion: Conclusion, wanted: ConclusionState) -> None:
    hold(conclusion.meeting)
    check_in_session(conclusion.meeting.state)
    check_move(CONCLUSION_MOVES, conclusion.state, wanted, labels.CONCLUSION_STATE)
    conclusion.state = wanted


def _check_number(meeting: Meeting, number: str, *, but: Conclusion | None = None) -> None:
    for other in meeting.conclusions:
        given = other is not but and other.state is not ConclusionState.DROPPED
        if given and number and other.number == number:
            raise NumberIsTaken(number=number)


def _says(conclusion: Conclusion) -> tuple[object, ...]:
    """What heads agree or disagree with."""
    keys = frozenset(addressee.key for addressee in conclusion.addressed)
    when: tuple[date | None, str] = (conclusion.due_on, conclusion.due_words)
    change = (conclusion.target_id, conclusion.figure, tuple(sorted(conclusion.allocations.items())))
    return (conclusion.text, conclusion.kind, keys, when, conclusion.through_id, conclusion.frequency, change)


def _meant(facts: ConclusionFacts) -> tuple[object, ...]:
    through, target = facts.through, facts.target
    change = (target.id if target is not None else None, facts.figure, tuple(sorted(_shares(facts).items())))
    when = (facts.due_on, facts.due_words)
    via = through.id if through is not None else None
    return (facts.text.strip(), facts.kind, frozenset(_keys(facts.addressed)), when, via, facts.frequency, change)


def _shares(facts: ConclusionFacts) -> dict[str, str]:
    return {str(unit_id): f"{figure.normalize():f}" for unit_id, figure in facts.allocations.items()}


def _key(addressed: Addressed) -> tuple[object, ...]:
    unit, group = addressed.unit, addressed.group
    return (unit.id if unit is not None else None, group.id if group is not None else None, addressed.part)


def _keys(addressed: Sequence[Addressed]) -> set[tuple[object, ...]]:
    return {_key(a) for a in addressed}


def _addressees(facts: ConclusionFacts, *, but: Collection[tuple[object, ...]] = ()) -> list[Addressee]:
    """Each once, however often it was sent."""
    each = {_key(a): a for a in facts.addressed if _key(a) not in but}.values()
    return [Addressee(unit=a.unit, group=a.group, part=a.part, ended=False) for a in each]


def _names(conclusion: Conclusion) -> list[str]:
    return [addressee.name for addressee in conclusion.addressed]

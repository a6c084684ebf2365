"""What is done to conclusions: recorded, mended, dropped and taken up again while the meeting lasts; then given out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.core.periods import Quarter
from tracker.meetings import labels, queries
from tracker.meetings.models import Addressee, Conclusion, ConclusionState, Meeting, MeetingState
from tracker.meetings.rules import (
    CONCLUSION_MOVES,
    ConclusionNeedsUnit,
    ConclusionNeedsWords,
    MeetingUnderWay,
    NumberIsTaken,
    check_in_session,
    next_number,
    title_of,
)
from tracker.office.models import Person
from tracker.tasks import services as tasks
from tracker.tasks.models import TaskKind
from tracker.tasks.rules import TaskNeedsUnit, due_kind_in
from tracker.tasks.services import Addressed, TaskFacts

CLAUSE = "Kết luận"  # as documents cite it, in every language of the interface


def add_conclusion(
    meeting: Meeting,
    *,
    text: str,
    addressed: Sequence[Addressed],
    by: Person,
    at: datetime,
    due_on: date | None = None,
    due_words: str = "",
    number: str = "",
) -> Conclusion:
    """Record what the chair concludes, as a draft that its addressees see.

    Without a number it gets the next one. The same words to the same units are recorded once: a form that is sent
    again adds nothing. Raises MeetingIsNotOpen, MeetingIsClosed, ConclusionNeedsWords, ConclusionNeedsUnit,
    GroupIsEmpty, NumberIsTaken.
    """
    hold(meeting)
    check_in_session(meeting.state)
    _check(meeting, text, addressed, at=at)
    live = [c for c in meeting.conclusions if c.state is not ConclusionState.DROPPED]
    for same in live:
        if same.text == text.strip() and {a.key for a in same.addressed} == _keys(addressed) and same.due_on == due_on:
            return same
    number = number.strip() or next_number(live[-1].number if live else "")
    _check_number(meeting, number)
    conclusion = _new(meeting, text=text, number=number, addressed=addressed, due_on=due_on, due_words=due_words)
    _tell(conclusion, "conclusion.added", by=by, at=at, words=conclusion.text, units=_names(conclusion), due=due_on)
    return conclusion


def edit_conclusion(
    conclusion: Conclusion,
    *,
    text: str,
    addressed: Sequence[Addressed],
    seen: int,
    by: Person,
    at: datetime,
    due_on: date | None = None,
    due_words: str = "",
    number: str = "",
) -> None:
    """Mend a draft; `seen` is the version that the person had before them. Raises as `add_conclusion`, and
    ChangedMeanwhile."""
    hold(conclusion.meeting)
    if conclusion.version != seen:
        raise ChangedMeanwhile
    check_in_session(conclusion.meeting.state)
    _check(conclusion.meeting, text, addressed, at=at)
    number = number.strip() or conclusion.number
    _check_number(conclusion.meeting, number, but=conclusion)
    conclusion.text, conclusion.number = text.strip(), number
    conclusion.due_on, conclusion.due_words = due_on, due_words
    wanted = _keys(addressed)
    for addressee in conclusion.addressed:
        addressee.ended = addressee.key not in wanted
    known = {addressee.key for addressee in conclusion.addressed}
    conclusion.addressees += [_addressee(a) for a in addressed if _key(a) not in known]
    _tell(conclusion, "conclusion.edited", by=by, at=at, words=text.strip(), units=_names(conclusion), due=due_on)


def drop_conclusion(conclusion: Conclusion, *, by: Person, at: datetime, words: str = "") -> None:
    """Take a draft out; `words` say why, where somebody said so."""
    _move(conclusion, ConclusionState.DROPPED)
    _tell(conclusion, "conclusion.dropped", by=by, at=at, words=words or conclusion.text)


def restore_conclusion(conclusion: Conclusion, *, by: Person, at: datetime) -> None:
    """Take a dropped one up again. Raises NumberIsTaken where another has its number by now."""
    hold(conclusion.meeting)
    _check_number(conclusion.meeting, conclusion.number)
    _move(conclusion, ConclusionState.DRAFT)
    _tell(conclusion, "conclusion.restored", by=by, at=at)


def add_published_conclusion(
    meeting: Meeting,
    *,
    text: str,
    addressed: Sequence[Addressed],
    by: Person,
    at: datetime,
    due_on: date | None = None,
    due_words: str = "",
    number: str = "",
    span: tuple[int, int] | None = None,
    title: str | None = None,
) -> Conclusion:
    """A conclusion of a notice that was read in, and its task, at once. `span` is its clause in the notice's text.

    Raises MeetingUnderWay where the notice was not recorded first, ConclusionNeedsWords, ConclusionNeedsUnit,
    GroupIsEmpty.
    """
    hold(meeting)
    if meeting.state is not MeetingState.PUBLISHED:
        raise MeetingUnderWay(meeting=meeting.title)
    _check(meeting, text, addressed, at=at)
    conclusion = _new(
        meeting, text=text, number=number.strip()[:20], addressed=addressed, due_on=due_on, due_words=due_words
    )
    give_task(conclusion, by=by, at=at, span=span, title=title)
    return conclusion


def give_task(
    conclusion: Conclusion,
    *,
    by: Person,
    at: datetime,
    span: tuple[int, int] | None = None,
    title: str | None = None,
) -> None:
    """Publish a draft: one task with a part for each unit that it addresses, groups as they are on this day.

    The task belongs to the quarter of its deadline, or else to that of the day of publishing (the notice's own day
    where there is one).
    """
    check_move(CONCLUSION_MOVES, conclusion.state, ConclusionState.PUBLISHED, labels.CONCLUSION_STATE)
    meeting = conclusion.meeting
    notice = meeting.notice
    published_on = (notice.issued_on if notice is not None else None) or clock.local(at).date()
    facts = TaskFacts(
        title=title or title_of(conclusion.text),
        text=conclusion.text,
        kind=TaskKind.CONCLUSION,
        quarter=Quarter.of(conclusion.due_on or published_on),
        due_on=conclusion.due_on,
        due_kind=due_kind_in(conclusion.due_words, conclusion.due_on),
        due_words=conclusion.due_words,
        clause=_clause(conclusion),
        span=span,
    )
    addressed = [Addressed(a.part, unit=a.unit, group=a.group) for a in conclusion.addressed]
    conclusion.task = tasks.add_task(facts, addressed, programme_id=meeting.programme_id, document=notice, by=by, at=at)
    conclusion.state = ConclusionState.PUBLISHED
    units = [assignment.unit.name for assignment in conclusion.task.assignments]
    _tell(conclusion, "conclusion.published", by=by, at=at, units=units)


def _clause(conclusion: Conclusion) -> str:
    """Where a conclusion stands: its number in the notice, or in the meeting where no notice was issued."""
    number = f"{CLAUSE} {conclusion.number}".strip()
    return number if conclusion.meeting.notice is not None else f"{conclusion.meeting.title}, {number}"


def _new(
    meeting: Meeting,
    *,
    text: str,
    number: str,
    addressed: Sequence[Addressed],
    due_on: date | None,
    due_words: str,
) -> Conclusion:
    conclusion = Conclusion(
        position=queries.last_position(meeting.id) + 1,
        number=number,
        text=text.strip(),
        due_on=due_on,
        due_words=due_words,
        state=ConclusionState.DRAFT,
    )
    conclusion.addressees = [_addressee(a) for a in addressed]
    meeting.conclusions.append(conclusion)
    db.session.add(conclusion)
    return conclusion


def _move(conclusion: Conclusion, wanted: ConclusionState) -> None:
    hold(conclusion.meeting)
    check_in_session(conclusion.meeting.state)
    check_move(CONCLUSION_MOVES, conclusion.state, wanted, labels.CONCLUSION_STATE)
    conclusion.state = wanted


def _check(meeting: Meeting, text: str, addressed: Sequence[Addressed], *, at: datetime) -> None:
    """It says something, to somebody who is there."""
    if not text.strip():
        raise ConclusionNeedsWords
    try:
        tasks.units_meant(addressed, programme_id=meeting.programme_id, on=clock.local(at).date())
    except TaskNeedsUnit as nobody:
        raise ConclusionNeedsUnit from nobody


def _check_number(meeting: Meeting, number: str, *, but: Conclusion | None = None) -> None:
    for other in meeting.conclusions:
        if other is not but and other.state is not ConclusionState.DROPPED and number and other.number == number:
            raise NumberIsTaken(number=number)


def _key(addressed: Addressed) -> tuple[object, ...]:
    unit, group = addressed.unit, addressed.group
    return (unit.id if unit is not None else None, group.id if group is not None else None, addressed.part)


def _keys(addressed: Sequence[Addressed]) -> set[tuple[object, ...]]:
    return {_key(a) for a in addressed}


def _addressee(addressed: Addressed) -> Addressee:
    return Addressee(unit=addressed.unit, group=addressed.group, part=addressed.part, ended=False)


def _names(conclusion: Conclusion) -> list[str]:
    return [addressee.name for addressee in conclusion.addressed]


def _tell(conclusion: Conclusion, name: str, *, by: Person, at: datetime, **facts: Any) -> None:
    number = conclusion.number or None
    audit.record(name, subject=conclusion, story=conclusion.meeting, by=by, at=at, number=number, **facts)

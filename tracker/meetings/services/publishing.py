"""What becomes of conclusions: each draft turns into one task, one duty to report or one amendment, all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tracker import audit
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import check_move
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.documents.queries import head_of
from tracker.meetings import labels
from tracker.meetings.models import Conclusion, ConclusionKind, ConclusionState, Meeting, MeetingState
from tracker.meetings.rules import (
    CONCLUSION_MOVES,
    LONGEST_NUMBER,
    MeetingUnderWay,
    NothingToPublish,
    title_of,
)
from tracker.meetings.rules.duties import when_owed
from tracker.meetings.rules.wording import wording_meant
from tracker.meetings.services.conclusions import check_said, new_conclusion, tell
from tracker.meetings.services.facts import ConclusionFacts
from tracker.meetings.services.meetings import move_meeting
from tracker.office.models import Person, Unit, UnitGroup
from tracker.plans import services as plans
from tracker.plans.rules import PERCENT, in_force
from tracker.plans.rules.checks import Share
from tracker.plans.services import TargetFacts
from tracker.plans.services.allocating import allocate, shares_of
from tracker.reports import services as reports
from tracker.reports.models import Frequency
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.naming import name_of
from tracker.tasks import services as tasks
from tracker.tasks.models import DueKind, Recurrence, TaskKind
from tracker.tasks.rules import due_kind_in
from tracker.tasks.services import Addressed, TaskFacts

_RECURS = frozenset(Frequency) - {Frequency.ONCE, Frequency.NINE_MONTHS}  # rhythms that tasks have too
CLAUSE = "Kết luận"  # as documents cite it, in every language of the interface
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """What issues conclusions: the notice, and where each of them (by its id) stands in the notice's text."""

    document: Document | None = None
    spans: Mapping[int, Span] = field(default_factory=dict)


def publish_meeting(meeting: Meeting, *, by: Person, at: datetime, source: Source | None = None) -> None:
    """Make every draft of a closed meeting what its kind says, in force at once.

    Groups mean the units that they have on this day. Raises NothingToPublish, and what giving tasks, laying duties and
    amending targets raise; then nothing of it is done.
    """
    move_meeting(meeting, MeetingState.PUBLISHED)
    drafts = [c for c in meeting.conclusions if c.state is ConclusionState.DRAFT]
    if not drafts:
        raise NothingToPublish
    source = source or Source(meeting.notice)
    meeting.notice = source.document
    publish_conclusions(drafts, source, by=by, at=at)
    audit.record("meeting.published", subject=meeting, by=by, at=at, conclusions=len(drafts))


def publish_conclusions(drafts: Sequence[Conclusion], source: Source, *, by: Person, at: datetime) -> None:
    """Publish drafts one after the other, as `source` issues them."""
    for conclusion in drafts:
        publish_conclusion(conclusion, source, by=by, at=at)


def publish_conclusion(
    conclusion: Conclusion, source: Source, *, by: Person, at: datetime, title: str | None = None
) -> None:
    """Make one draft what its kind says, and link the two. `title` is that of its task, where a document gives it."""
    check_move(CONCLUSION_MOVES, conclusion.state, ConclusionState.PUBLISHED, labels.CONCLUSION_STATE)
    match conclusion.kind:
        case ConclusionKind.TASK:
            _give_task(conclusion, source, title, by=by, at=at)
        case ConclusionKind.DUTY:
            _lay_duty(conclusion, source, by=by, at=at)
        case ConclusionKind.AMENDMENT:
            _amend(conclusion, source, by=by, at=at)
    conclusion.state = ConclusionState.PUBLISHED


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
    span: Span | None = None,
    title: str | None = None,
) -> Conclusion:
    """A conclusion of a notice that was read in, and its task, at once. `span` is its clause in the notice's text.

    Raises MeetingUnderWay where the notice was not recorded first, ConclusionNeedsWords, ConclusionNeedsUnit,
    GroupIsEmpty.
    """
    hold(meeting)
    if meeting.state is not MeetingState.PUBLISHED:
        raise MeetingUnderWay(meeting=meeting.title)
    said = ConclusionFacts(text=text, addressed=tuple(addressed), due_on=due_on, due_words=due_words, number=number)
    check_said(meeting, said, at=at)
    conclusion = new_conclusion(meeting, said, number=number.strip()[:LONGEST_NUMBER])
    db.session.flush()
    source = Source(meeting.notice, {conclusion.id: span} if span is not None else {})
    publish_conclusion(conclusion, source, by=by, at=at, title=title)
    return conclusion


def _give_task(conclusion: Conclusion, source: Source, title: str | None, *, by: Person, at: datetime) -> None:
    """One task with a part for each unit, groups as they are on this day.

    It belongs to the quarter of its deadline, or else to that of the day of publishing (the notice's own day where
    there is one).
    """
    recurs = Recurrence(conclusion.frequency.value) if conclusion.frequency in _RECURS else None
    facts = TaskFacts(
        title=title or title_of(conclusion.text),
        text=conclusion.text,
        kind=TaskKind.CONCLUSION,
        quarter=Quarter.of(conclusion.due_on or _issued_on(source, at)),
        due_on=conclusion.due_on,
        due_kind=DueKind.RECURRING if recurs else due_kind_in(conclusion.due_words, conclusion.due_on),
        recurrence=recurs,
        due_words=conclusion.due_words,
        clause=_clause(conclusion, source),
        span=source.spans.get(conclusion.id),
    )
    addressed = [Addressed(a.part, unit=a.unit, group=a.group) for a in conclusion.addressed]
    programme_id = conclusion.meeting.programme_id
    conclusion.task = tasks.add_task(
        facts, addressed, programme_id=programme_id, document=source.document, by=by, at=at
    )
    units = [assignment.unit.name for assignment in conclusion.task.assignments]
    tell(conclusion, "conclusion.published", by=by, at=at, units=units)


def _lay_duty(conclusion: Conclusion, source: Source, *, by: Person, at: datetime) -> None:
    """A duty to report of those addressed, from the notice's quarter on: with the form that ships for such words."""
    meeting, issued_on = conclusion.meeting, _issued_on(source, at)
    frequency = conclusion.frequency or Frequency.ONCE
    facts = DutyFacts(
        name=name_of(title_of(conclusion.text), conclusion.text, None)[:300],
        text=conclusion.text,
        receiver=" ".join(head_of(meeting.programme).issuer.split())[:200],
        frequency=frequency,
        clause=_clause(conclusion, source)[:400],
        span=source.spans.get(conclusion.id),
        **when_owed(
            frequency,
            due_on=conclusion.due_on,
            due_words=conclusion.due_words,
            since=issued_on,
            calendar=work_calendar(),
        ),
    )
    to: list[Unit | UnitGroup] = [one for a in conclusion.addressed for one in (a.group, a.unit) if one is not None]
    conclusion.duty = reports.add_duty(
        facts,
        to,
        programme_id=meeting.programme_id,
        through=conclusion.through,
        document=source.document,
        by=by,
        at=at,
    )
    tell(conclusion, "conclusion.laid", by=by, at=at, duty=facts.name, units=[one.name for one in to])


def _amend(conclusion: Conclusion, source: Source, *, by: Person, at: datetime) -> None:
    """Its target demands from the notice's day on what the conclusion says, shared out as it shares it."""
    target = conclusion.target
    assert target is not None, "closing lets no amendment pass that names no target"
    since = _issued_on(source, at)
    before = in_force(target, since)
    text = wording_meant(conclusion.text) or before.text
    measure = PERCENT if text.lower().startswith(("tỷ lệ", "tỉ lệ")) else before.measure
    shares = {
        db.session.get_one(Unit, int(unit_id)): Share(Decimal(figure))
        for unit_id, figure in conclusion.allocations.items()
    }
    terms = TargetFacts(
        text=text,
        comparator=before.comparator,
        value=before.value if conclusion.figure is None else conclusion.figure,
        measure=measure,
        population=before.population,
        span=source.spans.get(conclusion.id),
    )
    words = "" if source.document is not None else _clause(conclusion, source)
    conclusion.amendment = plans.amend_target(
        target,
        terms,
        since=since,
        document=source.document,
        words=words,
        reallocated=bool(shares),
        by=by,
        at=at,
    )
    if shares:
        taken_over = dict.fromkeys(shares_of(conclusion.amendment), Share())  # units that it does not name have none
        allocate(target, taken_over | shares, amendment=conclusion.amendment, by=by, at=at)
    tell(conclusion, "conclusion.amended", by=by, at=at, target=text)


def _issued_on(source: Source, at: datetime) -> date:
    """The notice's own day, else today."""
    document = source.document
    return (document.issued_on if document is not None else None) or clock.local(at).date()


def _clause(conclusion: Conclusion, source: Source) -> str:
    """Where a conclusion stands: its number in the notice, or in the meeting where no notice was issued."""
    number = f"{CLAUSE} {conclusion.number}".strip()
    return number if source.document is not None else f"{conclusion.meeting.title}, {number}"

"""A notice that corrects another: points that it replaces or withdraws, or words alone; it is a notice of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from tracker import audit
from tracker.core.db import db, hold
from tracker.core.errors import check_move
from tracker.documents.papers.wording import short_day
from tracker.meetings import labels, queries
from tracker.meetings.models import (
    Conclusion,
    ConclusionState,
    Notice,
    NoticeSection,
    NoticeState,
    SectionLevel,
)
from tracker.meetings.rules import CONCLUSION_MOVES, NOTICE_MOVES, check_draft, wording
from tracker.meetings.rules.correcting import BeingCorrected, NotIssuedYet, NotItsPoint, PointReplaced
from tracker.meetings.services.conclusions import check_said, new_conclusion, tell
from tracker.meetings.services.facts import ConclusionFacts
from tracker.meetings.services.noticing import said_of
from tracker.office.models import Person
from tracker.plans import services as plans
from tracker.reports import services as reports
from tracker.tasks import services as tasks
from tracker.tasks.models import TaskState
from tracker.tasks.services import Addressed


def begin_correction(notice: Notice, *, by: Person, at: datetime) -> Notice:
    """The draft of a notice that corrects an issued one. Raises NotIssuedYet, BeingCorrected."""
    hold(notice)
    if notice.state is not NoticeState.ISSUED or notice.document is None:
        raise NotIssuedYet
    if queries.draft_correction(notice) is not None:
        raise BeingCorrected
    label = notice.document.label
    correction = Notice(
        meeting=notice.meeting,
        corrects=notice,
        state=NoticeState.DRAFT,
        subject=f"Đính chính, điều chỉnh {label}"[:1000],
        opening=wording.corrects_opening(label, notice.issued_on),
        closing=wording.corrects_closing(label),
        recipients=notice.recipients,
        signer=notice.signer,
    )
    db.session.add(correction)
    audit.record("notice.correction_begun", subject=correction, story=notice.meeting, by=by, at=at, notice=label)
    return correction


def replace_point(
    notice: Notice,
    point: Conclusion,
    *,
    text: str,
    addressed: Sequence[Addressed],
    due_on: date | None,
    due_words: str,
    figure: Decimal | None = None,
    by: Person,
    at: datetime,
) -> Conclusion:
    """Let a correction say a point anew; what the point became is given up when the correction is issued.

    An amendment keeps its target and shares, with another `figure` where one is given. Raises NoticeIsIssued,
    NoticeIsDropped, NotItsPoint, PointReplaced, and what recording a conclusion raises.
    """
    _check_point(notice, point)
    facts = ConclusionFacts(
        text=text,
        addressed=tuple(addressed),
        kind=point.kind,
        due_on=due_on,
        due_words=due_words,
        through=point.through,
        frequency=point.frequency,
        target=point.target,
        figure=figure if figure is not None else point.figure,
        allocations={int(unit_id): Decimal(share) for unit_id, share in point.allocations.items()},
    )
    check_said(notice.meeting, facts, at=at)
    fresh = new_conclusion(notice.meeting, facts, number=point.number)
    words = wording.replaced(point.number, wording.worded(said_of(fresh)))
    _add(notice, point, fresh, words)
    tell(fresh, "conclusion.replacing", by=by, at=at, words=text)
    return fresh


def withdraw_point(notice: Notice, point: Conclusion, *, by: Person, at: datetime) -> Conclusion:
    """Let a correction withdraw a point. Raises as `replace_point`."""
    _check_point(notice, point)
    facts = ConclusionFacts(text=point.text)
    fresh = new_conclusion(notice.meeting, facts, number=point.number)
    _add(notice, point, fresh, wording.replaced(point.number, point.text, withdrawn=True))
    tell(fresh, "conclusion.withdrawing", by=by, at=at, words=point.text)
    return fresh


def leave_point(notice: Notice, point_id: int | None, *, by: Person, at: datetime) -> None:
    """Leave a point as it is after all: what a correction was to say of it is dropped.

    Raises NoticeIsIssued, NoticeIsDropped, NotItsPoint.
    """
    _hold_draft(notice)
    fresh = next((one for one in queries.conclusions_of(notice) if one.replaces_id == (point_id or 0)), None)
    if fresh is None:
        raise NotItsPoint
    check_move(CONCLUSION_MOVES, fresh.state, ConclusionState.DROPPED, labels.CONCLUSION_STATE)
    fresh.state = ConclusionState.DROPPED
    for section in notice.sections:
        section.ended = section.ended or section.conclusion_id == fresh.id
    tell(fresh, "conclusion.dropped", by=by, at=at, words=fresh.text)


def drop_notice(notice: Notice, *, by: Person, at: datetime) -> None:
    """Give a correction up that was not issued; the notice that it was to correct stands as it is."""
    hold(notice)
    check_draft(notice.state)
    if notice.corrects is None:
        raise NotIssuedYet
    check_move(NOTICE_MOVES, notice.state, NoticeState.DROPPED, labels.NOTICE_STATE)
    for fresh in queries.conclusions_of(notice):
        fresh.state = ConclusionState.DROPPED
    notice.state = NoticeState.DROPPED
    audit.record("notice.dropped", subject=notice, story=notice.meeting, by=by, at=at, notice=notice.subject)


def replace_points(notice: Notice, conclusions: Sequence[Conclusion], *, by: Person, at: datetime) -> list[Conclusion]:
    """Give up what replaced points became, naming the notice that does it.

    A task of which a part was accepted goes on; those points are given back, so that staff are told.
    """
    assert notice.document is not None, "a correction is registered before it takes effect"
    words = f"{notice.document.label}, {short_day(notice.issued_on)}"
    formers = [one.replaces for one in conclusions if one.replaces is not None]
    kept = queries.tasks_with_accepted_parts([one.task_id for one in formers if one.task_id is not None])
    going_on = [one for one in formers if one.task_id in kept]
    for former in formers:
        task = former.task if former not in going_on else None
        if task is not None and task.state in (TaskState.ACTIVE, TaskState.SUSPENDED):
            tasks.drop_task(task, words=words, by=by, at=at)
        if former.duty is not None and former.duty.ended_on is None:
            reports.end_duty(former.duty, words=words, by=by, at=at)
        if former.amendment is not None and former.amendment.ended_at is None:
            plans.withdraw_amendment(former.amendment, words=words, by=by, at=at)
        tell(former, "conclusion.replaced", by=by, at=at, notice=notice.document.label)
    for one in conclusions:
        if one.withdraws:
            one.state = ConclusionState.PUBLISHED
    return going_on


def _check_point(notice: Notice, point: Conclusion) -> None:
    _hold_draft(notice)
    if point not in queries.points_to_correct(notice):
        raise NotItsPoint
    if any(one.replaces_id == point.id for one in queries.conclusions_of(notice)):
        raise PointReplaced


def _hold_draft(notice: Notice) -> None:
    """Its meeting first, as those do who issue it: else two at once would wait for each other."""
    hold(notice.meeting)
    hold(notice)
    check_draft(notice.state)


def _add(notice: Notice, point: Conclusion, fresh: Conclusion, words: str) -> None:
    fresh.notice, fresh.replaces = notice, point
    db.session.flush()
    last = max((section.position for section in notice.sections), default=0)
    notice.sections.append(
        NoticeSection(position=last + 1, level=SectionLevel.ITEM, words=words, conclusion_id=fresh.id, ended=False)
    )

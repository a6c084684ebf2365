"""Reading notices, and what goes along with them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from tracker.core.db import db
from tracker.documents.models import Document
from tracker.meetings.models import (
    Conclusion,
    ConclusionKind,
    ConclusionState,
    Meeting,
    Notice,
    NoticeSection,
    NoticeState,
)
from tracker.meetings.queries.conclusions import WITH_ADDRESSEES
from tracker.meetings.rules.wording import wording_meant
from tracker.office.models import Programme, Unit
from tracker.plans.rules import PERCENT, in_force
from tracker.tasks.models import Assignment, State

_WHOLE = (
    joinedload(Notice.signer),
    joinedload(Notice.number),
    joinedload(Notice.document).joinedload(Document.file),
    joinedload(Notice.pdf),
    joinedload(Notice.corrects).joinedload(Notice.number),
    selectinload(Notice.sections).joinedload(NoticeSection.conclusion),
    joinedload(Notice.meeting).options(
        joinedload(Meeting.programme).selectinload(Programme.members),
        joinedload(Meeting.venue),
        selectinload(Meeting.conclusions).options(WITH_ADDRESSEES, joinedload(Conclusion.target)),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice as its meeting's page lists it; `corrects` is the notation of the one that it corrects."""

    id: int
    subject: str
    state: NoticeState
    notation: str
    issued_on: date | None
    corrects: str


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A target as an amendment has it: what it demands, of all together and of each unit by name."""

    text: str
    percent: bool
    value: Decimal | None
    shares: tuple[tuple[str, Decimal], ...]


def get_notice(notice_id: int) -> Notice | None:
    """A notice with all that its paper says."""
    return db.session.scalar(sa.select(Notice).where(Notice.id == notice_id).options(*_WHOLE))


def get_section(section_id: int) -> NoticeSection | None:
    """A section, its notice whole."""
    return db.session.scalar(
        sa.select(NoticeSection)
        .join(NoticeSection.notice)
        .where(NoticeSection.id == section_id)
        .options(contains_eager(NoticeSection.notice).options(*_WHOLE))
    )


def notices_of(meeting_id: int, *, issued_only: bool) -> list[NoticeRow]:
    """The notices of a meeting in the order in which they were begun; drafts for those who may read them."""
    corrected = aliased(Notice)
    of_corrected = aliased(Document)
    wanted = (
        sa.select(
            Notice.id,
            Notice.subject,
            Notice.state,
            sa.func.coalesce(Document.notation, "").label("notation"),
            Notice.issued_on,
            sa.func.coalesce(of_corrected.notation, "").label("corrects"),
        )
        .outerjoin(Document, Document.id == Notice.document_id)
        .outerjoin(corrected, corrected.id == Notice.corrects_id)
        .outerjoin(of_corrected, of_corrected.id == corrected.document_id)
        .where(Notice.meeting_id == meeting_id, Notice.state != NoticeState.DROPPED)
        .order_by(Notice.id)
    )
    if issued_only:
        wanted = wanted.where(Notice.state == NoticeState.ISSUED)
    return [NoticeRow(**row._asdict()) for row in db.session.execute(wanted)]


def corrections_of(notice: Notice) -> Sequence[Notice]:
    """The issued notices that correct one, with their documents."""
    return db.session.scalars(
        sa.select(Notice)
        .where(Notice.corrects_id == notice.id, Notice.state == NoticeState.ISSUED)
        .options(joinedload(Notice.document))
        .order_by(Notice.id)
    ).all()


def draft_correction(notice: Notice) -> Notice | None:
    """The draft that is to correct a notice, where somebody has begun one."""
    return db.session.scalar(
        sa.select(Notice).where(Notice.corrects_id == notice.id, Notice.state == NoticeState.DRAFT).limit(1)
    )


def conclusions_of(notice: Notice) -> list[Conclusion]:
    """The conclusions that a notice issues: the meeting's own, or those of a correction; dropped ones left out."""
    own = None if notice.corrects_id is None else notice.id
    return [
        one for one in notice.meeting.conclusions if one.notice_id == own and one.state is not ConclusionState.DROPPED
    ]


def points_to_correct(notice: Notice) -> list[Conclusion]:
    """The points that a correction may replace or withdraw: what another one has replaced is corrected there."""
    replaced = {one.replaces_id for one in notice.meeting.conclusions if one.state is ConclusionState.PUBLISHED}
    points = conclusions_of(notice.corrects) if notice.corrects is not None else []
    return [one for one in points if not one.withdraws and one.id not in replaced]


def annex_of(conclusions: Iterable[Conclusion], *, on: date) -> list[AnnexLine]:
    """The targets that conclusions change and share out anew, as they will demand from a day on."""
    amending = [one for one in conclusions if one.kind is ConclusionKind.AMENDMENT and one.allocations and one.target]
    names = _unit_names({int(unit_id) for one in amending for unit_id in one.allocations})
    lines = []
    for one in amending:
        assert one.target is not None
        before = one.amendment or in_force(one.target, on)
        text = wording_meant(one.text) or before.text
        percent = before.measure == PERCENT or text.lower().startswith(("tỷ lệ", "tỉ lệ"))
        shares = tuple(
            (name, Decimal(one.allocations[str(unit_id)])) for unit_id, name in names if str(unit_id) in one.allocations
        )
        lines.append(AnnexLine(text, percent, one.figure if one.figure is not None else before.value, shares))
    return lines


def tasks_with_accepted_parts(task_ids: Collection[int]) -> set[int]:
    """Those of which some part was accepted already."""
    found = sa.select(Assignment.task_id).where(Assignment.task_id.in_(task_ids), Assignment.state == State.ACCEPTED)
    return set(db.session.scalars(found.distinct()))


def _unit_names(unit_ids: Collection[int]) -> list[tuple[int, str]]:
    rows = db.session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)).order_by(Unit.sort_key))
    return [(unit_id, name) for unit_id, name in rows]

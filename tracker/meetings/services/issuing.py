"""Issuing a notice: its number, its document, its files and all that it orders, in one action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import hold
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.documents import services as documents
from tracker.documents.models import Document, RegisteredNumber, Signer, StoredFile
from tracker.documents.papers import Paper, can_write_pdf, write_pdf, write_word
from tracker.documents.queries import register_for
from tracker.documents.rules import RegisterNeeded
from tracker.documents.services import DocumentFacts
from tracker.meetings import labels, queries
from tracker.meetings.models import Conclusion, Notice, NoticeSection, NoticeState
from tracker.meetings.notice_paper import TYPE_CODE, TYPE_NAME, paper_of
from tracker.meetings.rules import NOTICE_MOVES, check_draft
from tracker.meetings.rules.issuing import (
    IssuedAhead,
    IssuedBeforeMeeting,
    NothingWorded,
    NoticeNeedsSigner,
    stamp_of,
)
from tracker.meetings.services.correcting import replace_points
from tracker.meetings.services.following import show_change
from tracker.meetings.services.noticing import live_sections
from tracker.meetings.services.publishing import Source, publish_conclusions, publish_meeting
from tracker.office.models import Person
from tracker.reading.docx import text_of_docx


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """Under which number (none: the next of its register), on which day, signed by whom.

    `stamp` is that of the wording which the person had before them. `with_pdf`: keep a PDF too, where they are written.
    """

    number: int | None
    issued_on: date
    signer: Signer | None
    stamp: str
    with_pdf: bool = True


def issue_notice(notice: Notice, facts: IssueFacts, *, by: Person, at: datetime) -> list[Conclusion]:
    """Put a notice into the register and in force. Gives the points that it replaces but whose tasks go on.

    Raises NoticeIsIssued, NoticeIsDropped, ChangedMeanwhile (the wording is another by now), NoticeNeedsSigner,
    NothingWorded, IssuedBeforeMeeting, IssuedAhead, RegisterNeeded, LetterheadNeeded, NumberTaken, SignNotInLetters,
    and what publishing raises.
    """
    meeting = notice.meeting
    hold(meeting)
    hold(notice)
    check_draft(notice.state)
    if facts.stamp != stamp_of(notice):
        raise ChangedMeanwhile
    sections, conclusions = live_sections(notice), queries.conclusions_of(notice)
    _check(notice, facts, sections, today=clock.local(at).date())
    check_move(NOTICE_MOVES, notice.state, NoticeState.ISSUED, labels.NOTICE_STATE)
    notice.signer, notice.issued_on = facts.signer, facts.issued_on
    notice.number = _number(notice, facts, by=by, at=at)
    annex = queries.annex_of(conclusions, on=facts.issued_on)
    paper = paper_of(notice, sections, annex, notation=notice.number.notation, issued_on=facts.issued_on)
    notice.document = _enter(notice, paper, with_pdf=facts.with_pdf, by=by, at=at)
    source = Source(notice.document, _spans(notice.document.text, sections))
    going_on: list[Conclusion] = []
    if notice.corrects is None:
        publish_meeting(meeting, source=source, by=by, at=at)
    else:
        going_on = replace_points(notice, conclusions, by=by, at=at)
        publish_conclusions([one for one in conclusions if not one.withdraws], source, by=by, at=at)
    notice.state = NoticeState.ISSUED
    label, day = notice.document.label, facts.issued_on
    audit.record("notice.issued", subject=notice, story=meeting, by=by, at=at, notice=label, day=day)
    show_change(meeting)
    return going_on


def _check(notice: Notice, facts: IssueFacts, sections: Sequence[NoticeSection], *, today: date) -> None:
    if facts.signer is None:
        raise NoticeNeedsSigner
    if not sections:
        raise NothingWorded
    held_on = notice.meeting.held_on
    if held_on is not None and facts.issued_on < held_on:
        raise IssuedBeforeMeeting(day=f"{held_on:%d/%m/%Y}")
    latest = max(today, held_on or today)  # of a meeting that was opened before its day
    if facts.issued_on > latest:
        raise IssuedAhead(day=f"{latest:%d/%m/%Y}")


def _number(notice: Notice, facts: IssueFacts, *, by: Person, at: datetime) -> RegisteredNumber:
    programme, subject = notice.meeting.programme, notice.subject
    if facts.number is None:
        return documents.take_number(programme, TYPE_CODE, subject=subject, by=by, at=at)
    register = register_for(programme.id, TYPE_CODE)
    if register is None:
        raise RegisterNeeded
    return documents.enter_number(register, facts.number, TYPE_CODE, subject=subject, by=by, at=at)


def _enter(notice: Notice, paper: Paper, *, with_pdf: bool, by: Person, at: datetime) -> Document:
    """The paper as it goes out, kept with what is read back of it, so that it can be searched and cited."""
    word, signer = write_word(paper), notice.signer
    name = f"{TYPE_NAME} {paper.notation.replace('/', '-')}"
    if with_pdf and can_write_pdf():
        notice.pdf = _keep(write_pdf(paper), f"{name}.pdf", by=by, at=at)
    return documents.register_document(
        DocumentFacts(
            type_name=f"{TYPE_NAME} kết luận",
            notation=paper.notation,
            issued_on=paper.issued_on,
            issuer=" ".join(paper.head.issuer.split())[:200],
            subject=notice.subject,
            signer=signer.full_name if signer is not None else "",
        ),
        programme_id=notice.meeting.programme_id,
        text=text_of_docx(word),
        file=_keep(word, f"{name}.docx", by=by, at=at),
        by=by,
        at=at,
    )


def _keep(data: bytes, name: str, *, by: Person, at: datetime) -> StoredFile:
    return documents.store_file(data, name, by=by, at=at)


def _spans(text: str, sections: Sequence[NoticeSection]) -> dict[int, tuple[int, int]]:
    """Where each conclusion stands in the notice's text, found in the order in which they are printed."""
    spans: dict[int, tuple[int, int]] = {}
    place = 0
    for section in sections:
        lines = [line.strip() for line in section.words.splitlines() if line.strip()]
        start = text.find(lines[0], place)
        if start < 0:
            continue
        end = text.find(lines[-1], start) + len(lines[-1])
        place = max(end, start + len(lines[0]))
        if section.conclusion_id is not None:
            spans[section.conclusion_id] = (start, place)
    return spans

"""Issuing a notice: its number, its document, its file and what it orders come in one action, or not at all."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN, Room
from tests.together import at_once
from tests.town import Town
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.folding import fold
from tracker.documents import files
from tracker.documents.models import Document, RegisteredNumber
from tracker.documents.papers.pdf import SignNotInLetters
from tracker.documents.rules import NumberTaken
from tracker.meetings.models import ConclusionKind, ConclusionState, MeetingState, Notice, NoticeState
from tracker.meetings.notice_letters import tell_units
from tracker.meetings.rules import NoticeIsIssued
from tracker.meetings.rules.issuing import IssuedAhead, IssuedBeforeMeeting, NoticeNeedsSigner, stamp_of
from tracker.meetings.services import hand_over, noticing
from tracker.meetings.services.issuing import IssueFacts, issue_notice
from tracker.office.services.handing_over import Takeover
from tracker.outbox.models import OutboxMessage
from tracker.plans.models import Target
from tracker.plans.rules import in_force
from tracker.reports.models import Frequency, ReportDuty
from tracker.tasks.models import Task, TaskState

REPORT = "Báo cáo đánh giá hiệu quả hoạt động của các mô hình"


@pytest.fixture
def closed(room: Room, town: Town) -> Room:
    """A meeting with a task, a duty to report and an amendment, closed."""
    target = db.session.scalars(sa.select(Target).where(Target.plan_id == town.plan.id).order_by(Target.id)).first()
    assert target is not None
    room.open()
    room.conclude("Rà soát mô hình vườn nhà", to=(ALL_COMMUNES,), due_on=date(2026, 11, 30), due_words="30/11")
    room.conclude(
        REPORT,
        to=(OWN,),
        kind=ConclusionKind.DUTY,
        frequency=Frequency.QUARTERLY,
        through=town.unit("Phòng Văn hóa và Thông tin"),
    )
    room.conclude(
        f"Thống nhất điều chỉnh nội dung “{target.text}” thành “Tỷ lệ hộ có vườn nhà”",
        to=(),
        kind=ConclusionKind.AMENDMENT,
        target=target,
        figure=Decimal("20.33"),
        allocations={town.unit(OTHER).id: Decimal("16.5")},
    )
    return room.close()


def facts_of(notice: Notice, **changed: object) -> IssueFacts:
    """How the chair issues it: the next number, today, the signer of the draft."""
    said = {"number": None, "issued_on": Town.today, "signer": notice.signer, "stamp": stamp_of(notice)}
    return IssueFacts(**(said | changed))


def issue(room: Room, **changed: object) -> Notice:
    """The chair issues the meeting's notice."""
    [notice] = room.meeting.notices
    with transaction():
        issue_notice(notice, facts_of(notice, **changed), by=room.town.person("chair"), at=room.town.now)
    return notice


def test_a_notice_is_issued_with_all_that_it_orders(closed, town, trail):
    notice = issue(closed)
    task, duty, amendment = closed.meeting.conclusions
    document = notice.document
    assert notice.state is NoticeState.ISSUED
    assert closed.meeting.state is MeetingState.PUBLISHED
    assert closed.meeting.notice is document
    assert notice.number.notation == document.notation
    assert document.notation.endswith("/TB-BCĐ")
    assert task.task.state is TaskState.ACTIVE
    assert task.task.document is document
    assert duty.duty.document is document
    assert (duty.duty.frequency, duty.duty.through.name) == (Frequency.QUARTERLY, "Phòng Văn hóa và Thông tin")
    assert amendment.amendment.since == town.today
    assert in_force(amendment.target, town.today).text == "Tỷ lệ hộ có vườn nhà"
    assert trail(closed.meeting)[-1] == "notice.issued"


def test_what_was_issued_can_be_read_and_found_and_its_clauses_marked(closed):
    notice = issue(closed)
    document = notice.document
    assert files.path_of(document.file.sha256).is_file()
    assert document.file.name.endswith(".docx")
    assert fold("vườn nhà") in fold(document.text)
    for conclusion in closed.meeting.conclusions[:2]:
        made = conclusion.task or conclusion.duty
        clause = document.text[made.clause_start : made.clause_end]
        assert clause.startswith(conclusion.text)
    assert "Tỷ lệ hộ có vườn nhà | 20,33% | 16,5% |" in document.text


def test_a_failure_at_the_last_point_leaves_nothing(closed, town):
    target = closed.meeting.conclusions[-1].target
    with transaction():
        target.ended_on = date(2026, 1, 1)
    numbers = db.session.scalar(sa.select(sa.func.count(RegisteredNumber.id)))
    documents = db.session.scalar(sa.select(sa.func.count(Document.id)))
    events = db.session.scalar(sa.select(sa.func.count(AuditEvent.id)))
    with pytest.raises(RuleBroken):
        issue(closed)
    assert db.session.scalar(sa.select(sa.func.count(RegisteredNumber.id))) == numbers
    assert db.session.scalar(sa.select(sa.func.count(Document.id))) == documents
    assert db.session.scalar(sa.select(sa.func.count(AuditEvent.id))) == events
    assert [one.task for one in closed.meeting.conclusions] == [None, None, None]
    assert closed.meeting.state is MeetingState.CONCLUDED


def test_it_is_issued_once(closed):
    notice = issue(closed)
    with pytest.raises(NoticeIsIssued):
        issue(closed, stamp=stamp_of(notice))
    assert db.session.scalar(sa.select(sa.func.count(Task.id)).where(Task.document_id == notice.document_id)) == 1


def test_wording_that_changed_meanwhile_is_read_first(closed, town):
    [notice] = closed.meeting.notices
    stamp = stamp_of(notice)
    with transaction():
        noticing.leave_section_out(noticing.live_sections(notice)[-1], by=town.person("staff"), at=town.now)
    with pytest.raises(ChangedMeanwhile):
        issue(closed, stamp=stamp)
    assert notice.state is NoticeState.DRAFT


def test_a_number_given_elsewhere_is_entered_and_never_given_twice(closed):
    notice = issue(closed, number=127)
    assert notice.document.notation == "127/TB-BCĐ"


def test_a_number_that_is_taken_is_refused(closed):
    taken = db.session.scalars(sa.select(RegisteredNumber.number)).first()
    with pytest.raises(NumberTaken):
        issue(closed, number=taken)
    assert closed.meeting.notices[0].state is NoticeState.DRAFT


def test_it_needs_a_signer_and_a_day_from_its_meeting_to_today(closed, town):
    with pytest.raises(NoticeNeedsSigner):
        issue(closed, signer=None)
    with pytest.raises(IssuedBeforeMeeting):
        issue(closed, issued_on=date(2026, 1, 1))
    with pytest.raises(IssuedAhead):
        issue(closed, issued_on=date(2062, 10, 28))


def test_a_sign_that_the_pdf_cannot_bear_is_named_before_anything_is_issued(closed, town):
    [notice] = closed.meeting.notices
    numbers = db.session.query(RegisteredNumber).count()
    with transaction():
        notice.sections[1].words += " ✔"
    with pytest.raises(SignNotInLetters):
        issue(closed, stamp=stamp_of(notice))
    db.session.expire_all()
    assert notice.state is NoticeState.DRAFT
    assert db.session.query(RegisteredNumber).count() == numbers


def test_a_point_whose_unit_is_no_more_does_not_keep_the_notice_from_being_issued(room, town, trail):
    room.open().conclude("Rà soát mô hình", to=(OWN,))
    room.conclude("Họp dân", to=(OTHER,))
    room.close()
    with transaction():
        hand_over(Takeover((town.unit(OWN),), (), town.today), by=None, at=town.now)
    db.session.expire_all()
    notice = issue(room)
    gone, kept = room.meeting.conclusions
    assert (gone.state, gone.task) == (ConclusionState.DROPPED, None)
    assert kept.task is not None
    assert "Rà soát mô hình" not in notice.document.text
    assert "conclusion.dropped" in trail(room.meeting)


def test_each_person_gets_one_mail_with_the_points_of_their_own_unit(closed, town):
    with transaction():
        for who in ("officer", "officer2"):
            town.person(who).email = f"{who}@example.vn"
    notice = issue(closed)
    with transaction():
        told = tell_units(notice, closed.meeting.conclusions, link="https://example.vn/notices/1", at=town.now)
    mails = db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith("notice:"))).all()
    by_address = {mail.to_address: mail.body for mail in mails}
    assert told == len(mails) == len(by_address)
    own, others = by_address["officer@example.vn"], by_address["officer2@example.vn"]
    assert REPORT in own
    assert "vườn nhà" not in own.replace(notice.document.subject, "")
    assert "Rà soát mô hình vườn nhà" in others
    assert REPORT not in others
    assert all("https://example.vn/notices/1" in body for body in by_address.values())
    with transaction():
        tell_units(notice, closed.meeting.conclusions, link="https://example.vn/notices/1", at=town.now)
    assert db.session.scalar(sa.select(sa.func.count(OutboxMessage.id))) == len(mails)


def issuing(town: Town) -> None:
    """What two chairs press at once; the signer is the programme's first."""
    [notice] = town.meeting.notices
    issue_notice(notice, facts_of(notice), by=town.person("chair"), at=town.now)


def test_two_who_issue_at_once_issue_one(app, closed):
    refused = at_once(app, [issuing] * 2)
    db.session.expire_all()
    [notice] = closed.meeting.notices
    taken = sa.select(sa.func.count(RegisteredNumber.id)).where(RegisteredNumber.notation == notice.document.notation)
    assert len(refused) == 1
    assert db.session.scalar(taken) == 1
    laid = sa.select(sa.func.count(ReportDuty.id)).where(ReportDuty.document_id == notice.document_id)
    assert db.session.scalar(laid) == 1

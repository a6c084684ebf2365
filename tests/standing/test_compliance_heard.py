"""No unit is named unheard: replies to another edition, unread ones, and words about others count for nothing."""

import io
from datetime import timedelta

import pypdfium2
import pytest
import sqlalchemy as sa

from tests.standing.listing import Listing
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.core.owed import OwedKind
from tracker.documents.accepting import Sent
from tracker.documents.queries import signers_of
from tracker.outbox.models import OutboxMessage
from tracker.reading.docx import text_of_docx
from tracker.reminders.queries import OwedFilter, owed
from tracker.reports.models import Report, ReportState
from tracker.reports.rules.freezing import hash_of
from tracker.standing.compliance_letters import tell_of_lock
from tracker.standing.models import Decision
from tracker.standing.queries.compliance_lists import lists_seen_by
from tracker.standing.rules.compliance import UnitNotHeard
from tracker.standing.rules.entries import content_of
from tracker.standing.services import deciding, drafting
from tracker.tasks.queries import reckoning


@pytest.fixture
def listing(town):
    return Listing(town)


def correct(listing, made, at, words="Sửa số liệu."):
    with transaction():
        return drafting.correct_list(made, words=words, **listing.by("staff", at))


def test_a_reply_to_the_edition_before_is_none_to_facts_that_changed_since(town, listing):
    made, later = listing.sent(OWN), town.now + timedelta(days=10)
    listing.reply(listing.entry(made))
    listing.decide(listing.entry(made), Decision.KEPT)
    listing.lock(made, at=later)
    with transaction():
        db.session.get_one(Report, listing.entry(made).subject_id).due_on = town.today - timedelta(days=6)
    further = listing.send(correct(listing, made, later), at=later)
    with pytest.raises(UnitNotHeard):
        listing.decide(listing.entry(further), Decision.KEPT, at=later)
    rows = owed(OwedFilter(kinds=[OwedKind.LIST_REPLY]), reckoning(later.date())).rows
    assert [row.unit_name for row in rows if row.record_id == further.id] == [OWN]  # it is asked anew
    listing.reply(listing.entry(further), "Hạn mới cũng chưa đúng.", at=later)
    listing.decide(listing.entry(further), Decision.KEPT, at=later)


def test_a_file_tells_its_unit_nothing_of_a_correction_that_was_not_sent(town, listing, sign_in):
    """The next edition takes replies along while it is drafted: the copies are staff's until it is sent."""
    made, later = listing.sent(OWN), town.now + timedelta(days=10)
    first = listing.reply(listing.entry(made), files=[Sent("anh.png", b"x")]).files[0].id
    listing.decide(listing.entry(made), Decision.KEPT)
    draft = correct(listing, listing.lock(made, at=later), later)
    copy = listing.entry(draft).replies[0].files[0].id
    answers = {
        (who, file): sign_in(who).get(f"/compliance-files/{file}").status_code
        for who in ("head", "staff")
        for file in (first, copy)
    }
    assert answers == {("head", first): 200, ("head", copy): 404, ("staff", first): 200, ("staff", copy): 200}


def test_who_signs_is_chosen_when_the_list_is_locked_and_stands_in_its_papers(town, listing, sign_in):
    made, later = listing.sent(OWN), town.now + timedelta(days=10)
    listing.decide(listing.entry(made), Decision.KEPT, at=later)
    chair, deputy = signers_of(town.programme.id)
    sent = {"stamp": hash_of(content_of(made)), "signer": str(deputy.id)}
    assert sign_in("chair").post(f"/compliance-lists/{made.id}/lock", data=sent).status_code == 302
    db.session.expire_all()
    assert made.document.signer == deputy.full_name
    paper = text_of_docx(sign_in("head").get(f"/compliance-lists/{made.id}/paper").data)
    assert deputy.full_name in paper
    assert chair.full_name not in paper
    pdf = pypdfium2.PdfDocument(sign_in("head").get(f"/compliance-lists/{made.id}/paper?format=pdf").data)
    assert any(deputy.full_name in page.get_textpage().get_text_bounded() for page in pdf)


def test_nobody_decides_on_an_entry_whose_new_reply_they_have_not_read(listing):
    made = listing.sent(OWN)
    entry = listing.entry(made)
    with_page_open = entry.version
    listing.reply(entry)
    with pytest.raises(ChangedMeanwhile), transaction():
        deciding.decide_entry(entry, Decision.KEPT, words="", seen=with_page_open, **listing.by("staff"))
    assert listing.entry(made).decision is Decision.OPEN


def test_what_fell_away_comes_back_with_its_record_but_what_staff_took_off_does_not(town, listing):
    made = listing.drafted()
    own, other = listing.entry(made), listing.entry(made, OTHER)
    listing.decide(other, Decision.TAKEN_OFF, "Nhầm.")
    report = db.session.get_one(Report, own.subject_id)
    before = report.state
    for state, decision in ((ReportState.EXCUSED, Decision.TAKEN_OFF), (before, Decision.OPEN)):
        with transaction():
            db.session.get_one(Report, listing.entry(made).subject_id).state = state
        with transaction():
            drafting.refresh_list(made, **listing.by("staff"))
        assert listing.entry(made).decision is decision
    assert listing.entry(made).decided_words == ""
    assert listing.entry(made, OTHER).decision is Decision.TAKEN_OFF


def test_in_a_correction_what_fell_away_before_and_is_told_again_is_decided_anew(town, listing):
    made, later = listing.sent(), town.now + timedelta(days=10)
    with transaction():
        report = db.session.get_one(Report, listing.entry(made).subject_id)
        before, report.state = report.state, ReportState.EXCUSED
    for unit in (OWN, OTHER):
        listing.decide(listing.entry(made, unit), Decision.KEPT, at=later)
    further = correct(listing, listing.lock(made, at=later), later)
    assert listing.entry(further).decision is Decision.TAKEN_OFF
    listing.lock(listing.send(further, at=later), at=later)
    with transaction():
        db.session.get_one(Report, listing.entry(made).subject_id).state = before
    third = correct(listing, further, later + timedelta(days=1))
    assert listing.entry(third).decision is Decision.OPEN
    assert listing.entry(third, OTHER).decision is Decision.KEPT


def test_the_letter_of_the_lock_leaves_out_what_its_unit_never_saw(town, listing):
    with transaction():
        town.account("head").person.email = "head@vi-du.vn"
    made = listing.drafted(OWN)
    listing.by_hand(made, title="Nhầm đơn vị khác")
    hand = next(one for one in made.entries if one.by_hand)
    listing.decide(hand, Decision.TAKEN_OFF, "Không đúng đơn vị.")
    listing.send(made)
    later = town.now + timedelta(days=10)
    listing.decide(listing.entry(made), Decision.KEPT, at=later)
    listing.lock(made, at=later)
    with transaction():
        assert tell_of_lock(made, link="https://vi-du.vn/1", at=later)
    key = OutboxMessage.dedupe_key.like(f"compliance-locked:{made.id}:%")
    bodies = db.session.scalars(sa.select(OutboxMessage.body).where(key)).all()
    assert bodies
    assert all("Báo cáo tháng 8" in body and "Nhầm đơn vị khác" not in body for body in bodies)


def test_a_correction_is_told_to_members_only_once_it_is_locked_and_its_words_too(town, listing, sign_in):
    made, later = listing.locked(), town.now + timedelta(days=11)
    with transaction():
        db.session.get_one(Report, listing.entry(made).subject_id).due_on = town.today - timedelta(days=6)
    words = f"{OTHER} đã gửi văn bản đề nghị."
    further = correct(listing, made, later, words)

    def follows(who):
        rows = lists_seen_by(town.person(who), programme_id=town.programme.id)
        return next(row.corrected for row in rows if row.id == made.id)

    assert (follows("staff"), follows("officer"), follows("officer2")) == (True, False, False)
    listing.send(further, at=later)
    head, address = sign_in("head"), f"/compliance-lists/{further.id}"
    assert head.get(address).status_code == 200
    assert words not in head.get(address).text
    assert words in sign_in("staff").get(address).text
    listing.decide(listing.entry(further), Decision.TAKEN_OFF, "Đã rõ.", at=later)
    listing.lock(further, at=later)
    assert words in head.get(address).text
    assert follows("officer2")


def test_a_decision_after_the_lock_says_so_and_keeps_what_was_typed(listing, sign_in):
    made = listing.locked(OWN)
    entry = listing.entry(made)
    sent = {"decision": "taken_off", "words": "Có công văn giải trình.", "version": entry.version}
    answer = sign_in("staff").post(f"/compliance-entries/{entry.id}/decide", data=sent)
    assert answer.status_code == 422
    assert "Có công văn giải trình." in answer.text
    assert made.number.notation in answer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"due_on": "28/10/2026"}, "vẫn còn kịp thời hạn"),
        ({"due_on": "1/10/2026", "done_on": "29/10/2026", "breach": "part_late"}, "Ngày này chưa đến"),
        ({"due_on": "1/10/2026", "done_on": "9/10/2026"}, "chưa gửi hoặc quá hạn"),
    ],
)
def test_by_hand_nothing_is_put_on_that_is_not_late_yet(town, listing, sign_in, typed, words):
    made = listing.drafted(OWN)
    sent = {"unit": town.unit(OWN).id, "breach": "part_overdue", "title": "Không dự họp"} | typed
    answer = sign_in("staff").post(f"/compliance-lists/{made.id}/add-entry", data=sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Không dự họp" in answer.text


def test_a_file_that_is_refused_takes_no_word_with_it(listing, sign_in):
    entry = listing.entry(listing.sent(OWN))
    sent = {"words": "Mất điện hai ngày.", "files": [(io.BytesIO(b"MZ\x90"), "bang-chung.exe")]}
    answer = sign_in("head").post(f"/compliance-entries/{entry.id}/reply", data=sent)
    assert answer.status_code == 422
    assert "Mất điện hai ngày." in answer.text
    assert listing.entry(entry.compliance_list).replies == []

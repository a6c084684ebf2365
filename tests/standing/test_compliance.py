"""A compliance list is drafted from facts, heard, decided entry by entry, locked and corrected; nothing is lost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.standing.listing import Listing
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.documents.accepting import Sent
from tracker.outbox.models import OutboxMessage
from tracker.reports.models import Report
from tracker.reports.services.excusing import excuse_report
from tracker.standing.compliance_letters import tell_of_lock, tell_of_sending
from tracker.standing.models import Breach, ComplianceList, Decision, ListState
from tracker.standing.rules.compliance import (
    CorrectInstead,
    CorrectTheLatest,
    ListIsLocked,
    ListMadeAlready,
    NotAllDecided,
    NothingToSend,
    NotSentYet,
    PeriodNotBegun,
    ReplyDayNeeded,
    ReplyDayPassed,
    ReplyNeedsWords,
    UnitNotHeard,
    UnitRepliesItself,
    WhyNeeded,
)
from tracker.standing.services import deciding, drafting
from tracker.tasks.models import State


@pytest.fixture
def listing(town):
    with transaction():
        for who in ("head", "officer", "head2", "officer2"):
            town.account(who).person.email = f"{who}@vi-du.vn"
    return Listing(town)


def events(name, record):
    of = (AuditEvent.name == name) & (AuditEvent.subject_id == record.id)
    return db.session.scalars(sa.select(AuditEvent).where(of)).all()


def test_a_draft_tells_what_the_records_tell_of_each_unit(town, listing):
    report = listing.missing(OWN)[0]
    made = listing.draft()
    (entry,) = made.entries
    assert (entry.unit_name, entry.breach, entry.decision) == (OWN, Breach.REPORT_MISSING, Decision.OPEN)
    assert (entry.subject_type, entry.subject_id, entry.due_on) == ("report", report.id, report.due_on)
    assert entry.days_late == 14
    assert entry.title == "Báo cáo tháng 8, tháng 8/2026"
    assert events("compliance_list.drafted", made)[0].facts["entries"] == 1


def test_parts_that_are_overdue_or_were_done_late_stand_there_too(town, listing):
    overdue, late = town.today - timedelta(days=5), town.today - timedelta(days=1)
    town.assignment(due=overdue, title="Việc quá hạn", quarter=town.quarter.previous)
    town.assignment(due=late, title="Việc làm chậm", state=State.SUBMITTED, quarter=town.quarter.previous)
    told = {one.title: one for one in listing.draft("2026-Q3").entries}
    assert told["Việc quá hạn"].breach is Breach.PART_OVERDUE
    assert (told["Việc làm chậm"].breach, told["Việc làm chậm"].done_on) == (Breach.PART_LATE, town.today)


def test_a_list_made_twice_is_refused_and_the_first_stays(listing):
    made = listing.drafted()
    with pytest.raises(ListMadeAlready):
        listing.draft()
    assert db.session.get_one(ComplianceList, made.id).state is ListState.DRAFT


def test_a_locked_list_is_not_made_again_but_corrected(listing):
    made = listing.locked()
    with pytest.raises(CorrectInstead, match=made.number.notation):
        listing.draft()


def test_of_a_period_that_has_not_begun_nothing_is_told(listing):
    with pytest.raises(PeriodNotBegun):
        listing.draft("2027-Q1")


def test_staff_take_off_and_put_on_only_while_it_is_a_draft(town, listing):
    made = listing.drafted()
    entry = listing.entry(made)
    with pytest.raises(WhyNeeded):
        listing.decide(entry, Decision.TAKEN_OFF)
    listing.decide(entry, Decision.TAKEN_OFF, "Đơn vị đã gửi bản giấy.")
    with pytest.raises(NotFromHere):
        listing.decide(entry, Decision.KEPT)
    added, further = listing.by_hand(made, OTHER), listing.by_hand(made, OTHER, "Không gửi biểu")
    assert (added.by_hand, added.subject_id, further.subject_id) == (True, 1, 2)
    listing.send(made)
    with pytest.raises(NotFromHere):
        listing.by_hand(made)


def test_a_draft_is_brought_up_to_date_without_losing_what_staff_did(town, listing):
    listing.missing(OWN, OTHER)
    made = listing.draft()
    listing.decide(listing.entry(made, OTHER), Decision.TAKEN_OFF, "Đã gửi bản giấy.")
    by_hand = listing.by_hand(made)
    own = listing.entry(made)
    excuse(town, own)
    listing.missing(OTHER, name="Báo cáo thêm")
    with transaction():
        drafting.refresh_list(made, **listing.by("staff"))
    stand = {(one.unit_name, one.title.split(",")[0]): one.decision for one in made.entries}
    assert stand == {
        (OWN, "Báo cáo tháng 8"): Decision.TAKEN_OFF,  # excused since: the facts tell it no longer
        (OTHER, "Báo cáo tháng 8"): Decision.TAKEN_OFF,
        (OWN, by_hand.title): Decision.OPEN,
        (OTHER, "Báo cáo thêm"): Decision.OPEN,
    }
    assert "28/10/2026" in own.decided_words


def test_it_is_sent_with_a_day_for_replies_and_heads_are_told_of_their_own_entries_alone(town, listing):
    made = listing.drafted()
    with pytest.raises(ReplyDayNeeded):
        listing.send(made, days=0)
    before = mails()
    listing.send(made)
    with transaction():
        told = tell_of_sending(made, link="https://x.vn/compliance-lists/1", **listing.by("staff"))
    sent = [one for one in mails() if one not in before]
    assert told == len(sent) == 2  # the heads, not the officers
    assert {one.to_name for one in sent} == {town.person("head").full_name, town.person("head2").full_name}
    for one in sent:
        own, other = (OWN, OTHER) if one.to_name == town.person("head").full_name else (OTHER, OWN)
        assert own in one.subject
        assert other not in one.subject + one.body
    with pytest.raises(NotFromHere):
        listing.send(made)


def test_a_list_on_which_nobody_stands_is_not_sent(listing):
    made = listing.drafted(OWN)
    listing.decide(listing.entry(made), Decision.TAKEN_OFF, "Nhầm đơn vị.")
    with pytest.raises(NothingToSend):
        listing.send(made)


def test_a_head_replies_with_words_and_files_and_adds_to_it(listing):
    made = listing.drafted(OWN)
    with pytest.raises(NotSentYet):
        listing.reply(listing.entry(made))
    entry = listing.entry(listing.send(made))
    with pytest.raises(ReplyNeedsWords):
        listing.reply(entry, "  ")
    listing.reply(entry, files=[Sent("bien-ban.pdf", b"%PDF")])
    listing.reply(entry, "Bổ sung: đã nộp bản giấy.")
    assert [one.words for one in entry.replies] == ["Mất điện hai ngày.", "Bổ sung: đã nộp bản giấy."]
    assert [one.file.name for one in entry.replies[0].files] == ["bien-ban.pdf"]
    assert len(events("compliance_entry.replied", entry)) == 2


def test_after_the_day_only_staff_take_a_reply_in_and_on_the_record(town, listing):
    entry, late = listing.entry(listing.sent(OWN, days=2)), town.now + timedelta(days=3)
    with pytest.raises(UnitRepliesItself), transaction():
        deciding.take_in_reply(entry, words="Thay đơn vị", **listing.by("staff"))
    with pytest.raises(ReplyDayPassed, match="30/10/2026"):
        listing.reply(entry, at=late)
    with transaction():
        deciding.take_in_reply(entry, words="Đơn vị báo qua điện thoại.", **listing.by("staff", late))
    assert entry.replies[-1].by_id == town.person("staff").id
    assert events("compliance_entry.late_reply_taken_in", entry)[0].facts["words"] == "Đơn vị báo qua điện thoại."


def test_nothing_is_kept_before_its_unit_was_heard_but_it_can_be_taken_off(town, listing):
    made = listing.sent()
    own, other = listing.entry(made), listing.entry(made, OTHER)
    with pytest.raises(UnitNotHeard, match="04/11/2026"):
        listing.decide(own, Decision.KEPT)
    listing.decide(other, Decision.TAKEN_OFF, "Đã có bản giấy.")
    listing.reply(own)
    listing.decide(own, Decision.KEPT, "Không phải lý do khách quan.")
    assert own.decided_by_id == town.person("staff").id
    listing.reply(own, "Gửi thêm biên bản.")
    assert (own.decision, own.decided_by_id) == (Decision.OPEN, None)  # it is looked at anew


def test_two_who_decide_at_once_do_not_overwrite_one_another(listing):
    entry = listing.entry(listing.sent())
    seen = entry.version
    listing.decide(entry, Decision.TAKEN_OFF, "Lần một.")
    with pytest.raises(ChangedMeanwhile), transaction():
        deciding.decide_entry(entry, Decision.OPEN, words="", seen=seen, **listing.by("staff"))
    assert entry.decided_words == "Lần một."


def test_it_is_locked_with_number_document_and_hash_once_all_is_decided(town, listing):
    made = listing.sent()
    with pytest.raises(NotAllDecided):
        listing.lock(made)
    after = town.now + timedelta(hours=1)
    listing.decide(listing.entry(made, OTHER), Decision.TAKEN_OFF, "Đã có bản giấy.", at=after)
    own = listing.entry(made)
    listing.reply(own)
    listing.decide(own, Decision.KEPT)
    with pytest.raises(ChangedMeanwhile), transaction():
        deciding.lock_list(made, stamp="another", signer=None, **listing.by("chair"))
    listing.lock(made)
    assert made.number.notation.endswith("TB-BCĐ")
    assert (made.document.notation, made.document.confirmed) == (made.number.notation, True)
    assert OWN in made.document.text
    assert OTHER not in made.document.text  # it was taken off: nobody reads its name there
    assert "Mất điện" not in made.document.text  # what a unit wrote is no other unit's
    assert events("compliance_list.locked", made)[0].facts["sha256"] == made.sha256
    with transaction():
        assert tell_of_lock(made, link="https://x.vn", at=town.now) == 2


def test_a_reply_or_a_decision_after_the_lock_is_refused_with_its_number(listing):
    made = listing.locked(OWN)
    entry = listing.entry(made)
    for act in (lambda: listing.reply(entry), lambda: listing.decide(entry, Decision.TAKEN_OFF, "Muộn")):
        with pytest.raises(ListIsLocked, match=made.number.notation):
            act()
    assert (entry.decision, entry.replies) == (Decision.KEPT, [])


def test_a_figure_corrected_after_the_lock_makes_a_further_edition_that_cites_the_first(town, listing):
    made, later = listing.sent(), town.now + timedelta(days=10)
    listing.reply(listing.entry(made, OTHER), by="head2", files=[Sent("anh.png", b"")])
    for entry in list(made.entries):
        listing.decide(entry, Decision.KEPT, at=later)
    listing.lock(made, at=later)
    sha256, own = made.sha256, listing.entry(made)
    excuse(town, own)
    with pytest.raises(WhyNeeded):
        correct(listing, made, " ")
    further = correct(listing, made, "Đơn vị được miễn báo cáo.", at=later + timedelta(days=1))
    with pytest.raises(ListMadeAlready):
        correct(listing, made, "Hai lần")
    stand = {one.unit_name: (one.decision, [reply.words for reply in one.replies]) for one in further.entries}
    assert stand == {OWN: (Decision.TAKEN_OFF, []), OTHER: (Decision.KEPT, ["Mất điện hai ngày."])}
    listing.send(further, at=later + timedelta(days=1))
    listing.lock(further, at=later + timedelta(days=1))  # all of it was heard before
    assert (further.edition, further.corrects_id) == (2, made.id)
    assert made.number.notation in further.document.text
    assert (made.state, made.sha256, listing.entry(made).decision) == (ListState.LOCKED, sha256, Decision.KEPT)
    with pytest.raises(CorrectTheLatest):
        correct(listing, made, "Bản cũ", at=later + timedelta(days=2))


def test_in_a_correction_what_the_facts_tell_otherwise_is_decided_anew(town, listing):
    made = listing.locked(OWN)
    entry = listing.entry(made)
    with transaction():
        entry_due(entry).due_on = town.today - timedelta(days=6)
    further = correct(listing, made, "Sửa thời hạn.", at=town.now + timedelta(days=11))
    assert [(one.decision, one.due_on) for one in further.entries] == [(Decision.OPEN, town.today - timedelta(days=6))]
    listing.send(further, at=town.now + timedelta(days=11))
    with pytest.raises(UnitNotHeard):
        listing.decide(further.entries[0], Decision.KEPT, at=town.now + timedelta(days=11))


def correct(listing, made, words, at=None):
    with transaction():
        return drafting.correct_list(made, words=words, **listing.by("staff", at))


def entry_due(entry):
    return db.session.get_one(Report, entry.subject_id)


def excuse(town, entry):
    """The report that an entry rests on is owed no more."""
    with transaction():
        excuse_report(entry_due(entry), words="Được miễn.", by=town.person("staff"), at=town.now)


def mails():
    return db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()

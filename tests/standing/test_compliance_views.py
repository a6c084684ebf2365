"""The pages of compliance lists: who sees what before and after the lock, and what the forms say."""

import io
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.documents.evidence import pdf
from tests.standing.listing import Listing
from tests.succession.conftest import Communes
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.owed import OwedKind
from tracker.documents.accepting import Sent
from tracker.office.models import Person
from tracker.office.queries import get_person
from tracker.reading.docx import text_of_docx
from tracker.reminders.queries import OwedFilter, owed
from tracker.reports.models import Report, ReportState
from tracker.standing import policy
from tracker.standing.models import ComplianceEntry, ComplianceList, Decision, ListState
from tracker.standing.queries.compliance import EntriesChosen, entries_seen_by
from tracker.standing.services import drafting
from tracker.standing.services.deciding import reply_to_entry
from tracker.tasks.queries import reckoning

WHO = ["officer", "head", "officer2", "head2", "observer", "staff", "chair", "admin"]


@pytest.fixture
def listing(town):
    return Listing(town)


def test_staff_draft_send_decide_and_the_chair_locks_in_the_browser(town, listing, sign_in):
    listing.missing(OWN)
    staff = sign_in("staff")
    made = staff.post("/compliance-lists/new?quarter=2026-Q4", data={"period": "2026-Q3", "words": ""})
    assert made.status_code == 302
    address = made.location
    page = staff.get(address)
    assert OWN in page.text
    assert "Chưa đơn vị nào thấy" in page.text
    assert staff.post(f"{address}/send", data={"reply_by": "4/11/2026"}).location == address
    entry = listing.entry(db.session.scalars(sa.select(ComplianceList).order_by(ComplianceList.id.desc())).first())
    reply = {"words": "Mất điện.", "files": [(io.BytesIO(pdf()), "biên bản.pdf")]}
    head = sign_in("head")
    assert head.post(f"/compliance-entries/{entry.id}/reply", data=reply).status_code == 302
    shown = head.get(f"/compliance-entries/{entry.id}")
    assert "Mất điện." in shown.text
    assert "biên bản.pdf" in shown.text


def known_to(person: Person, made: ComplianceList) -> tuple[set[str], bool]:
    """Of which units they read an entry, and whether they know of the list: lists and pages say the same."""
    wanted = sa.select(ComplianceEntry).join(ComplianceList).where(policy.entries_visible_to(person))
    listed = set(db.session.scalars(wanted.where(ComplianceEntry.list_id == made.id)))
    assert listed == {one for one in made.entries if policy.can_view_entry(person, one)}
    of_list = made in db.session.scalars(sa.select(ComplianceList).where(policy.lists_visible_to(person))).all()
    assert of_list == policy.can_view_list(person, made)
    return {one.unit_name for one in listed}, of_list


@pytest.mark.parametrize("state", ["draft", "sent", "locked"])
def test_lists_and_pages_agree_on_who_may_know_of_an_entry(town, listing, state):
    made = {"draft": listing.drafted, "sent": listing.sent, "locked": listing.locked}[state](OWN, OTHER)
    if state == "draft":
        listing.by_hand(made)
    known = {who: known_to(town.person(who), made)[0] for who in WHO}
    for who, own in (("officer", OWN), ("head", OWN), ("officer2", OTHER), ("head2", OTHER)):
        assert known[who] == {"draft": set(), "sent": {own}, "locked": {OWN, OTHER}}[state]


def test_what_is_decided_no_other_unit_reads_before_the_lock_and_what_was_taken_off_never(town, listing):
    made, later = listing.sent(OWN, OTHER), town.now + timedelta(days=10)
    listing.reply(listing.entry(made))
    listing.decide(listing.entry(made), Decision.KEPT)  # at the very moment of sending: it is known all the same
    listing.decide(listing.entry(made, OTHER), Decision.TAKEN_OFF, "Đã nộp.", at=later)
    of_neither = town.new_person("Y Blếch", unit="Phòng Văn hóa và Thông tin")
    asked = [town.person("officer"), town.person("officer2"), of_neither]
    assert [known_to(one, made) for one in asked] == [({OWN}, True), ({OTHER}, True), (set(), False)]
    listing.lock(made, at=later)
    assert [known_to(one, made) for one in asked] == [({OWN}, True), ({OWN, OTHER}, True), ({OWN}, True)]


def test_a_locked_list_is_for_the_members_of_its_programme(town, sign_in):
    elsewhere = Listing(town, town.another_programme(members=(OTHER,)))
    made = elsewhere.sent(OTHER)
    with transaction():  # that programme has no register to take a number from
        made.state, made.entries[0].decision = ListState.LOCKED, Decision.KEPT
    assert known_to(town.person("officer"), made) == (set(), False)
    assert known_to(town.person("officer2"), made) == ({OTHER}, True)
    assert sign_in("officer").get(f"/compliance-lists/{made.id}/paper").status_code == 404


def test_a_unit_reads_that_a_corrected_list_names_it_no_longer(town, listing):
    made, later = listing.locked(OWN, OTHER), town.now + timedelta(days=10)
    with transaction():
        db.session.get_one(Report, listing.entry(made).subject_id).state = ReportState.EXCUSED
    with transaction():
        further = drafting.correct_list(made, words="Sửa số liệu.", **listing.by("staff", later))
    assert listing.entry(further).decision is Decision.TAKEN_OFF
    assert known_to(town.person("officer"), further) == (set(), False)
    listing.send(further, at=later)
    assert known_to(town.person("officer"), further) == ({OWN}, True)


def test_nobody_replies_to_what_is_only_drafted(listing, sign_in):
    entry = listing.entry(listing.drafted())
    answer = sign_in("head").post(f"/compliance-entries/{entry.id}/reply", data={"words": "Mất điện."})
    assert answer.status_code == 404


def test_what_was_taken_off_a_draft_its_unit_never_reads(town, listing):
    made = listing.drafted()
    listing.decide(listing.entry(made), Decision.TAKEN_OFF, "Nhầm.")
    listing.send(made)
    officer = town.person("officer")
    assert not policy.can_view_list(officer, made)
    assert not policy.can_view_entry(officer, listing.entry(made))
    assert entries_seen_by(officer, made, EntriesChosen()) == []
    listing.decide(listing.entry(made, OTHER), Decision.TAKEN_OFF, "Đã nộp.", at=town.now + timedelta(hours=1))
    assert policy.can_view_entry(town.person("officer2"), listing.entry(made, OTHER))  # it knew of that one


def said(answer):
    """All that an answer holds; of a sheet, what stands in it."""
    if answer.data[:2] != b"PK":
        return answer.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def test_no_address_shows_a_unit_the_entry_of_another_before_the_lock(app, town, listing, sign_in):
    made = listing.sent()
    entry = listing.entry(made, OTHER)
    file = listing.reply(entry, by="head2", words="Chờ số liệu xã.", files=[Sent("anh.png", b"x")]).files[0]
    parts = {"list_id": made.id, "entry_id": entry.id, "compliance_file_id": file.id}
    rules = [one for one in app.url_map.iter_rules() if one.endpoint.startswith("compliance_")]
    for who in ("officer", "head"):
        browser = sign_in(who)
        for rule in rules:
            values = {part: parts[part] for part in rule.arguments}
            with app.test_request_context():
                address = rule.build(values)[1] if values else rule.rule
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                answer = browser.open(address, method=method)
                if "entry_id" in values or "compliance_file_id" in values:
                    assert answer.status_code == 404, (who, method, address)
                assert OTHER not in said(answer), (who, method, address)
                assert "Chờ số liệu" not in said(answer), (who, method, address)
        for address in (f"/compliance-lists/{made.id}?format=xlsx", "/due/", "/work", "/documents/", "/bell/"):
            assert "Chờ số liệu" not in said(browser.get(address))
        assert f"/compliance-entries/{entry.id}" not in browser.get(f"/compliance-lists/{made.id}").text


def test_after_the_lock_members_read_what_stays_but_no_other_unit_s_words(town, listing, sign_in):
    made, later = listing.sent(), town.now + timedelta(days=10)
    entry = listing.entry(made, OTHER)
    file = listing.reply(entry, by="head2", words="Chờ số liệu xã.", files=[Sent("anh.png", b"x")]).files[0]
    listing.decide(entry, Decision.KEPT, "Lý do chưa khách quan.")
    listing.decide(listing.entry(made), Decision.TAKEN_OFF, "Đã nộp bản giấy.")
    listing.lock(made, at=later)
    officer = sign_in("officer")
    page = officer.get(f"/compliance-lists/{made.id}").text
    assert OTHER in page
    shown = officer.get(f"/compliance-entries/{entry.id}").text
    for words in ("Chờ số liệu xã.", "Lý do chưa khách quan."):
        assert words not in page + shown
    assert officer.get(f"/compliance-files/{file.id}").status_code == 404
    paper = officer.get(f"/compliance-lists/{made.id}/paper")
    assert made.number.notation in text_of_docx(paper.data)
    assert OWN not in text_of_docx(paper.data)
    assert OWN not in sign_in("officer2").get(f"/compliance-lists/{made.id}").text


def test_a_late_reply_keeps_what_was_typed(town, listing, sign_in):
    made = listing.locked(OWN)
    answer = sign_in("head").post(
        f"/compliance-entries/{listing.entry(made).id}/reply", data={"words": "Chúng tôi đã nộp."}
    )
    assert answer.status_code == 422
    assert "Chúng tôi đã nộp." in answer.text
    assert made.number.notation in answer.text


def test_one_goes_from_decision_to_decision_until_none_is_open(town, listing, sign_in):
    made, staff = listing.drafted(OWN, OTHER), sign_in("staff")
    first, second = listing.entry(made), listing.entry(made, OTHER)

    def decide(entry: ComplianceEntry) -> str:
        sent = {"decision": "taken_off", "words": "Đã nộp bản giấy.", "version": str(entry.version), "next": "1"}
        return staff.post(f"/compliance-entries/{entry.id}/decide", data=sent).location

    assert decide(first) == f"/compliance-entries/{second.id}#decide"
    assert decide(second) == f"/compliance-lists/{made.id}#entry-{second.id}"


def test_two_decisions_at_once_show_both(town, listing, sign_in):
    entry = listing.entry(listing.sent())
    version = entry.version
    listing.decide(entry, Decision.TAKEN_OFF, "Đã có bản giấy.")
    sent = {"decision": "taken_off", "words": "Lý do khác.", "version": str(version)}
    answer = sign_in("staff").post(f"/compliance-entries/{entry.id}/decide", data=sent)
    assert answer.status_code == 409
    assert "Lý do khác." in answer.text
    assert "Đã có bản giấy." in answer.text


def test_the_list_answers_htmx_with_its_entries_alone(town, listing, sign_in, htmx):
    made = listing.drafted()
    piece = sign_in("staff").get(f"/compliance-lists/{made.id}?breach=report_missing", headers=htmx)
    assert piece.text.lstrip().startswith('<div class="sheet" id="compliance-entries"')
    sheet = sign_in("staff").get(f"/compliance-lists/{made.id}?format=xlsx")
    assert sheet.data[:2] == b"PK"


def test_a_reply_is_owed_until_it_is_given_or_decided(town, listing):
    made = listing.sent()

    def units():
        wanted = OwedFilter(kinds=[OwedKind.LIST_REPLY])
        rows = owed(wanted, reckoning(town.today)).rows
        return {one.unit_name: one.due_on for one in rows if one.record_id == made.id}

    assert units() == {OWN: made.reply_by, OTHER: made.reply_by}
    listing.reply(listing.entry(made))
    assert units() == {OTHER: made.reply_by}
    listing.decide(listing.entry(made, OTHER), Decision.TAKEN_OFF, "Đã nộp.")
    assert units() == {}


def test_whoever_took_over_replies_under_the_name_that_the_unit_had(town, listing):
    communes = Communes(town)
    made = listing.sent(communes.one.name)
    entry = made.entries[0]
    new = communes.merge()
    db.session.expire_all()
    assert (entry.unit_name, entry.unit_id) == ("Xã Đăk Mơ", new.id)
    heads = [get_person(one.id, town.today) for one in (communes.head_of_one, communes.head_of_two)]
    head = next(one for one in heads if one is not None and one.heads(new.id))
    assert policy.can_reply_to_entry(head, entry)
    with transaction():
        reply_to_entry(entry, words="Xã mới bàn giao sau.", by=head, at=town.now)
    assert [one.by.full_name for one in entry.replies] == [head.full_name]

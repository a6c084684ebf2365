"""Heads answer the drafts that address their units, while the meeting lasts."""

import pytest

from tests.browser import by_id, words
from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN
from tracker.core.clock import local
from tracker.core.db import db, transaction
from tracker.meetings import queries, services
from tracker.meetings.models import Confirmation, Said
from tracker.meetings.rules import MeetingIsClosed
from tracker.meetings.rules.answers import DisagreementNeedsWords, NotAddressed, WordedAnew, answers_to


@pytest.fixture
def draft(room):
    room.open()
    return room.conclude("Rà soát mô hình", to=(OWN, OTHER))


def answer(room, draft, said=Said.CONFIRMED, *, who="head", unit=OWN, wording=1, words=""):
    with transaction():
        services.answer_conclusion(
            draft,
            said,
            unit_id=room.town.unit(unit).id,
            wording=wording,
            words=words,
            by=room.town.person(who),
            at=room.town.now,
        )


def standing(room, draft) -> tuple[list[str], list[str], list[str]]:
    db.session.expire_all()
    units = draft.units_on(local(room.town.now).date())
    said = answers_to(draft, units)
    return (
        [one.unit.name for one in said.confirmed],
        [one.words for one in said.disagreed],
        [unit.name for unit in said.waiting],
    )


def test_each_unit_answers_for_itself_and_the_last_answer_counts(room, draft, trail):
    assert standing(room, draft) == ([], [], [OWN, OTHER])
    answer(room, draft)
    answer(room, draft, Said.DISAGREED, who="head2", unit=OTHER, words="Xã chưa có kinh phí.")
    assert standing(room, draft) == ([OWN], ["Xã chưa có kinh phí."], [])
    answer(room, draft, who="head2", unit=OTHER)
    assert standing(room, draft) == ([OWN, OTHER], [], [])
    assert len(draft.confirmations) == 3
    assert trail(room.meeting)[-3:] == ["conclusion.confirmed", "conclusion.disagreed", "conclusion.confirmed"]


def test_the_same_said_again_adds_nothing(room, draft):
    answer(room, draft)
    answer(room, draft)
    assert len(draft.confirmations) == 1


def test_a_later_wording_asks_again_and_a_new_number_does_not(room, draft):
    answer(room, draft)
    facts = {"text": draft.text, "addressed": room.addressed(OWN, OTHER)}
    for changes in ({"number": "7"}, {"number": "7", "text": "Rà soát lại"}):
        with transaction():
            services.edit_conclusion(
                draft,
                services.ConclusionFacts(**facts | changes),
                seen=draft.version,
                by=room.town.person("staff"),
                at=room.town.now,
            )
        assert standing(room, draft)[0] == ([OWN] if "text" not in changes else [])
    with pytest.raises(WordedAnew):
        answer(room, draft, wording=1)


def test_a_no_needs_words_and_a_unit_that_is_addressed(room, draft):
    with pytest.raises(DisagreementNeedsWords):
        answer(room, draft, Said.DISAGREED, words="  ")
    with pytest.raises(NotAddressed):
        answer(room, draft, unit="Phòng Văn hóa và Thông tin")


def test_after_it_is_closed_nobody_answers(room, draft):
    room.close()
    with pytest.raises(MeetingIsClosed):
        answer(room, draft)


def test_a_group_is_answered_by_the_head_of_each_of_its_units(room):
    room.open()
    draft = room.conclude("Họp dân", to=(ALL_COMMUNES,))
    answer(room, draft, who="head2", unit=OTHER)
    confirmed, _, waiting = standing(room, draft)
    assert (confirmed, len(waiting)) == ([OTHER], 6)


def sent(town, draft, unit=OWN, **changes):
    return {"unit": town.unit(unit).id, "wording": draft.wording} | changes


def test_a_head_confirms_in_the_row_and_the_chair_sees_it(room, town, draft, sign_in, htmx):
    head = sign_in("head")
    page = head.get(f"/meetings/{room.meeting.id}")
    assert f"/conclusions/{draft.id}/confirm" in page.text
    done = head.post(f"/conclusions/{draft.id}/confirm", data=sent(town, draft), headers=htmx)
    assert done.status_code == 200
    assert "<html" not in done.text
    assert f"/conclusions/{draft.id}/confirm" not in done.text
    row = by_id(sign_in("chair").get(f"/meetings/{room.meeting.id}"), f"conclusion-{draft.id}")
    assert row.xpath(".//*[contains(@class, 'state-done')]")


def test_a_disagreement_is_read_by_the_chair_and_not_by_another_unit(room, town, draft, sign_in, htmx):
    head, told = sign_in("head"), "Đơn vị chưa có cán bộ phụ trách."
    bare = head.post(f"/conclusions/{draft.id}/disagree", data=sent(town, draft, words=" "), headers=htmx)
    assert bare.status_code == 422
    by_id(bare, "words-errors")
    done = head.post(f"/conclusions/{draft.id}/disagree", data=sent(town, draft, words=told))
    assert done.location == f"/meetings/{room.meeting.id}#conclusion-{draft.id}"
    for who, reads in (("chair", True), ("observer", True), ("officer", True), ("head2", False)):
        assert (told in sign_in(who).get(f"/meetings/{room.meeting.id}").text) is reads


def test_an_old_wording_is_answered_with_the_new_one_and_the_words_are_kept(room, town, draft, sign_in, htmx):
    data = sent(town, draft, words="Chưa có kinh phí.")
    with transaction():
        facts = services.ConclusionFacts(text="Rà soát lại", addressed=room.addressed(OWN, OTHER))
        services.edit_conclusion(draft, facts, seen=draft.version, by=town.person("staff"), at=town.now)
    clash = sign_in("head").post(f"/conclusions/{draft.id}/disagree", data=data, headers=htmx)
    assert clash.status_code == 409
    assert "Rà soát lại" in words(clash)
    assert "Chưa có kinh phí." in clash.text
    assert db.session.query(Confirmation).count() == 0


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("chair", 403), ("observer", 403), ("head2", 404)])
def test_only_a_head_of_an_addressed_unit_answers(room, town, sign_in, who, status):
    room.open()
    draft = room.conclude(to=(OWN,))
    assert sign_in(who).post(f"/conclusions/{draft.id}/confirm", data=sent(town, draft)).status_code == status


def test_a_head_answers_for_no_other_unit(room, town, draft, sign_in, htmx):
    other = sign_in("head").post(f"/conclusions/{draft.id}/confirm", data=sent(town, draft, OTHER), headers=htmx)
    assert other.status_code == 422
    assert not draft.confirmations


def test_from_the_page_of_work_a_head_confirms_and_returns_there(room, town, draft, sign_in):
    assert f"/conclusions/{draft.id}/confirm" in sign_in("head").get("/work").text
    assert f"/conclusions/{draft.id}/confirm" not in sign_in("officer").get("/work").text
    done = sign_in("head").post(f"/conclusions/{draft.id}/confirm", data=sent(town, draft, back="work"))
    assert done.location == "/work"
    head = town.person("head")
    (row,) = queries.conclusions_to_confirm(head.own_unit_ids, programme_id=town.programme.id)
    assert [own.said for own in row.own] == [Said.CONFIRMED]

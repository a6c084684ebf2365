"""Notices in the browser: read, worded, issued, downloaded, corrected; by whom, in which state, and with what words."""

import re
from datetime import date

import pytest

from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN, Room
from tracker.core.db import db
from tracker.meetings.models import MeetingState, Notice, NoticeState
from tracker.meetings.rules.issuing import stamp_of
from tracker.meetings.services import noticing
from tracker.tasks.models import State, TaskState

TEXT = "Rà soát mô hình vườn nhà"


@pytest.fixture
def notice(room: Room) -> Notice:
    """The draft of a meeting that concluded two points, for one unit and for all communes."""
    room.open()
    room.conclude(TEXT, to=(ALL_COMMUNES,), due_on=date(2026, 11, 30), due_words="30/11")
    room.conclude("Lập danh sách hộ", to=(OWN,))
    return room.close().meeting.notices[0]


def stamp_on(page: str) -> str:
    """What the form of issuing carries of the wording."""
    found = re.search(r'name="stamp"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def issued(notice: Notice, sign_in, **changed: object):
    """The chair looks at the last page and presses the button."""
    chair = sign_in("chair")
    address = f"/notices/{notice.id}/issue"
    told = {"stamp": stamp_on(chair.get(address).text), "issued_on": "28/10/2026", "signer": notice.signer_id}
    return chair.post(address, data=told | changed)


def test_the_notice_stands_as_on_paper_and_is_marked_as_a_draft(notice, sign_in):
    page = sign_in("staff").get(f"/notices/{notice.id}").text
    assert "(DỰ THẢO)" in page
    assert "1. UBND các xã, thị trấn" in page
    assert "(hoàn thành trước ngày 30/11/2026)" in page
    assert "Ban hành thông báo" not in page


def test_a_draft_is_for_those_who_observe_and_what_is_issued_for_the_members(notice, sign_in):
    officer, observer = sign_in("officer"), sign_in("observer")
    files = [f"/notices/{notice.id}", f"/notices/{notice.id}/word"]
    assert [officer.get(file).status_code for file in files] == [404, 404]
    assert [observer.get(file).status_code for file in files] == [200, 200]
    assert TEXT not in officer.get(f"/meetings/{notice.meeting_id}/notices").text
    issued(notice, sign_in)
    assert [officer.get(file).status_code for file in files] == [200, 200]


def test_what_stands_around_the_sections_is_mended_and_clashes_show_both_texts(notice, sign_in):
    staff, address = sign_in("staff"), f"/notices/{notice.id}/edit"
    told = {"subject": "Kết luận mới", "opening": "Mở đầu.", "closing": "", "recipients": "A (b/c)", "signer": ""}
    version = notice.version
    assert staff.post(address, data=told | {"version": version}).status_code == 302
    db.session.expire_all()
    assert (notice.subject, notice.recipients, notice.signer) == ("Kết luận mới", "A (b/c)", None)
    clash = staff.post(address, data=told | {"subject": "Kết luận khác", "version": version})
    assert clash.status_code == 409
    assert "Kết luận mới" in clash.text
    assert "Kết luận khác" in clash.text


def test_a_section_is_mended_in_place(notice, sign_in, htmx):
    section = noticing.live_sections(notice)[1]
    staff, address = sign_in("staff"), f"/notice-sections/{section.id}/edit"
    opened = staff.get(address, headers=htmx)
    assert opened.text.lstrip().startswith(f'<li id="section-{section.id}"')
    told = {"words": "Các xã rà soát ngay.", "level": "5", "version": section.version}
    saved = staff.post(address, data=told, headers=htmx)
    assert saved.status_code == 200
    assert "Các xã rà soát ngay." in saved.text
    assert "<html" not in saved.text
    late = staff.post(address, data=told | {"words": "Lời đến sau"}, headers=htmx)
    assert late.status_code == 409
    assert "Lời đến sau" in late.text
    empty = staff.post(address, data=told | {"words": " "}, headers=htmx)
    assert empty.status_code == 422


def test_moving_a_section_gives_the_list_as_it_stands(notice, sign_in, htmx):
    last = noticing.live_sections(notice)[2]
    moved = sign_in("staff").post(f"/notice-sections/{last.id}/up", headers=htmx)
    assert moved.text.lstrip().startswith('<div id="sections">')
    assert moved.text.index(OWN) < moved.text.index(ALL_COMMUNES)
    out = sign_in("staff").post(f"/notice-sections/{last.id}/leave-out", headers=htmx)
    assert "chưa được nêu trong thông báo" in out.text


def test_free_sections_are_added_in_place_one_after_another_and_a_refused_one_is_kept(notice, sign_in, htmx):
    staff, address = sign_in("staff"), f"/notices/{notice.id}/sections"
    for words in ("Lời thứ nhất", "Lời thứ hai"):
        added = staff.post(address, data={"level": "6", "words": words}, headers=htmx)
        assert added.text.count(words) > 0
        assert f">{words}</textarea>" not in added.text  # an empty form stands ready for the next
    assert [section.words for section in noticing.live_sections(notice)][-2:] == ["Lời thứ nhất", "Lời thứ hai"]
    too_long = "Lời dài " * 1000
    for headers in (htmx, {}):
        refused = staff.post(address, data={"level": "6", "words": too_long}, headers=headers)
        assert refused.status_code == 422
        assert too_long.strip() in refused.text


def test_the_chair_issues_it_and_everybody_reads_it_under_its_number(notice, sign_in, trail):
    answer = issued(notice, sign_in)
    assert answer.status_code == 302
    db.session.expire_all()
    assert notice.state is NoticeState.ISSUED
    assert notice.meeting.state is MeetingState.PUBLISHED
    page = sign_in("officer").get(f"/notices/{notice.id}").text
    assert notice.document.notation in page
    assert "DỰ THẢO" not in page
    word = sign_in("officer").get(f"/notices/{notice.id}/word")
    assert word.headers["Content-Disposition"].startswith("attachment")
    assert word.data[:2] == b"PK"
    assert trail(notice.meeting)[-1] == "notice.issued"


def test_staff_do_not_issue_it(notice, sign_in):
    staff = sign_in("staff")
    assert staff.get(f"/notices/{notice.id}/issue").status_code == 403
    assert staff.post(f"/notices/{notice.id}/issue").status_code == 403


def test_a_second_browser_is_told_that_it_is_issued(notice, sign_in):
    chair, stamp = sign_in("chair"), stamp_of(notice)
    issued(notice, sign_in)
    again = chair.post(f"/notices/{notice.id}/issue", data={"stamp": stamp, "issued_on": "28/10/2026", "signer": ""})
    assert again.status_code == 422
    assert "Thông báo này đã ban hành" in again.text


def test_wording_that_was_saved_meanwhile_is_shown_before_it_goes_out(notice, sign_in):
    address, chair = f"/notices/{notice.id}/issue", sign_in("chair")
    stamp = stamp_on(chair.get(address).text)
    section = noticing.live_sections(notice)[0]
    sign_in("staff").post(f"/notice-sections/{section.id}/down")
    told = {"stamp": stamp, "issued_on": "28/10/2026", "signer": notice.signer_id}
    refused = chair.post(address, data=told)
    assert refused.status_code == 409
    assert stamp_on(refused.text) != stamp


@pytest.mark.parametrize(("field", "typed"), [("number", "36"), ("issued_on", "1/1/2026"), ("issued_on", "31/6")])
def test_what_cannot_be_is_said_beside_its_field(notice, sign_in, field, typed):
    refused = issued(notice, sign_in, **{field: typed})
    assert refused.status_code == 422
    assert f'id="{field}-errors"' in refused.text
    db.session.expire_all()
    assert notice.state is NoticeState.DRAFT


def test_words_typed_while_another_issues_are_kept_in_the_form(notice, sign_in, htmx):
    section = noticing.live_sections(notice)[1]
    told = {"words": "Lời chưa kịp lưu", "level": "5", "version": section.version}
    issued(notice, sign_in)
    refused = sign_in("staff").post(f"/notice-sections/{section.id}/edit", data=told, headers=htmx)
    assert refused.status_code == 422
    assert "Lời chưa kịp lưu" in refused.text


def begun(notice: Notice, sign_in) -> Notice:
    """Staff begin a notice that corrects an issued one."""
    issued(notice, sign_in)
    sign_in("staff").post(f"/notices/{notice.id}/correct")
    db.session.expire_all()
    return notice.meeting.notices[-1]


def test_a_correction_replaces_one_point_withdraws_another_and_gets_its_own_number(notice, town, sign_in):
    correction, staff = begun(notice, sign_in), sign_in("staff")
    first, second = [one for one in notice.meeting.conclusions if one.notice_id is None]
    told = {
        "point": first.id,
        "text": "Rà soát lại mô hình",
        "addressed": f"unit-{town.unit(OTHER).id}",
        "due": "30/12",
    }
    assert staff.post(f"/notices/{correction.id}/replace", data=told).status_code == 302
    assert staff.post(f"/notices/{correction.id}/withdraw", data={"point": second.id}).status_code == 302
    assert staff.post(f"/notices/{correction.id}/withdraw", data={"point": second.id}).status_code == 422
    assert first.task.state is TaskState.ACTIVE
    assert "Rà soát lại mô hình" not in sign_in("officer2").get(f"/meetings/{notice.meeting_id}").text
    issued(correction, sign_in)
    db.session.expire_all()
    assert correction.document.notation != notice.document.notation
    assert [one.task.state for one in (first, second)] == [TaskState.DROPPED] * 2
    assert correction.document.label in first.task.state_words
    fresh = next(one for one in notice.meeting.conclusions if one.replaces_id == first.id)
    assert [part.unit.name for part in fresh.task.assignments] == [OTHER]
    assert f"/notices/{correction.id}" in sign_in("officer").get(f"/notices/{notice.id}").text


def test_a_task_with_accepted_parts_goes_on_and_that_is_said(notice, town, sign_in):
    correction, staff = begun(notice, sign_in), sign_in("staff")
    second = notice.meeting.conclusions[1]
    town.assignment(task=second.task, state=State.ACCEPTED)
    staff.post(f"/notices/{correction.id}/withdraw", data={"point": second.id})
    answer = issued(correction, sign_in)
    db.session.expire_all()
    assert second.task.state is not TaskState.DROPPED
    assert "vẫn tiếp tục" in sign_in("chair").get(f"/notices/{correction.id}/points").text
    assert answer.status_code == 302


def test_a_point_is_left_as_it_is_and_the_correction_dropped(notice, sign_in):
    correction, staff = begun(notice, sign_in), sign_in("staff")
    first = notice.meeting.conclusions[0]
    staff.post(f"/notices/{correction.id}/withdraw", data={"point": first.id})
    staff.post(f"/notices/{correction.id}/leave", data={"point": first.id})
    db.session.expire_all()
    assert noticing.live_sections(correction) == []
    assert sign_in("staff").post(f"/notices/{notice.id}/correct").status_code == 422
    staff.post(f"/notices/{correction.id}/drop")
    db.session.expire_all()
    assert correction.state is NoticeState.DROPPED
    assert sign_in("staff").post(f"/notices/{notice.id}/correct").status_code == 302


def test_the_minutes_come_when_the_meeting_is_closed(room, sign_in):
    staff, address = sign_in("staff"), f"/meetings/{room.meeting.id}/minutes/word"
    room.open().conclude(TEXT)
    assert staff.get(address).status_code == 302
    room.close()
    assert staff.get(address).data[:2] == b"PK"
    assert sign_in("officer").get(address).status_code == 403

"""The agenda's page, with and without a script."""

import pytest

from tests.town import OWN
from tracker.core.db import transaction
from tracker.meetings.models import MeetingState
from tracker.meetings.queries import agenda_of
from tracker.meetings.services.agenda import add_topic, build_agenda


@pytest.fixture
def topics(town, room):
    """Two topics of the quarter's meeting."""
    with transaction():
        said = {"by": town.person("staff"), "at": town.now}
        return [add_topic(room.meeting, title=f"Nội dung {n}", **said) for n in (1, 2)]


def page_of(meeting):
    return f"/meetings/{meeting.id}/agenda"


def order_of(meeting):
    return [row.title for row in agenda_of(meeting.id)]


def test_staff_build_it_and_the_items_appear(sign_in, room):
    staff = sign_in("staff")
    answer = staff.post(f"{page_of(room.meeting)}/build", follow_redirects=True)
    assert answer.status_code == 200
    assert "Nhiệm vụ quá hạn chưa hoàn thành" in answer.text
    count = len(agenda_of(room.meeting.id))
    again = staff.post(f"{page_of(room.meeting)}/build", follow_redirects=True)
    assert "không có thêm nội dung nào" in again.text
    assert len(agenda_of(room.meeting.id)) == count


def test_a_topic_is_added_with_who_speaks(sign_in, room, town, trail):
    said = {"title": "Mẫu sổ ghi chép", "unit": town.unit(OWN).id, "words": "10 phút"}
    answer = sign_in("staff").post(page_of(room.meeting), data=said, follow_redirects=True)
    assert "trình bày: Phòng Dân tộc" in answer.text
    assert "10 phút" in answer.text
    assert trail(room.meeting)[-1] == "agenda_item.added"


def test_a_topic_without_words_is_refused_beside_its_field(sign_in, room, htmx):
    answer = sign_in("staff").post(page_of(room.meeting), data={"title": " ", "words": "giữ lại"}, headers=htmx)
    assert answer.status_code == 422
    assert "Anh/chị ghi nội dung cần bàn." in answer.text
    assert "giữ lại" in answer.text


def test_a_moved_item_keeps_the_focus_by_the_name_of_its_button(sign_in, room, topics, htmx):
    address = f"/agenda-items/{topics[0].id}/move"
    answer = sign_in("staff").post(address, data={"place": 2}, headers=htmx)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<section")
    assert "<html" not in answer.text
    assert f'id="agenda-down-{topics[0].id}"' in answer.text  # at the end of the list, and still there
    assert order_of(room.meeting) == ["Nội dung 2", "Nội dung 1"]


def test_without_a_script_one_comes_back_to_the_row(sign_in, room, topics):
    answer = sign_in("staff").post(f"/agenda-items/{topics[1].id}/move", data={"place": 1})
    assert answer.status_code == 302
    assert answer.location.endswith(f"{page_of(room.meeting)}#agenda-item-{topics[1].id}")
    assert order_of(room.meeting) == ["Nội dung 2", "Nội dung 1"]


def test_an_item_is_taken_off_and_put_back_in_place(sign_in, room, topics, htmx):
    staff = sign_in("staff")
    answer = staff.post(f"/agenda-items/{topics[0].id}/end", headers=htmx)
    assert "Đã rút khỏi chương trình hội nghị" in answer.text
    assert f"/agenda-items/{topics[0].id}/put-back" in answer.text
    assert order_of(room.meeting) == ["Nội dung 2"]
    staff.post(f"/agenda-items/{topics[0].id}/put-back", headers=htmx)
    assert order_of(room.meeting) == ["Nội dung 1", "Nội dung 2"]


def test_the_second_who_words_an_item_sees_both_texts(sign_in, topics):
    item, staff = topics[0], sign_in("staff")
    seen = {"version": item.version}
    assert staff.post(f"/agenda-items/{item.id}/edit", data={"title": "Bản một", **seen}).status_code == 302
    clash = staff.post(f"/agenda-items/{item.id}/edit", data={"title": "Bản hai", **seen})
    assert clash.status_code == 409
    assert "Bản một" in clash.text
    assert "Bản hai" in clash.text


def test_an_act_on_a_meeting_that_is_over_is_refused_in_words(sign_in, room, topics, htmx):
    with transaction():
        room.meeting.state = MeetingState.PUBLISHED
    staff = sign_in("staff")
    for address, data in (
        (f"{page_of(room.meeting)}/build", {}),
        (page_of(room.meeting), {"title": "Muộn"}),
        (f"/agenda-items/{topics[0].id}/end", {}),
        (f"/agenda-items/{topics[0].id}/move", {"place": 2}),
        (f"/agenda-items/{topics[0].id}/edit", {"title": "Muộn", "version": topics[0].version}),
    ):
        answer = staff.post(address, data=data, headers=htmx)
        assert answer.status_code == 422, address
        assert "Hội nghị đã kết thúc nên chương trình và tài liệu được giữ nguyên." in answer.text
    assert order_of(room.meeting) == ["Nội dung 1", "Nội dung 2"]
    assert "Lập từ số liệu" not in staff.get(page_of(room.meeting)).text


@pytest.mark.parametrize("who", ["officer", "head", "observer"])
def test_others_read_it_and_change_nothing(sign_in, room, topics, who):
    browser = sign_in(who)
    page = browser.get(page_of(room.meeting))
    assert "Nội dung 1" in page.text
    assert "Lập từ số liệu" not in page.text
    assert browser.post(f"/agenda-items/{topics[0].id}/move", data={"place": 2}).status_code == 403
    assert browser.post(f"{page_of(room.meeting)}/build").status_code == 403


def test_an_items_screen_leads_on_through_the_agenda(sign_in, town, room):
    with transaction():
        items = build_agenda(room.meeting, by=town.person("staff"), at=town.now)
    screen = sign_in("chair").get(f"/agenda-items/{items[1].id}").text
    assert f"/agenda-items/{items[0].id}" in screen
    assert f"/agenda-items/{items[2].id}" in screen
    assert "28/10/2026" in screen


@pytest.mark.parametrize("who", ["staff", "officer"])
def test_the_pages_ask_no_more_when_there_is_more(sign_in, town, room, count_queries, who):
    """The agenda with standing and papers; the facts of each item."""
    with transaction():
        items = build_agenda(room.meeting, by=town.person("staff"), at=town.now)
    addresses = [page_of(room.meeting), *(f"/agenda-items/{item.id}" for item in items)]
    browser = sign_in(who)

    def asked():
        counts = []
        for address in addresses:
            with count_queries() as questions:
                assert browser.get(address).status_code == 200
            counts.append(len(questions))
        return counts

    before = asked()
    for _ in range(5):
        town.assignment(due=town.today.replace(day=1))
    with transaction():
        for n in range(5):
            add_topic(room.meeting, title=f"Thêm {n}", by=town.person("staff"), at=town.now)
    assert asked() == before
    assert max(before) <= 14, before

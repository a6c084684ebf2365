"""Closing a meeting drafts its notice; staff word it; the conclusions stay as the chair recorded them."""

from datetime import date

import pytest

from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN, Room
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.meetings.models import Conclusion, MeetingState, Notice, SectionLevel
from tracker.meetings.rules import NoticeIsIssued
from tracker.meetings.rules.closing import ConclusionsNeedUnits
from tracker.meetings.rules.wording import Order
from tracker.meetings.services import noticing

TO_ALL, TO_ONE = "Rà soát mô hình vườn nhà", "Lập danh sách hộ cần hỗ trợ"


@pytest.fixture
def closed(room: Room) -> Room:
    """A meeting with a point for one unit, one for all communes and one more for the unit, closed."""
    room.open()
    room.conclude(TO_ONE, to=(OWN,), due_on=date(2026, 11, 30), due_words="30/11")
    room.conclude(TO_ALL, to=(ALL_COMMUNES,))
    room.conclude("Tham mưu kế hoạch năm sau", to=(OWN,))
    return room.close()


def worded(notice: Notice) -> list[tuple[int, str]]:
    """What is printed of a notice's sections."""
    return [(section.level, section.words) for section in noticing.live_sections(notice)]


def test_closing_drafts_the_notice_by_addressee_with_groups_first(closed):
    [notice] = closed.meeting.notices
    assert closed.meeting.closed_at == closed.town.now
    assert worded(notice) == [
        (SectionLevel.HEADING, ALL_COMMUNES),
        (SectionLevel.PARAGRAPH, f"{TO_ALL}."),
        (SectionLevel.HEADING, OWN),
        (SectionLevel.DASH, f"{TO_ONE} (hoàn thành trước ngày 30/11/2026)."),
        (SectionLevel.DASH, "Tham mưu kế hoạch năm sau."),
    ]
    assert f"{ALL_COMMUNES} (t/h)" in notice.recipients.splitlines()
    assert "UBND huyện Đăk Vơn (b/c)" in notice.recipients.splitlines()
    assert notice.signer is not None


def test_closing_leaves_a_trace_of_the_draft(closed, trail):
    assert trail(closed.meeting)[-2:] == ["meeting.closed", "notice.drafted"]


def test_a_meeting_whose_conclusion_addresses_nobody_stays_open(room, town):
    conclusion = room.open().conclude()
    with transaction():
        for addressee in conclusion.addressees:
            addressee.ended = True
    with pytest.raises(ConclusionsNeedUnits) as refused:
        room.close()
    assert conclusion.number in str(refused.value)
    assert town.meeting.state is MeetingState.IN_SESSION


def test_a_section_is_mended_without_touching_the_conclusion(closed, town, trail):
    [notice] = closed.meeting.notices
    section = noticing.live_sections(notice)[1]
    facts = {"level": SectionLevel.DASH, "by": town.person("staff"), "at": town.now}
    with transaction():
        noticing.edit_section(section, words="Các xã rà soát ngay.", seen=section.version, **facts)
    assert (section.words, section.level) == ("Các xã rà soát ngay.", SectionLevel.DASH)
    conclusion = section.conclusion
    assert isinstance(conclusion, Conclusion)
    assert conclusion.text == TO_ALL
    assert trail(closed.meeting)[-1] == "notice.section_edited"
    with pytest.raises(ChangedMeanwhile), transaction():
        noticing.edit_section(section, words="Khác", seen=section.version - 1, **facts)


def test_a_heading_moves_and_is_left_out_with_what_stands_under_it(closed, town):
    [notice] = closed.meeting.notices
    facts = {"by": town.person("staff"), "at": town.now}
    own = noticing.live_sections(notice)[2]
    with transaction():
        noticing.move_section(own, up=True, **facts)
    assert [words for _, words in worded(notice)][::3] == [OWN, ALL_COMMUNES]
    with transaction():
        noticing.leave_section_out(own, **facts)
    assert [words for _, words in worded(notice)] == [ALL_COMMUNES, f"{TO_ALL}."]
    with transaction():
        noticing.put_section_back(own, **facts)
    assert worded(notice)[0] == (SectionLevel.HEADING, OWN)


def test_the_sections_are_worded_anew_in_the_order_of_the_chair(closed, town):
    [notice] = closed.meeting.notices
    with transaction():
        noticing.add_section(
            notice, words="Lời của thường trực.", level=SectionLevel.PARAGRAPH, by=town.person("staff"), at=town.now
        )
        noticing.redraft_sections(notice, Order.AS_SAID, by=town.person("staff"), at=town.now)
    assert worded(notice)[0] == (SectionLevel.HEADING, OWN)
    assert len(worded(notice)) == 5
    assert sum(section.ended for section in notice.sections) == 6


def test_an_issued_notice_keeps_its_wording(closed, town):
    [notice] = closed.meeting.notices
    with transaction():
        notice.state = type(notice.state).ISSUED
    facts = {"by": town.person("staff"), "at": town.now}
    with pytest.raises(NoticeIsIssued), transaction():
        noticing.leave_section_out(noticing.live_sections(notice)[0], **facts)
    with pytest.raises(NoticeIsIssued), transaction():
        noticing.redraft_sections(notice, Order.AS_SAID, **facts)


def test_another_unit_does_not_stand_among_the_recipients_twice(room):
    room.open()
    room.conclude("Họp dân", to=(OTHER,))
    room.conclude("Báo cáo kết quả", to=(OTHER, OWN))
    [notice] = room.close().meeting.notices
    lines = notice.recipients.splitlines()
    assert len(lines) == len(set(lines))


def test_a_unit_that_gets_it_with_its_group_is_not_named_again(room, town):
    room.open()
    room.conclude(TO_ALL, to=(ALL_COMMUNES,))
    room.conclude("Họp dân", to=(OTHER,))
    [notice] = room.close().meeting.notices
    assert not [line for line in notice.recipients.splitlines() if line.startswith("Xã ")]

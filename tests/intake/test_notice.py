"""A notice of conclusions taken in: its meeting, its conclusions, their tasks."""

from datetime import date

import sqlalchemy as sa

from tests.intake.conftest import fresh, item_of
from tests.intake.test_review import newest_event, press
from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.intake.models import ItemKind, ItemState
from tracker.meetings.models import Conclusion, Meeting, MeetingState
from tracker.tasks.models import Task, TaskKind


def meeting_of(notice) -> Meeting:
    return db.session.scalars(sa.select(Meeting).where(Meeting.notice_id == notice.document_id)).one()


def test_an_accepted_conclusion_publishes_its_meeting_and_is_a_task_at_once(town, notice, sign_in):
    item = item_of(notice, "rà soát các tuyến đường", ItemKind.CONCLUSION)
    assert press(sign_in("staff"), item, "accept").status_code == 302
    meeting = meeting_of(notice)
    assert (meeting.state, meeting.quarter, meeting.held_on) == (
        MeetingState.PUBLISHED,
        Quarter(2026, 3),
        date(2026, 10, 8),
    )
    task = db.session.get_one(Task, fresh(item).became_id)
    assert (task.kind, task.due_on, task.quarter) == (TaskKind.CONCLUSION, date(2026, 11, 30), Quarter(2026, 4))
    assert [a.unit.name for a in task.assignments] == ["Phòng Dân tộc"]
    assert task.title in sign_in("officer").get("/work").text


def test_the_meetings_own_proposal_is_accepted_along_with_the_first_conclusion(town, notice, sign_in):
    press(sign_in("staff"), item_of(notice, "rà soát các tuyến đường", ItemKind.CONCLUSION), "accept")
    settled = fresh(item_of(notice, "Hội nghị giao ban", ItemKind.MEETING))
    assert (settled.state, settled.became_id) == (ItemState.ACCEPTED, meeting_of(notice).id)


def test_all_conclusions_of_a_notice_are_of_one_meeting(town, notice, sign_in):
    staff = sign_in("staff")
    for item in [item for item in notice.items if item.kind in (ItemKind.MEETING, ItemKind.CONCLUSION)]:
        press(staff, fresh(item), "accept")
    meeting = meeting_of(notice)
    assert [c.number for c in meeting.conclusions] == ["1.1", "1.2", "2"]
    assert newest_event("meeting.notice_recorded").subject_id == meeting.id


def test_a_notice_finds_the_meeting_that_the_plan_foresaw(town, take_in, sign_in):
    planned = town.new_meeting("Hội nghị giao ban quý I/2019", quarter=Quarter(2019, 1))
    notice = take_in(_of_quarter_one())
    press(sign_in("staff"), item_of(notice, "Hội nghị giao ban", ItemKind.MEETING), "accept")
    assert meeting_of(notice).id == planned.id


def test_a_conclusion_of_a_meeting_that_was_dropped_is_refused(town, notice, sign_in):
    staff = sign_in("staff")
    press(staff, item_of(notice, "Hội nghị giao ban", ItemKind.MEETING), "drop")
    item = item_of(notice, "rà soát các tuyến đường", ItemKind.CONCLUSION)
    answer = press(staff, item, "accept")
    assert answer.status_code == 422
    assert fresh(item).state is ItemState.PROPOSED
    assert (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Conclusion)
            .join(Meeting)
            .where(Meeting.notice_id == notice.document_id)
        )
        == 0
    )


def _of_quarter_one() -> str:
    return """THÔNG BÁO
kết luận Hội nghị giao ban Ban Chỉ đạo phong trào huyện quý I/2019

Tại Hội nghị giao ban Ban Chỉ đạo phong trào huyện quý I/2019 (ngày 29/3/2019), Trưởng Ban Chỉ đạo kết luận như sau:

1. Phòng Dân tộc: Tiếp tục rà soát các tuyến đường làng chưa có đèn.
"""

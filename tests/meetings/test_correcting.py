"""A notice that corrects another: a point is replaced once, nobody reads it before it is issued, figures are read."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.meetings.conftest import OTHER, OWN, Room
from tests.together import at_once
from tests.town import Town
from tracker.core.db import db, transaction
from tracker.meetings import policy, queries
from tracker.meetings.models import Conclusion, ConclusionKind, ConclusionState, Meeting, Notice, NoticeState
from tracker.meetings.rules.correcting import NotItsPoint
from tracker.meetings.rules.issuing import stamp_of
from tracker.meetings.services import correcting
from tracker.meetings.services.issuing import IssueFacts, issue_notice
from tracker.plans.models import Target
from tracker.tasks.models import TaskState


@pytest.fixture
def issued(room: Room, town: Town) -> Notice:
    """The issued notice of a meeting that gave one task and changed one target."""
    target = db.session.scalars(sa.select(Target).where(Target.plan_id == town.plan.id).order_by(Target.id)).first()
    assert target is not None
    room.open().conclude("Rà soát mô hình vườn nhà", to=(OWN,))
    change = {"kind": ConclusionKind.AMENDMENT, "target": target, "figure": Decimal("20.3375")}
    room.conclude(f"Điều chỉnh “{target.text}” thành “Tỷ lệ hộ có vườn nhà”", to=(), **change)
    return issue(town, room.close().meeting.notices[0])


def issue(town: Town, notice: Notice) -> Notice:
    facts = IssueFacts(number=None, issued_on=town.today, signer=notice.signer, stamp=stamp_of(notice), with_pdf=False)
    with transaction():
        issue_notice(notice, facts, by=town.person("chair"), at=town.now)
    return notice


def begin(town: Town, notice: Notice) -> Notice:
    with transaction():
        return correcting.begin_correction(notice, by=town.person("staff"), at=town.now)


def replace(town: Town, notice: Notice, point: Conclusion, text: str, *to: str) -> Conclusion:
    said = {"text": text, "addressed": Room(town).addressed(*to), "due_on": date(2026, 12, 30), "due_words": "30/12"}
    with transaction():
        return correcting.replace_point(notice, point, **said, by=town.person("staff"), at=town.now)


def test_what_a_correction_will_say_is_read_by_nobody_beside_their_work_before_it_is_issued(issued, town):
    correction = begin(town, issued)
    fresh = replace(town, correction, issued.meeting.conclusions[0], "Giao lại cho xã", OTHER)
    head = town.person("head2")
    assert queries.conclusions_to_confirm(head.own_unit_ids, programme_id=town.programme.id) == []
    seen = sa.select(Conclusion.id).join(Meeting, Meeting.id == Conclusion.meeting_id)
    assert fresh.id not in db.session.scalars(seen.where(policy.conclusions_visible_to(head))).all()
    assert not policy.can_view_conclusion(head, fresh)


def test_a_point_that_one_correction_has_replaced_is_not_replaced_by_another(issued, town):
    point = issued.meeting.conclusions[0]
    first = begin(town, issued)
    fresh = replace(town, first, point, "Rà soát lại", OWN)
    issue(town, first)
    second = begin(town, issued)
    assert point not in queries.points_to_correct(second)
    with pytest.raises(NotItsPoint):
        replace(town, second, point, "Rà soát lần nữa", OWN)
    third = begin(town, first)
    replace(town, third, fresh, "Rà soát lần nữa", OWN)
    issue(town, third)
    said = [one for one in issued.meeting.conclusions if one.kind is ConclusionKind.TASK]
    assert [one.task.state for one in said if one.task] == [TaskState.DROPPED, TaskState.DROPPED, TaskState.ACTIVE]


@pytest.mark.parametrize("typed", ["NaN", "sNaN", "Infinity", "1e99", "-1", "hai mươi", "20,33333"])
def test_a_figure_that_is_none_is_refused_beside_its_field_and_what_was_typed_is_kept(issued, town, sign_in, typed):
    correction, staff = begin(town, issued), sign_in("staff")
    told = {"point": issued.meeting.conclusions[1].id, "text": "Lời đã gõ", "figure": typed}
    refused = staff.post(f"/notices/{correction.id}/replace", data=told)
    assert refused.status_code == 422
    assert "Lời đã gõ" in refused.text
    assert f'value="{typed}"' in refused.text


def test_a_figure_is_written_and_read_as_people_write_it_here(issued, town, sign_in):
    correction, staff = begin(town, issued), sign_in("staff")
    address, point = f"/notices/{correction.id}/replace", issued.meeting.conclusions[1]
    assert 'value="20,3375"' in staff.get(f"{address}?point={point.id}").text
    told = {"point": point.id, "text": point.text, "figure": "21,5"}
    assert staff.post(address, data=told).status_code == 302
    db.session.expire_all()
    [fresh] = queries.conclusions_of(correction)
    assert fresh.figure == Decimal("21.5")


def test_wording_a_correction_and_issuing_it_at_once_do_not_wait_for_each_other(app, issued, town):
    correction = begin(town, issued)
    replace(town, correction, issued.meeting.conclusions[0], "Rà soát lại", OWN)
    number, stamp, point = correction.id, stamp_of(correction), issued.meeting.conclusions[1].id

    def issuing(town: Town) -> None:
        notice = db.session.get_one(Notice, number)
        facts = IssueFacts(number=None, issued_on=town.today, signer=notice.signer, stamp=stamp, with_pdf=False)
        issue_notice(notice, facts, by=town.person("chair"), at=town.now)

    def withdrawing(town: Town) -> None:
        notice = db.session.get_one(Notice, number)
        said = db.session.get_one(Conclusion, point)
        correcting.withdraw_point(notice, said, by=town.person("staff"), at=town.now)

    [refused] = at_once(app, [issuing, withdrawing])
    assert type(refused).__name__ in ("NoticeIsIssued", "ChangedMeanwhile")
    meeting = db.session.get_one(Meeting, issued.meeting_id)
    issued_now = db.session.get_one(Notice, number).state is NoticeState.ISSUED
    withdrawn = any(one.withdraws and one.state is ConclusionState.DRAFT for one in meeting.conclusions)
    assert issued_now != withdrawn

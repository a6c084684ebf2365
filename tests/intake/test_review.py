"""Proposals accepted, mended, dropped and proposed again."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.browser import by_id, words
from tests.intake.conftest import fresh, item_of
from tests.intake.papers import NOTICE
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.intake.models import IntakeState, ItemKind, ItemState
from tracker.meetings.models import Meeting, MeetingState
from tracker.plans.models import Plan, Target
from tracker.tasks.models import DueKind, Part, Task, TaskKind, TaskMode


def press(browser, item, verb, *, version=None, **kwargs):
    """A press of one button of a proposal's row."""
    return browser.post(f"/intake/proposals/{item.id}/{verb}", data={"version": version or item.version}, **kwargs)


def mended(item, **changes):
    """What the form of a task holds, with changes."""
    facts = item.proposal
    return {
        "version": item.version,
        "title": facts["title"],
        "text": facts["text"],
        "kind": facts["kind"],
        "quarter": facts["quarter"],
        "due": "",
    } | changes


def newest_event(name: str) -> AuditEvent:
    return db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.name == name).order_by(AuditEvent.id.desc())
    ).first()


def became(item, model):
    settled = fresh(item)
    assert settled.became_type == model.__tablename__
    return db.session.get_one(model, settled.became_id)


def test_an_accepted_task_is_with_its_units_and_points_to_its_clause(town, plan, sign_in):
    item = item_of(plan, "Rà soát các tuyến đường")
    answer = press(sign_in("staff"), item, "accept")
    assert answer.location == f"/intake/{plan.id}#item-{item.id}"
    task = became(item, Task)
    assert (task.title, task.kind, task.mode) == (
        "Rà soát các tuyến đường làng chưa có đèn",
        TaskKind.QUARTERLY,
        TaskMode.JOINT,
    )
    assert (task.due_on, task.due_kind, task.due_inferred) == (date(2027, 3, 31), DueKind.PERIOD_END, True)
    assert task.document.text[task.clause_start : task.clause_end].startswith("- Chỉ đạo Phòng Dân tộc chủ trì")
    assert task.clause == "III.1"
    parts = {(a.unit.name, a.part) for a in task.assignments}
    assert ("Phòng Dân tộc", Part.LEAD) in parts
    assert ("Xã Đăk Tơ Mil", Part.COORDINATE) in parts
    assert (newest_event("item.accepted").facts["title"], newest_event("task.added").facts["title"]) == (
        task.title,
    ) * 2


def test_a_stated_deadline_is_fixed(town, plan, sign_in):
    item = item_of(plan, "Xây dựng kế hoạch")
    press(sign_in("staff"), item, "accept")
    task = became(item, Task)
    assert (task.due_on, task.due_kind, task.due_inferred) == (date(2027, 2, 20), DueKind.FIXED, False)
    assert task.due_words == "hoàn thành trước ngày 20/02/2027"
    assert task.mode is TaskMode.EACH


def test_a_regular_task_has_a_part_for_each_quarter_of_the_plans_year(town, plan, sign_in):
    item = item_of(plan, "Thường xuyên theo dõi")
    press(sign_in("staff"), item, "accept")
    task = became(item, Task)
    assert task.kind is TaskKind.REGULAR
    assert [a.quarter for a in task.assignments] == [Quarter(2027, n) for n in (1, 2, 3, 4)]
    assert task.assignments[0].due_on == date(2027, 3, 31)


def test_all_that_is_accepted_of_a_plan_hangs_on_one_plan(town, plan, sign_in):
    staff = sign_in("staff")
    target, task = item_of(plan, "80% thôn"), item_of(plan, "Rà soát các tuyến đường")
    press(staff, target, "accept")
    press(staff, task, "accept")
    found = db.session.scalars(sa.select(Plan).where(Plan.year == 2027)).one()
    assert became(target, Target).plan is found
    assert became(task, Task).plan_id == found.id
    assert "80% thôn, làng có đường sáng đèn" in staff.get(f"/plans/{found.id}").text


def test_a_meeting_of_the_plan_is_planned_with_its_venue(town, plan, sign_in):
    item = item_of(plan, "Hội nghị giao ban", ItemKind.MEETING)
    press(sign_in("staff"), item, "accept")
    meeting = became(item, Meeting)
    assert (meeting.quarter, meeting.state) == (Quarter(2027, 1), MeetingState.PLANNED)
    assert meeting.venue.name == "Nhà văn hóa xã Đăk Tơ Mil"


def test_a_legal_basis_becomes_a_citation_and_the_document_is_the_units_to_see(town, plan, sign_in):
    officer = sign_in("officer")
    assert officer.get(f"/documents/{plan.document_id}").status_code == 404
    press(sign_in("staff"), item_of(plan, "Nghị quyết số 15-NQ/HU"), "accept")
    answer = officer.get(f"/documents/{plan.document_id}")
    assert answer.status_code == 200
    assert "15-NQ/HU" in answer.text


def test_units_that_are_left_open_are_asked_for_beside_the_field_and_the_rest_is_kept(town, plan, sign_in):
    item = item_of(plan, "Tổ chức tham quan")
    answer = press(sign_in("staff"), item, "accept")
    assert answer.status_code == 422
    assert "các đơn vị liên quan" in words(by_id(answer, f"joining-{item.id}-errors"))
    assert "Tổ chức tham quan các tuyến đường làm tốt" in answer.text
    assert fresh(item).state is ItemState.PROPOSED


def test_staff_choose_the_units_and_accept_at_once(town, plan, sign_in):
    item, lead, commune = item_of(plan, "Tổ chức tham quan"), town.unit("Phòng Dân tộc"), town.unit("Xã Đăk Tơ Mil")
    data = mended(item, leads=[f"unit-{lead.id}"], joining=[f"unit-{commune.id}"], due="30/5", title="Đi tham quan")
    answer = sign_in("staff").post(f"/intake/proposals/{item.id}/mend-and-accept", data=data)
    assert answer.status_code == 302
    task = became(item, Task)
    assert (task.title, task.due_on, task.due_inferred) == ("Đi tham quan", date(2027, 5, 30), False)
    assert [a.unit.name for a in task.assignments] == ["Phòng Dân tộc", "Xã Đăk Tơ Mil"]
    assert newest_event("item.mended").facts["title"] == "Đi tham quan"


def test_what_is_mended_stays_a_proposal_and_is_sure(town, plan, sign_in):
    item, lead = item_of(plan, "Tổ chức tham quan"), town.unit("Phòng Dân tộc")
    sign_in("staff").post(f"/intake/proposals/{item.id}/mend", data=mended(item, leads=[f"unit-{lead.id}"]))
    settled = fresh(item)
    assert (settled.state, settled.sure, settled.doubts) == (ItemState.PROPOSED, True, [])
    assert settled.proposal["chosen"]["leads"] == [f"unit-{lead.id}"]


def test_a_task_with_no_unit_is_refused_beside_the_field(town, plan, sign_in):
    item = item_of(plan, "Tổ chức tham quan")
    data = mended(item, title="Giữ lại tên này")
    answer = sign_in("staff").post(f"/intake/proposals/{item.id}/mend-and-accept", data=data)
    assert answer.status_code == 422
    assert words(by_id(answer, f"leads-{item.id}-errors"))
    assert "Giữ lại tên này" in answer.text
    assert fresh(item).proposal["title"] != "Giữ lại tên này"


@pytest.mark.parametrize("day", ["31/6/2027", "hôm nào rảnh", "0/0"])
def test_a_day_that_is_none_is_refused_beside_the_field(town, plan, sign_in, day):
    item = item_of(plan, "Rà soát các tuyến đường")
    answer = sign_in("staff").post(f"/intake/proposals/{item.id}/mend", data=mended(item, due=day))
    assert answer.status_code == 422
    assert words(by_id(answer, f"due-{item.id}-errors"))
    assert by_id(answer, f"due-{item.id}").value == day


@pytest.mark.parametrize("value", ["nhiều", "", "1e99", "NaN"])
def test_a_figure_that_is_none_is_refused_beside_the_field(town, plan, sign_in, value):
    item = item_of(plan, "80% thôn")
    data = {"version": item.version, "text": "80% thôn", "comparator": "=", "measure": "%", "value": value}
    answer = sign_in("staff").post(f"/intake/proposals/{item.id}/mend", data=data)
    assert answer.status_code == 422
    assert words(by_id(answer, f"value-{item.id}-errors"))


def test_a_targets_figure_is_mended_with_a_comma(town, plan, sign_in):
    item = item_of(plan, "80% thôn")
    data = {"version": item.version, "text": "Trên 80,5% thôn", "comparator": ">", "measure": "%", "value": "80,5"}
    sign_in("staff").post(f"/intake/proposals/{item.id}/mend-and-accept", data=data)
    target = became(item, Target)
    assert (target.comparator, str(target.value.normalize())) == (">", "80.5")


def test_what_is_dropped_can_be_proposed_again(town, plan, sign_in):
    item, staff = item_of(plan, "Rà soát các tuyến đường"), sign_in("staff")
    press(staff, item, "drop")
    assert fresh(item).state is ItemState.DROPPED
    press(staff, fresh(item), "propose-again")
    assert fresh(item).state is ItemState.PROPOSED
    assert newest_event("item.dropped").facts == newest_event("item.proposed_again").facts


@pytest.mark.parametrize("verb", ["accept", "drop", "propose-again"])
def test_an_accepted_one_is_not_settled_again(town, plan, sign_in, verb):
    item, staff = item_of(plan, "Rà soát các tuyến đường"), sign_in("staff")
    press(staff, item, "accept")
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Task))
    answer = press(staff, fresh(item), verb)
    assert answer.status_code == 422
    assert "field-errors" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Task)) == before


def test_an_accepted_one_is_not_mended(town, plan, sign_in):
    item, staff = item_of(plan, "Rà soát các tuyến đường"), sign_in("staff")
    press(staff, item, "accept")
    assert staff.post(f"/intake/proposals/{item.id}/mend", data=mended(fresh(item))).status_code == 422
    assert staff.get(f"/intake/proposals/{item.id}/mend").status_code == 302


def test_whoever_saw_an_older_proposal_is_told(town, plan, sign_in):
    item, staff, lead = item_of(plan, "Rà soát các tuyến đường"), sign_in("staff"), town.unit("Phòng Dân tộc")
    old = mended(item, leads=[f"unit-{lead.id}"], title="Người thứ hai viết")
    seen = item.version
    staff.post(f"/intake/proposals/{item.id}/mend", data=old | {"title": "Người thứ nhất viết"})
    answer = sign_in("chair").post(f"/intake/proposals/{item.id}/mend", data=old)
    assert answer.status_code == 409
    assert "Người thứ hai viết" in answer.text
    assert fresh(item).proposal["title"] == "Người thứ nhất viết"
    assert press(sign_in("chair"), item, "accept", version=seen).status_code == 409


@pytest.mark.parametrize("who", ["officer", "head", "observer", "admin"])
@pytest.mark.parametrize("verb", ["accept", "drop", "propose-again", "mend", "mend-and-accept"])
def test_only_staff_and_chair_settle_proposals(town, plan, sign_in, who, verb):
    item = item_of(plan, "Rà soát các tuyến đường")
    assert press(sign_in(who), item, verb).status_code == 404
    assert fresh(item).state is ItemState.PROPOSED


def test_htmx_gets_the_row_alone_and_the_counts_are_told(town, plan, sign_in, htmx):
    item, staff = item_of(plan, "Rà soát các tuyến đường"), sign_in("staff")
    opened = staff.get(f"/intake/proposals/{item.id}/mend", headers=htmx)
    assert opened.text.lstrip().startswith(f'<tbody id="item-{item.id}"')
    answer = press(staff, item, "accept", headers=htmx)
    assert answer.text.lstrip().startswith(f'<tbody id="item-{item.id}"')
    assert "intake-changed" in answer.headers["HX-Trigger"]
    assert f"/tasks/{fresh(item).became_id}" in answer.text
    counts = staff.get(f"/intake/{plan.id}", headers=htmx)
    assert counts.text.lstrip().startswith('<div id="counts"')


def test_a_refusal_for_htmx_is_the_row_with_its_form_open(town, plan, sign_in, htmx):
    item = item_of(plan, "Tổ chức tham quan")
    answer = press(sign_in("staff"), item, "accept", headers=htmx)
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith(f'<tbody id="item-{item.id}"')
    assert f'id="joining-{item.id}-errors"' in answer.text


def test_all_that_is_sure_is_accepted_at_once_and_the_rest_stays(town, plan, sign_in):
    sign_in("staff").post(f"/intake/{plan.id}/accept-sure")
    db.session.expire_all()
    left = [item.proposal["title"] for item in plan.items if item.state is ItemState.PROPOSED]
    assert left == ["Tổ chức tham quan các tuyến đường làm tốt", "Theo dõi, đôn đốc việc thực hiện Kế hoạch này"]
    assert sum(item.state is ItemState.ACCEPTED for item in plan.items) == 8
    assert plan.state is IntakeState.OPEN


def test_an_intake_is_reviewed_when_nothing_is_left_to_decide(town, plan, sign_in):
    staff = sign_in("staff")
    staff.post(f"/intake/{plan.id}/accept-sure")
    db.session.expire_all()
    for item in [item for item in plan.items if item.state is ItemState.PROPOSED]:
        press(staff, item, "drop")
    db.session.expire_all()
    assert plan.state is IntakeState.CLOSED


def test_the_page_shows_each_proposal_beside_its_clause_and_can_be_narrowed(town, plan, sign_in):
    staff = sign_in("staff")
    whole = staff.get(f"/intake/{plan.id}")
    assert all(f'id="item-{item.id}"' in whole.text for item in plan.items)
    row = by_id(whole, f"item-{item_of(plan, 'Rà soát các tuyến đường').id}")
    assert [mark.text for mark in row.xpath(".//mark")] == ["Phòng Dân tộc", "UBND các xã, thị trấn"]
    doubtful = staff.get(f"/intake/{plan.id}?show=doubtful")
    assert sum(f'id="item-{item.id}"' in doubtful.text for item in plan.items) == 2


def test_a_document_of_a_quarter_gone_by_says_what_that_does(take_in, notice, sign_in):
    old, staff = take_in(NOTICE.replace("ngày 12 tháng 10 năm 2026", "ngày 11 tháng 7 năm 2025")), sign_in("staff")
    assert "sẽ thành quá hạn ngay" in staff.get(f"/intake/{old.id}").text
    assert "sẽ thành quá hạn ngay" not in staff.get(f"/intake/{notice.id}").text

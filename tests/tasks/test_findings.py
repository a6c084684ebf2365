"""Inspections: what was found at each unit, who reads it, and the task that it becomes."""

import pytest
import sqlalchemy as sa

from tests.together import at_once
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.tasks import policy, queries, services
from tracker.tasks.models import Finding, Part, State, Task, TaskKind, TaskState
from tracker.tasks.rules.findings import FindingHasEnded, FindingIsTask, NotAnInspection
from tracker.tasks.services import Remedy

ABOUT = "Sổ theo dõi mô hình chưa cập nhật từ tháng 8."


@pytest.fixture
def inspection(town):
    """Led by the officer's unit; the department of the Fatherland Front has no part in it."""
    task = town.task("Kiểm tra việc thực hiện tại các xã", lead=OWN)
    with transaction():
        task.inspection = True
    return task


def found(town, inspection, *, at=OTHER, text=ABOUT) -> Finding:
    with transaction():
        return services.record_finding(
            inspection, unit=town.unit(at), text=text, by=town.person("officer"), at=town.now
        )


def hand_in(town, inspection):
    part = inspection.assignments[0]
    with transaction():
        services.submit_assignment(part, words="Xong.", seen=part.version, by=town.person("officer"), at=town.now)


def events_of(finding) -> list[str]:
    wanted = sa.select(AuditEvent.name).where(AuditEvent.subject_type == "finding", AuditEvent.subject_id == finding.id)
    return list(db.session.scalars(wanted.order_by(AuditEvent.id)))


def fresh(finding) -> Finding:
    db.session.expire_all()
    return db.session.get_one(Finding, finding.id)


def test_the_inspecting_unit_records_what_it_found_and_it_is_on_record(town, sign_in, inspection):
    officer, address = sign_in("officer"), f"/inspections/{inspection.id}/findings/new"
    assert "Lưu và ghi nội dung tiếp theo" in officer.get(address).text
    answer = officer.post(address, data={"unit": town.unit(OTHER).id, "text": f"  {ABOUT} "})
    assert answer.location == f"/tasks/{inspection.id}#findings"
    finding = db.session.scalars(sa.select(Finding).where(Finding.task_id == inspection.id)).one()
    assert (finding.text, finding.unit.name) == (ABOUT, OTHER)
    assert events_of(finding) == ["finding.recorded"]
    assert ABOUT in officer.get(f"/tasks/{inspection.id}").text


def test_one_finding_after_another(town, sign_in, inspection):
    address = f"/inspections/{inspection.id}/findings/new"
    answer = sign_in("staff").post(address, data={"unit": town.unit(OTHER).id, "text": ABOUT, "next": "1"})
    assert answer.location == address


@pytest.mark.parametrize(("unit", "text"), [("own", " "), ("none", ABOUT), ("own", "x" * 5001)])
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(town, sign_in, inspection, unit, text):
    data = {"unit": town.unit(OTHER).id if unit == "own" else 999_999, "text": text}
    answer = sign_in("officer").post(f"/inspections/{inspection.id}/findings/new", data=data)
    assert answer.status_code == 422
    assert "-errors" in answer.text
    assert text in answer.text


def test_a_task_that_is_no_inspection_has_no_findings(town, sign_in):
    task = town.task()
    assert sign_in("staff").get(f"/inspections/{task.id}/findings/new").status_code == 404
    with pytest.raises(NotAnInspection):
        found(town, task)


def test_a_hundred_stand_on_the_inspections_page_and_the_others_in_the_list(town, sign_in, inspection):
    staff = sign_in("staff")
    found(town, inspection, at=OWN, text="Nội dung đầu.")
    assert "Xem tiếp trong danh sách" not in staff.get(f"/tasks/{inspection.id}").text
    facts = {"task_id": inspection.id, "unit_id": town.unit(OWN).id, "by_id": town.person("staff").id, "at": town.now}
    with transaction():
        db.session.add_all(Finding(**facts, text=f"Nội dung thứ {n}.") for n in range(100))
    page = staff.get(f"/tasks/{inspection.id}").text
    assert page.count("Nội dung thứ ") + page.count("Nội dung đầu.") == 100
    assert "Xem tiếp trong danh sách" in page


def test_what_found_something_stays_an_inspection(town, sign_in, inspection):
    staff = sign_in("staff")
    data = {"title": inspection.title, "kind": "quarterly", "quarter": str(town.quarter), "due": "30/11"}
    found(town, inspection)
    refused = staff.post(f"/tasks/{inspection.id}/edit", data=data | {"version": inspection.version})
    assert refused.status_code == 422
    assert 'id="inspection-errors"' in refused.text
    assert ABOUT in staff.get(f"/tasks/{inspection.id}").text
    data |= {"inspection": "y", "version": inspection.version}
    assert staff.post(f"/tasks/{inspection.id}/edit", data=data).status_code == 302


def test_of_a_suspended_inspection_nothing_is_recorded(town, sign_in, inspection):
    with transaction():
        inspection.state = TaskState.SUSPENDED
    assert sign_in("officer").get(f"/inspections/{inspection.id}/findings/new").status_code == 403


def test_the_unit_reads_it_once_the_result_is_handed_in(town, sign_in, inspection):
    finding = found(town, inspection)
    other = sign_in("officer2")
    assert other.get(f"/findings/{finding.id}").status_code == 404
    assert ABOUT not in other.get("/findings/").text
    hand_in(town, inspection)
    assert ABOUT in other.get(f"/findings/{finding.id}").text
    assert ABOUT in other.get("/findings/").text
    assert other.get(f"/findings/{finding.id}/edit").status_code == 403


def test_a_finding_about_one_unit_is_not_read_by_another(town, sign_in, inspection):
    finding = found(town, inspection, at="Phòng Văn hóa và Thông tin")
    hand_in(town, inspection)
    assert sign_in("officer2").get(f"/findings/{finding.id}").status_code == 404


def test_who_joins_the_inspection_without_leading_it_does_not_read_what_was_found(town, sign_in):
    task = town.task("Kiểm tra liên ngành", lead=OWN, joining=[OTHER])
    with transaction():
        task.inspection = True
    finding = found(town, task, at="Phòng Văn hóa và Thông tin")
    other = sign_in("officer2")
    assert ABOUT not in other.get(f"/tasks/{task.id}").text
    assert other.get(f"/findings/{finding.id}").status_code == 404


def test_the_list_shows_what_the_page_opens(town):
    """`findings_visible_to` and `can_view_finding` say the same of everybody, in every state of the inspection."""
    kinds = {
        "led": {"lead": OWN},
        "joined": {"lead": OWN, "joining": [OTHER]},
        "shared": {"doing": [OWN, OTHER]},
    }
    for title, units in kinds.items():
        for state in (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.ACCEPTED):
            task = town.task(title, **units)
            town.assignment(task=task, state=state)
            with transaction():
                task.inspection = True
            for at in (OWN, OTHER, "Phòng Văn hóa và Thông tin"):
                found(town, task, at=at)
    everything = db.session.scalars(sa.select(Finding)).all()
    for who in ("officer", "officer2", "head2", "staff", "observer", "admin"):
        person = town.person(who)
        seen = set(db.session.scalars(sa.select(Finding.id).where(policy.findings_visible_to(person))))
        assert seen == {finding.id for finding in everything if policy.can_view_finding(person, finding)}, who


def test_it_is_mended_and_the_second_of_two_gets_both_texts(town, sign_in, inspection):
    finding = found(town, inspection)
    data = {"unit": finding.unit_id, "text": "Đã cập nhật một phần.", "version": finding.version}
    assert sign_in("officer").post(f"/findings/{finding.id}/edit", data=data).status_code == 302
    answer = sign_in("staff").post(f"/findings/{finding.id}/edit", data=data | {"text": "Chưa cập nhật."})
    assert answer.status_code == 409
    assert "Đã cập nhật một phần." in answer.text
    assert "Chưa cập nhật." in answer.text
    assert events_of(finding) == ["finding.recorded", "finding.mended"]


def test_it_ends_with_a_reason(town, sign_in, inspection):
    finding, officer = found(town, inspection), sign_in("officer")
    assert officer.post(f"/findings/{finding.id}/end", data={"words": " "}).status_code == 422
    answer = officer.post(f"/findings/{finding.id}/end", data={"words": "Đã khắc phục tại chỗ."})
    assert answer.status_code == 302
    assert "Đã khắc phục tại chỗ." in officer.get(f"/findings/{finding.id}").text
    assert events_of(finding)[-1] == "finding.ended"
    assert officer.post(f"/findings/{finding.id}/end", data={"words": "Lần nữa."}).status_code == 422
    data = {"unit": finding.unit_id, "text": "Khác.", "version": fresh(finding).version}
    assert officer.post(f"/findings/{finding.id}/edit", data=data).status_code == 422
    assert fresh(finding).text == ABOUT


def test_staff_make_it_a_task_of_the_unit_and_each_leads_to_the_other(town, sign_in, inspection):
    with transaction():
        inspection.document, inspection.clause = town.document, "III.2"
    finding, staff = found(town, inspection), sign_in("staff")
    address = f"/findings/{finding.id}/task"
    form = staff.get(address).text
    assert ABOUT in form
    assert "31/12/2026" in form
    data = {"title": "Cập nhật sổ", "text": ABOUT, "unit": finding.unit_id, "due": "trong tháng 11"}
    answer = staff.post(address, data=data)
    task = db.session.get_one(Task, fresh(finding).made_task_id)
    assert answer.location == f"/tasks/{task.id}"
    part = task.assignments[0]
    assert (task.title, task.kind, task.document, task.clause) == (
        "Cập nhật sổ",
        TaskKind.AD_HOC,
        town.document,
        "III.2",
    )
    assert (part.unit.name, part.part, f"{part.due_on:%d/%m/%Y}") == (OTHER, Part.LEAD, "30/11/2026")
    assert events_of(finding)[-1] == "finding.became_task"
    assert f"/tasks/{task.id}" in staff.get(f"/findings/{finding.id}").text
    assert f"/findings/{finding.id}" in staff.get(f"/tasks/{task.id}").text
    assert ABOUT in sign_in("officer2").get(f"/findings/{finding.id}").text  # it is theirs now
    again = staff.post(address, data=data)
    assert again.status_code == 422
    assert "đã trở thành nhiệm vụ" in again.text


def test_a_deadline_that_has_passed_is_asked_about_once(town, sign_in, inspection):
    finding = found(town, inspection)
    data = {"title": "Cập nhật sổ", "unit": finding.unit_id, "due": "30/9"}
    answer = sign_in("staff").post(f"/findings/{finding.id}/task", data=data)
    assert answer.status_code == 422
    assert "30/09/2026" in answer.text
    assert fresh(finding).made_task_id is None


@pytest.mark.parametrize("who", ["officer", "head", "observer"])
def test_only_staff_and_chair_make_tasks_of_findings(town, sign_in, inspection, who):
    finding = found(town, inspection)
    assert sign_in(who).post(f"/findings/{finding.id}/task", data={}).status_code == 403


def test_of_two_who_make_it_a_task_at_once_one_is_told(app, town, inspection):
    number = found(town, inspection).id

    def making(town) -> None:
        mine = queries.get_finding(number)
        remedy = Remedy("Cập nhật sổ", "", town.unit(OTHER), None, due_kind="none")
        services.make_task(mine, remedy, by=town.person("staff"), at=town.now)

    assert [type(refusal) for refusal in at_once(app, [making, making])] == [FindingIsTask]
    assert db.session.scalar(sa.select(sa.func.count()).where(Task.title == "Cập nhật sổ")) == 1


def test_what_ended_does_not_become_a_task(town, inspection):
    finding = found(town, inspection)
    with transaction():
        services.end_finding(finding, words="Nhầm.", by=town.person("staff"), at=town.now)
    remedy = Remedy("Cập nhật sổ", "", town.unit(OTHER), None, due_kind="none")
    with pytest.raises(FindingHasEnded), transaction():
        services.make_task(finding, remedy, by=town.person("staff"), at=town.now)


def test_the_list_is_narrowed_by_words_without_marks_unit_and_standing(town, sign_in, inspection):
    found(town, inspection)
    found(town, inspection, at=OWN, text="Thiếu biên bản họp dân.")
    staff = sign_in("staff")
    shown = staff.get("/findings/?q=so theo doi mo hinh").text
    assert ABOUT in shown
    assert "biên bản họp dân" not in shown
    shown = staff.get(f"/findings/?unit={town.unit(OWN).id}&standing=open").text
    assert ABOUT not in shown
    assert "biên bản họp dân" in shown
    assert ABOUT not in staff.get("/findings/?standing=ended").text
    assert ABOUT not in staff.get("/findings/?quarter=2026-Q1").text
    assert ABOUT in staff.get("/findings/?quarter=2027-Q1").text  # open from an earlier quarter
    assert staff.get("/findings/?format=xlsx").headers["Content-Type"].endswith("sheet")


def test_the_list_goes_on_after_fifty(town, sign_in, htmx, inspection):
    made = [found(town, inspection, text=f"Nội dung thứ {n}.") for n in range(51)]
    staff, last = sign_in("staff"), made[1].id
    first = staff.get("/findings/?q=noi+dung+thu", headers=htmx).text
    assert "Nội dung thứ 0." not in first
    assert f"before={last}" in first
    assert "Nội dung thứ 0." in staff.get(f"/findings/?before={last}").text

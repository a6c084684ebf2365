"""Giving a task: what it says, who does it, by when, and what is asked once before it is saved."""

import re

import pytest
import sqlalchemy as sa

from tests.tasks.test_task_views import filled, newest
from tracker.core.db import db
from tracker.documents.models import Document
from tracker.plans.models import Plan
from tracker.tasks.models import DueKind, Part, Recurrence, Task, TaskKind, TaskMode, TaskState


def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Task))


def sure(page: str) -> str:
    """What the box of a doubted form sends."""
    return re.search(r'type="checkbox"\s+id="sure-\w+"\s+name="sure"\s+value="(\w+)"', page)[1]


def test_a_task_says_from_where_for_whom_and_what_comes_of_it(town, sign_in):
    plan: Plan = town.plan
    data = filled(town, document=str(plan.document_id), clause="III.1", advises="Trưởng ban", deliverable="Báo cáo")
    staff = sign_in("staff")
    page = staff.get(staff.post("/tasks/new", data=data | {"starts_on": "1/11", "inspection": "y"}).location).text
    task = newest()
    assert (task.document_id, task.plan_id, task.starts_on.isoformat()) == (plan.document_id, plan.id, "2026-11-01")
    for shown in (plan.document.label, "III.1", "Trưởng ban", "Báo cáo", "01/11/2026", "30/11/2026"):
        assert shown in page, shown
    assert town.person("staff").full_name in page


def test_documents_are_offered_the_newest_first_and_none_before_them(town, sign_in):
    town.new_document("99/TB-UBND")
    offered = re.search(
        r'<select[^>]*name="document"[^>]*>(.*?)</select>', sign_in("staff").get("/tasks/new").text, re.S
    )
    values = re.findall(r'value="(\d*)"', offered[1])
    assert values[0] == ""
    assert values[1] == str(db.session.scalar(sa.select(sa.func.max(Document.id))))


def test_units_and_groups_get_the_four_duties(town, sign_in):
    group, unit = town.group("UBND các xã, thị trấn"), town.unit("Văn phòng HĐND và UBND huyện")
    data = filled(town, joining=[], implementing=[f"group-{group.id}"], advising=[f"unit-{unit.id}"])
    sign_in("staff").post("/tasks/new", data=data)
    task = newest()
    assert task.mode is TaskMode.JOINT
    duties = [part.part for part in task.assignments]
    assert [duties.count(part) for part in Part] == [1, 0, 1, 7]


def test_units_that_only_carry_it_out_owe_their_own_part(town, sign_in):
    units = [f"unit-{town.unit(name).id}" for name in ("Phòng Dân tộc", "Xã Đăk Tơ Mil")]
    sign_in("staff").post("/tasks/new", data=filled(town, leads=[], joining=[], implementing=units))
    assert newest().mode is TaskMode.EACH


@pytest.mark.parametrize(
    ("typed", "kind", "due"),
    [
        ({"due": "30/11"}, DueKind.FIXED, "2026-11-30"),
        ({"due": "trong tháng 11"}, DueKind.PERIOD_END, "2026-11-30"),
        ({"due": "", "event": "khi có kinh phí"}, DueKind.CONDITIONAL, "None"),
        ({"due": ""}, DueKind.NONE, "None"),
        ({"due": "", "recurrence": "monthly"}, DueKind.RECURRING, "None"),
        ({"due": "", "kind": "regular"}, DueKind.RECURRING, "None"),
    ],
)
def test_the_kind_of_a_deadline_follows_from_what_is_written(town, sign_in, typed, kind, due):
    assert sign_in("staff").post("/tasks/new", data=filled(town, **typed)).status_code == 302
    assert (newest().due_kind, str(newest().due_on)) == (kind, due)


def test_a_monthly_task_has_a_part_for_each_month_that_is_left(town, sign_in):
    sign_in("staff").post("/tasks/new", data=filled(town, due="", recurrence="monthly", joining=[]))
    task = newest()
    assert task.recurrence is Recurrence.MONTHLY
    assert [str(part.period_end) for part in task.assignments] == ["2026-10-31", "2026-11-30", "2026-12-31"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"due": "30/11", "starts_on": "1/12"}, "due"),
        ({"due": "30/11", "event": "khi có kinh phí"}, "event"),
        ({"due": "30/11", "kind": "regular"}, "due"),
        ({"due": "30/11", "recurrence": "monthly"}, "due"),
        ({"due": "", "recurrence": "half_yearly", "quarter": "2026-Q1"}, "recurrence"),
        ({"document": "999999"}, "document"),
        ({"starts_on": "tháng 7"}, "starts_on"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field_and_the_rest_kept(town, sign_in, typed, field):
    before = count()
    answer = sign_in("staff").post("/tasks/new", data=filled(town, **typed))
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert "Tổ chức tham quan vườn mẫu" in answer.text
    assert count() == before


@pytest.mark.parametrize(
    ("due", "quarter"), [("30/9/2026", "2026-Q4"), ("28/2/2027", "2026-Q4"), ("15/12/2026", "2026-Q3")]
)
def test_an_unusual_deadline_is_asked_about_once_and_saved_when_it_is_meant(town, sign_in, due, quarter):
    staff, before = sign_in("staff"), count()
    data = filled(town, due=due, quarter=quarter)
    asked = staff.post("/tasks/new", data=data)
    assert asked.status_code == 422
    assert 'id="due-errors"' in asked.text
    assert count() == before
    assert staff.post("/tasks/new", data=data | {"sure": sure(asked.text)}).status_code == 302
    assert newest().due_on.strftime("%-d/%-m/%Y") == due


def test_another_doubt_is_asked_about_anew_and_what_was_confirmed_is_remembered(town, sign_in):
    staff = sign_in("staff")
    confirmed = sure(staff.post("/tasks/new", data=filled(town, due="28/2/2027")).text)
    other = staff.post("/tasks/new", data=filled(town, due="30/9/2026", sure=confirmed))
    assert other.status_code == 422
    assert sure(other.text) != confirmed
    for_another_reason = staff.post("/tasks/new", data=filled(town, due="28/2/2027", sure=confirmed, leads=[]))
    assert for_another_reason.status_code == 422
    assert f'name="sure" type="hidden" value="{confirmed}"' in for_another_reason.text


def test_a_draft_is_not_shown_to_its_units_until_it_is_put_in_force(town, sign_in):
    staff, officer = sign_in("staff"), sign_in("officer")
    address = staff.post("/tasks/new", data=filled(town, draft="y")).location
    assert newest().state is TaskState.DRAFT
    assert officer.get(address).status_code == 404
    assert staff.post(f"{address}/publish").location == address
    assert officer.get(address).status_code == 200
    assert newest().kind is TaskKind.QUARTERLY
    assert staff.post(f"{address}/publish").status_code == 422

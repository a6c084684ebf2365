"""The list of tasks, one task, giving and mending one."""

import html
import io
import re
import sys
import zipfile
from datetime import date

import pytest
import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.tasks.models import State, Task, TaskKind, TaskState


def filled(town, **changes):
    """What staff type to give a task."""
    unit, commune = town.unit("Phòng Dân tộc"), town.unit("Xã Đăk Tơ Mil")
    return {
        "title": "Tổ chức tham quan vườn mẫu",
        "kind": "quarterly",
        "quarter": str(town.quarter),
        "leads": [f"unit-{unit.id}"],
        "joining": [f"unit-{commune.id}"],
        "due": "30/11",
    } | changes


def newest() -> Task:
    return db.session.scalars(sa.select(Task).order_by(Task.id.desc()).limit(1)).one()


def test_staff_give_a_task_and_it_is_with_its_units(town, sign_in):
    answer = sign_in("staff").post("/tasks/new", data=filled(town))
    task = newest()
    assert answer.location == f"/tasks/{task.id}"
    assert (task.title, task.due_on.isoformat(), task.state) == (
        "Tổ chức tham quan vườn mẫu",
        "2026-11-30",
        TaskState.ACTIVE,
    )
    assert "Tổ chức tham quan vườn mẫu" in sign_in("officer").get("/work").text
    assert "Tổ chức tham quan vườn mẫu" in sign_in("officer2").get("/work").text
    assert db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first().name == "task.added"


def test_a_task_with_no_unit_is_refused_beside_the_field_and_the_rest_is_kept(town, sign_in):
    before = newest().id
    answer = sign_in("staff").post("/tasks/new", data=filled(town, leads=[]))
    assert answer.status_code == 422
    assert 'id="leads-errors"' in answer.text
    assert "Tổ chức tham quan vườn mẫu" in answer.text
    assert newest().id == before


def test_a_day_that_is_none_is_refused_beside_the_field(town, sign_in):
    answer = sign_in("staff").post("/tasks/new", data=filled(town, due="31/6/2024"))
    assert answer.status_code == 422
    assert 'id="due-errors"' in answer.text
    assert "31/6/2024" in answer.text


def test_what_people_write_for_a_deadline_is_understood(town, sign_in):
    staff = sign_in("staff")
    for words, day in (
        ("trong tháng 11", "2026-11-30"),
        ("het quy IV", "2026-12-31"),
        ("trước 15/11/2026", "2026-11-15"),
    ):
        staff.post("/tasks/new", data=filled(town, due=words))
        assert newest().due_on.isoformat() == day
        assert newest().due_words == words


def test_a_day_without_its_year_is_of_the_year_that_one_looks_at(town, sign_in):
    following = town.quarter.next
    data = filled(town, due="30/3", quarter=str(following))
    assert sign_in("staff").post(f"/tasks/new?quarter={following}", data=data).status_code == 302
    assert newest().due_on.isoformat() == "2027-03-30"


def test_a_day_without_its_year_is_the_next_one_of_the_quarter_that_is_chosen_in_the_form(town, sign_in):
    staff = sign_in("staff")
    for quarter, due in (("2026-Q4", "2027-01-15"), ("2026-Q1", "2026-01-15")):
        shown = staff.get(f"/tasks/read-date?field=due&due=15/1&quarter=2026-Q4&quarter={quarter}").text
        assert f"{due[8:]}/01/{due[:4]}" in shown
        data = filled(town, due="15/1", quarter=quarter)
        asked = staff.post("/tasks/new", data=data)  # the one lies outside the plan's year, the other has passed
        sure = re.search(r'name="sure"\s+value="(\w+)"', asked.text)[1]
        assert staff.post("/tasks/new", data=data | {"sure": sure}).status_code == 302
        assert newest().due_on.isoformat() == due


def test_the_day_that_a_deadline_is_read_after_may_be_any(sign_in):
    staff = sign_in("staff")
    for since, year in (("2026-11-27", 2027), ("0001-01-01", 1), ("9999-12-31", 9999), ("x", 2027)):
        answer = staff.get(f"/tasks/read-date?field=until&until=15/1&since={since}")
        assert answer.status_code == 200
        assert year in (1, 9999) or f"15/01/{year}" in answer.text


def test_a_unit_that_is_not_offered_cannot_be_named(town, sign_in):
    answer = sign_in("staff").post("/tasks/new", data=filled(town, leads=["unit-9999"]))
    assert answer.status_code == 422


def test_only_those_who_run_a_programme_give_and_mend_tasks(town, sign_in):
    task = town.task()
    for who in ("officer", "head", "observer", "admin"):
        assert sign_in(who).post("/tasks/new", data=filled(town)).status_code == 403
        expected = 404 if who == "admin" else 403
        assert sign_in(who).post(f"/tasks/{task.id}/edit", data=filled(town)).status_code == expected


def test_mending_a_task_is_told_in_its_story(town, sign_in):
    task = town.task()
    staff = sign_in("staff")
    assert task.title in staff.get(f"/tasks/{task.id}/edit").text
    data = filled(town, title="Tên đã sửa", version=task.version)
    assert staff.post(f"/tasks/{task.id}/edit", data=data).location == f"/tasks/{task.id}"
    assert "Tên đã sửa" in staff.get(f"/tasks/{task.id}").text


def test_mending_the_words_alone_keeps_the_deadline_as_it_was_read(town, sign_in):
    task = town.task()
    task.clause, task.due_words, task.due_inferred, task.clause_end = "III.4", "trong quý IV", True, 40
    task.due_on = date(2026, 12, 31)
    db.session.commit()
    data = {"title": "Tên đã sửa", "due": "31/12/2026", "clause": "III.4", "kind": "ad_hoc", "version": task.version}
    sign_in("staff").post(f"/tasks/{task.id}/edit", data=data | {"quarter": str(task.quarter)})
    kept = db.session.get(Task, task.id, populate_existing=True)
    assert (kept.title, kept.clause, kept.clause_end, kept.kind) == ("Tên đã sửa", "III.4", 40, TaskKind.AD_HOC)
    assert (kept.due_words, kept.due_inferred) == ("trong quý IV", True)


def test_the_kinds_of_a_task_are_offered_in_vietnamese(town, sign_in):
    assert "Nhiệm vụ của quý</option>" in sign_in("staff").get("/tasks/new").text


def test_the_second_who_mends_keeps_what_they_typed(town, sign_in):
    task = town.task()
    seen = task.version
    sign_in("chair").post(f"/tasks/{task.id}/edit", data=filled(town, title="Của trưởng ban", version=seen))
    answer = sign_in("staff").post(f"/tasks/{task.id}/edit", data=filled(town, title="Của thường trực", version=seen))
    assert answer.status_code == 409
    assert "Của thường trực" in answer.text
    assert "Của trưởng ban" in answer.text


def test_a_task_is_seen_by_its_units_and_by_those_who_read_the_programme(town, sign_in):
    task = town.task()
    for who in ("officer", "head", "staff", "chair", "observer"):
        assert sign_in(who).get(f"/tasks/{task.id}").status_code == 200
    for who in ("officer2", "admin"):
        assert sign_in(who).get(f"/tasks/{task.id}").status_code == 404


def test_the_story_tells_the_parts_as_well(town, sign_in):
    part = town.assignment(state=State.ACCEPTED)
    page = sign_in("staff").get(f"/tasks/{part.task_id}").text
    assert page.count("<li>") >= 4
    assert "Đã họp dân, đang lập danh sách." in page


def test_htmx_gets_only_the_list(town, sign_in, htmx):
    town.task("Việc cần tìm")
    answer = sign_in("staff").get("/tasks/?q=viec+can+tim", headers=htmx)
    assert answer.text.lstrip().startswith('<div id="tasks"')
    assert "Việc cần tìm" in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_a_quarter_that_is_none_is_no_page(sign_in):
    assert sign_in("staff").get("/tasks/?quarter=2026-Q5").status_code == 404
    assert sign_in("staff").get("/tasks/?kind=nonsense&state=nonsense").status_code == 200


def test_the_list_is_sorted_through_the_address(town, sign_in):
    for title, due in (("Ấp Á", None), ("Bản B", date(2026, 12, 1)), ("Cụm C", date(2026, 11, 1))):
        town.task(f"Sắp xếp {title}", due=due)
    staff = sign_in("staff")
    for sort, order in (
        ("due", ["Cụm C", "Bản B", "Ấp Á"]),
        ("-due", ["Bản B", "Cụm C", "Ấp Á"]),
        ("title", ["Ấp Á", "Bản B", "Cụm C"]),
        ("-title", ["Cụm C", "Bản B", "Ấp Á"]),
        ("percent", ["Ấp Á", "Bản B", "Cụm C"]),
        ("nonsense", ["Cụm C", "Bản B", "Ấp Á"]),
    ):
        page = staff.get(f"/tasks/?q=sap+xep&sort={sort}").text
        assert re.findall(r">Sắp xếp ([^<]+)</a>", page) == order, sort


def test_a_list_too_long_for_a_page_goes_on_after_its_last_row_and_whole_into_excel(town, sign_in, monkeypatch):
    monkeypatch.setattr(sys.modules["tracker.tasks.views.listing"], "ROWS", 2)
    town.tasks(5)
    staff = sign_in("staff")
    address, seen = "/tasks/?q=viec+them&sort=title", []
    while address:
        page = staff.get(address).text
        seen += re.findall(r">(Việc thêm số \d)</a>", page)
        onward = re.search(r'rel="next"\s+href="([^"]+)"', page)
        assert ('rel="first"' in page) == ("after=" in address)
        address = onward and html.unescape(onward[1])
    assert seen == [f"Việc thêm số {n}" for n in range(1, 6)]
    whole = staff.get("/tasks/?q=viec+them&format=xlsx").data
    with zipfile.ZipFile(io.BytesIO(whole)) as book:
        assert book.read("xl/worksheets/sheet1.xml").decode().count("Việc thêm số") == 5


@pytest.mark.parametrize(
    "cursor", ["x", "0~~", "0~2026-13-01~1", "9~2026-12-01~1", "1~2026-12-01~1", "0~x~" + 99 * "9"]
)
@pytest.mark.parametrize("page", ["/tasks/", "/work", "/deadlines"])
def test_a_forged_cursor_leads_to_the_first_page(sign_in, page, cursor):
    browser = sign_in("officer" if page == "/work" else "staff")
    first = re.findall(r'href="/tasks/(\d+)"', browser.get(page).text)
    assert first
    assert re.findall(r'href="/tasks/(\d+)"', browser.get(page, query_string={"after": cursor}).text) == first

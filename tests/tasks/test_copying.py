"""The tasks of an earlier plan, carried on in a new one: years moved on, to whoever is there today, nothing twice."""

from datetime import date

import pytest

from tests.browser import page, words
from tests.town import OTHER, OWN
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.office.models import UnitSuccession
from tracker.plans import services as plans
from tracker.tasks.models import DueKind, Part, Task, TaskKind
from tracker.tasks.rules.copying import moved_day, moved_quarter, moved_words

GROUP = "UBND các xã, thị trấn"


@pytest.fixture
def next_plan(town):
    """The plan of next year, in which nothing is yet."""
    document = town.new_document("5/KH-UBND")
    with transaction():
        return plans.add_plan(document, year=2027, by=town.person("staff"), at=town.now)


def of_plan(town, title="Sơ kết quý I/2026", **facts) -> Task:
    """A further task of this year's plan."""
    task = town.task(title, **{"due": date(2026, 3, 20), "quarter": Quarter(2026, 1)} | facts)
    with transaction():
        task.plan_id = town.plan.id
    return task


def address(source, target):
    return f"/tasks/copy?source={source}&target={target}&quarter=2027-Q1"


def filled_in(shown):
    """The form as it stands, with what is ticked."""
    form = page(shown).xpath("//form[@action][.//table]")[0]
    return form.get("action"), {
        field.get("name"): field.get("value") or "y"
        for field in form.xpath(".//input")
        if field.get("type") != "checkbox" or field.get("checked") is not None
    } | {field.get("name"): field.text.strip() for field in form.xpath(".//textarea")}


def copies(task):
    return db.session.query(Task).filter_by(copied_from_id=task.id).all()


def test_ticked_tasks_are_given_anew_with_their_years_moved_on(town, sign_in, next_plan):
    task, other = of_plan(town, joining=[OTHER]), of_plan(town, "Việc không chép")
    staff = sign_in("staff")
    action, fields = filled_in(staff.get(address(f"plan-{town.plan.id}", f"plan-{next_plan.id}")))
    assert fields[f"task-{task.id}-title"] == "Sơ kết quý I/2027"
    assert fields[f"task-{task.id}-due"] == "20/03/2027"
    del fields[f"task-{other.id}-take"]
    assert staff.post(action, data=fields).status_code == 302
    assert not copies(other)
    [copy] = copies(task)
    assert (copy.title, copy.due_on, copy.due_kind) == ("Sơ kết quý I/2027", date(2027, 3, 20), DueKind.FIXED)
    assert (copy.quarter, copy.plan_id, copy.document_id) == (Quarter(2027, 1), next_plan.id, next_plan.document_id)
    assert {(part.unit.name, part.part) for part in copy.assignments} == {(OWN, Part.LEAD), (OTHER, Part.COORDINATE)}
    assert "task.copied" in [event.name for event in story_of(copy)]


def test_nothing_is_copied_twice(town, sign_in, next_plan):
    task, staff = of_plan(town), sign_in("staff")
    where = address(f"plan-{town.plan.id}", f"plan-{next_plan.id}")
    action, fields = filled_in(staff.get(where))
    staff.post(action, data=fields)
    shown = staff.get(where)
    assert "Đã sao chép" in words(page(shown).get_element_by_id(f"copy-{task.id}"))
    assert not page(shown).xpath(f"//input[@name='task-{task.id}-take']")
    assert staff.post(action, data=fields | {"form_key": "another"}).status_code == 422
    assert len(copies(task)) == 1


def test_title_and_deadline_can_be_changed_first(town, sign_in, next_plan):
    task, undated = of_plan(town), of_plan(town, "Việc bỏ hạn")
    staff = sign_in("staff")
    action, fields = filled_in(staff.get(address(f"plan-{town.plan.id}", f"plan-{next_plan.id}")))
    wrong = staff.post(action, data=fields | {f"task-{task.id}-due": "31/2", f"task-{undated.id}-title": ""})
    assert wrong.status_code == 422
    assert page(wrong).xpath(f"//input[@name='task-{task.id}-due']/@value") == ["31/2"]
    assert not copies(task)
    changed = {f"task-{task.id}-title": "Tổng kết", f"task-{task.id}-due": "hết quý II", f"task-{undated.id}-due": ""}
    staff.post(action, data=fields | changed)
    [copy] = copies(task)
    assert (copy.title, copy.due_on, copy.due_kind) == ("Tổng kết", date(2027, 6, 30), DueKind.PERIOD_END)
    assert copies(undated)[0].due_kind is DueKind.NONE


@pytest.mark.parametrize("length", [20, 300, 301, 30_000])
def test_a_title_or_deadline_of_any_length_is_taken_or_refused_beside_it(town, sign_in, next_plan, length):
    task, staff = of_plan(town), sign_in("staff")
    action, fields = filled_in(staff.get(address(f"plan-{town.plan.id}", f"plan-{next_plan.id}")))
    for name, typed in (("title", "Ậ" * length), ("due", f"30/11 {'Ậ' * (length - 6)}")):
        answer = staff.post(action, data=fields | {f"task-{task.id}-{name}": typed, f"task-{task.id}-take": "y"})
        assert answer.status_code in (302, 422)
        assert (answer.status_code == 422) == (length > 300 or bool(copies(task) and name == "due"))


def test_who_has_ended_is_replaced_by_who_took_over_or_left_out(town, sign_in, next_plan):
    old, new, gone = (town.new_unit(name) for name in ("Xã Cũ", "Xã Mới", "Xã Đã Giải Thể"))
    task, lost = of_plan(town, lead=old, joining=[gone]), of_plan(town, "Việc của xã đã giải thể", lead=gone)
    with transaction():
        old.ended_on = gone.ended_on = town.today
        db.session.add(UnitSuccession(former_id=old.id, successor_id=new.id, since=town.today))
    staff = sign_in("staff")
    shown = staff.get(address(f"plan-{town.plan.id}", f"plan-{next_plan.id}"))
    row = words(page(shown).get_element_by_id(f"copy-{task.id}"))
    assert "Xã Mới tiếp nhận từ Xã Cũ" in row
    assert "không còn: Xã Đã Giải Thể" in row
    assert not page(shown).xpath(f"//input[@name='task-{lost.id}-take']")
    action, fields = filled_in(shown)
    assert staff.post(action, data=fields | {f"task-{lost.id}-take": "y"}).status_code == 302
    assert [(part.unit.name, part.part) for part in copies(task)[0].assignments] == [("Xã Mới", Part.LEAD)]
    assert not copies(lost)


def test_groups_and_regular_tasks_of_a_year_without_a_plan(town, sign_in):
    task = town.task("Tuyên truyền năm 2026", group=GROUP, kind=TaskKind.REGULAR, lead=None)
    ad_hoc = town.task("Việc đột xuất", kind=TaskKind.AD_HOC)
    staff = sign_in("staff")
    action, fields = filled_in(staff.get(address(2026, 2027)))
    assert f"task-{ad_hoc.id}-take" not in fields
    assert f"task-{task.id}-due" not in fields
    assert staff.post(action, data=fields).status_code == 302
    [copy] = copies(task)
    assert (copy.title, copy.plan_id) == ("Tuyên truyền năm 2027", None)
    assert {part.quarter for part in copy.assignments} == {Quarter(2027, number) for number in (1, 2, 3, 4)}
    assert {part.group.name for part in copy.assignments} == {GROUP}


def test_without_a_choice_it_goes_from_the_newest_plan_but_one_to_the_newest(town, sign_in, next_plan):
    shown = page(sign_in("staff").get("/tasks/copy"))
    chosen = [shown.xpath(f"//select[@name='{name}']/option[@selected]/@value")[0] for name in ("source", "target")]
    assert chosen == [f"plan-{town.plan.id}", f"plan-{next_plan.id}"]


def test_a_plan_is_not_copied_to_itself(town, sign_in):
    where = address(f"plan-{town.plan.id}", f"plan-{town.plan.id}")
    staff = sign_in("staff")
    assert "trước đó" in words(staff.get(where))
    assert staff.post(where).status_code == 422


@pytest.mark.parametrize("who", ["officer", "head", "observer", "admin"])
def test_only_staff_and_chair_copy_tasks(town, sign_in, who):
    assert sign_in(who).get("/tasks/copy").status_code == 403
    assert sign_in(who).post("/tasks/copy").status_code == 403


def test_the_page_asks_no_more_when_the_plan_grows(town, sign_in, next_plan, count_queries):
    staff, where = sign_in("staff"), address(f"plan-{town.plan.id}", f"plan-{next_plan.id}")
    asked = []
    for number in range(2):
        of_plan(town, f"Việc thêm {number}")
        with count_queries() as queries:
            staff.get(where)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 16


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tổng kết năm 2025, kế hoạch quý I/2026", "Tổng kết năm 2026, kế hoạch quý I/2027"),
        ("Hoàn thành trước ngày 30/9/2026 hoặc tháng 10/2026", "Hoàn thành trước ngày 30/9/2027 hoặc tháng 10/2027"),
        ("Quyết định 12/2026/QĐ-UBND ngày 05/01/2026", "Quyết định 12/2026/QĐ-UBND ngày 05/01/2026"),
        ("giai đoạn 2021-2026, đến năm 2030", "giai đoạn 2021-2026, đến năm 2030"),
        ("năm học 2026-2027", "năm học 2027-2028"),
        ("Luật năm 2013", "Luật năm 2013"),
    ],
)
def test_the_years_of_a_plan_are_moved_on_and_no_others(before, after):
    assert moved_words(before, from_year=2026, to_year=2027) == after


@pytest.mark.parametrize(
    ("day", "kind", "to_year", "moved"),
    [
        (date(2024, 2, 29), DueKind.FIXED, 2025, date(2025, 2, 28)),
        (date(2023, 2, 28), DueKind.PERIOD_END, 2024, date(2024, 2, 29)),
        (date(2023, 2, 28), DueKind.FIXED, 2024, date(2024, 2, 28)),
        (None, DueKind.NONE, 2025, None),
    ],
)
def test_days_are_moved_to_days_that_there_are(day, kind, to_year, moved):
    from_year = day.year if day else 2024
    assert moved_day(day, kind, from_year=from_year, to_year=to_year) == moved


def test_a_quarter_of_the_year_before_stays_one():
    assert moved_quarter(Quarter(2025, 4), from_year=2026, to_year=2027) == Quarter(2026, 4)

"""Many tasks at once, from Excel or pasted: every row is judged and shown; what is ticked enters whole, or nothing."""

import io
import time
from datetime import date, timedelta

import openpyxl
import pytest

from tests.browser import page, words
from tests.reading.test_workbooks import book
from tests.town import OTHER, OWN
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.office.naming import NameBook, Named
from tracker.tasks.models import DueKind, Part, Recurrence, Task, TaskKind, TaskMode
from tracker.tasks.rules.bulk import NoSuchKind, NotAQuarter, read_kind, read_quarter, read_time, units_in
from tracker.tasks.rules.columns import COLUMNS

HEADS = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Phối hợp", "Thời gian hoàn thành", "Sản phẩm"]
GROUP = "UBND các xã, thị trấn"
ROW = ["1", "Rà soát mô hình vườn nhà", "phong dan toc", f"{OTHER}\n{GROUP}", "30/11", "Báo cáo"]


def paste(browser, *rows, heads=HEADS, **more):
    lines = [[f'"{cell}"' if "\n" in cell else cell for cell in row] for row in ([heads] if heads else []) + list(rows)]
    return browser.post("/tasks/import", data={"pasted": "\n".join("\t".join(line) for line in lines), **more})


def send(browser, *rows, heads=HEADS):
    return browser.post("/tasks/import", data={"file": (io.BytesIO(book([heads, *rows])), "nhiệm vụ.xlsx")})


def confirm(browser, preview, **more):
    form = page(preview).xpath("//form[@id='take-in']")[0]
    sent = {name: form.xpath(f".//input[@name='{name}']/@value")[0] for name in ("carried", "form_key")}
    ticked = page(preview).xpath("//input[@name='row'][@checked]/@value")
    return browser.post(form.get("action"), data=sent | {"row": ticked} | more)


def told(preview):
    """What is said of each row, by its number."""
    rows = page(preview).xpath("//main//table/tbody/tr")
    return {int(words(row.xpath("./td[contains(@class, 'number')]")[0])): words(row) for row in rows}


def found(title) -> Task:
    return db.session.query(Task).filter_by(title=title).one()


def test_pasted_rows_are_shown_and_become_tasks_when_confirmed(town, sign_in):
    staff, before = sign_in("staff"), db.session.query(Task).count()
    shown = paste(staff, ROW, ["2", "Tuyên truyền", GROUP, "", "Thường xuyên", ""])
    assert shown.status_code == 200
    assert f"Đơn vị phối hợp: {OTHER}; {GROUP} (7)" in told(shown)[2]
    assert "Thời hạn: 30/11/2026 (30/11)" in told(shown)[2]
    assert db.session.query(Task).count() == before
    assert confirm(staff, shown).status_code == 302
    task = found("Rà soát mô hình vườn nhà")
    assert (task.due_on, task.due_kind, task.kind) == (date(2026, 11, 30), DueKind.FIXED, TaskKind.QUARTERLY)
    assert (task.plan_id, task.document_id) == (town.plan.id, town.document.id)
    assert (task.mode, task.deliverable) == (TaskMode.JOINT, "Báo cáo")
    assert [part.unit.name for part in task.assignments if part.part is Part.LEAD] == [OWN]
    assert town.unit(OTHER).id in {part.unit_id for part in task.assignments if part.part is Part.COORDINATE}
    assert [event.name for event in story_of(task)] == ["task.added"]
    regular = found("Tuyên truyền")
    assert (regular.kind, regular.mode, len(regular.assignments)) == (TaskKind.REGULAR, TaskMode.EACH, 7)


def test_an_excel_file_does_the_same_and_confirmed_twice_it_adds_nothing(town, sign_in):
    staff = sign_in("staff")
    shown = send(staff, ROW)
    assert confirm(staff, shown).status_code == 302
    count = db.session.query(Task).count()
    assert confirm(staff, shown).status_code in (302, 303)
    assert db.session.query(Task).count() == count
    again = send(staff, ROW)
    assert f"#{found(ROW[1]).id}" in told(again)[2]
    assert not page(again).xpath("//input[@name='row'][@checked]"), "what looks alike is left out unless it is ticked"
    assert confirm(staff, again).status_code == 422
    assert confirm(staff, again, row="2").status_code == 302
    assert db.session.query(Task).count() == count + 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "", OWN, "", "", ""], "Ghi việc cần làm"),
        (["", "Việc", "", OWN, "", ""], "chưa có đơn vị"),
        (["", "Việc", "Phòng Dân tộc 1", "", "", ""], f"Có thể là: “{OWN}”"),
        (["", "Việc", "Sở Trên Trời Xa Lắc", "", "", ""], "Sở Trên Trời Xa Lắc"),
        (["", "Việc", OWN, "các đơn vị liên quan", "", ""], "liên quan"),
        (["", "Việc", OWN, "", "31/6", ""], "31/6"),
        (["", "Việc", OWN, "", "", "a" * 301], "300"),
        (["", "Việc", "#REF!", "", "", ""], "#REF!"),
    ],
)
def test_one_wrong_row_keeps_all_out_and_what_was_pasted_stays(town, sign_in, row, said):
    answer = paste(sign_in("staff"), ROW, row)
    assert said in told(answer)[3]
    assert not page(answer).xpath("//form[@id='take-in']")
    assert ROW[1] in page(answer).xpath("//textarea[@name='pasted']")[0].text


def test_heads_over_two_rows_give_each_column_its_head(town, sign_in):
    above = ["TT", "Nội dung công việc", "Đơn vị", "", "Thời gian", "", "Sản phẩm", "Ghi chú"]
    below = ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành", "", ""]
    row = ["1", ROW[1], OWN, OTHER, "20/11", "30/11", "Báo cáo", ""]
    shown = send(sign_in("staff"), below, ["I", "", "", "", "", "", "", ""], row, heads=above)
    assert "Bắt đầu, Ghi chú" in words(shown)  # what is not taken in is said
    assert confirm(sign_in("staff"), paste(sign_in("staff"), below, row, heads=above)).status_code == 302
    task = found(ROW[1])
    assert (task.due_on, task.deliverable) == (date(2026, 11, 30), "Báo cáo")


def test_formulas_and_merged_cells_of_a_file(town, sign_in):
    def merge(sheet, _book):
        sheet.merge_range("C2:C3", OWN)
        sheet.write_formula("E3", "=TODAY()")

    rows = [HEADS, ROW, ["2", "Sơ kết", "", "", "", ""]]
    file = (io.BytesIO(book(rows, merge)), "nhiệm vụ.xlsx")
    said = told(sign_in("staff").post("/tasks/import", data={"file": file}))
    assert "công thức" in said[3]
    assert "chưa có đơn vị" not in said[3]


WARNINGS = {
    "a day that has passed": (["", "Việc", OWN, "", "1/10", ""], "01/10/2026"),
    "another year": (["", "Việc", OWN, "", "1/3/2027", ""], "2027"),
    "an event": (["", "Việc", OWN, "", "khi tỉnh có hướng dẫn", ""], "chờ việc này"),
    "said twice": (ROW, "Trùng với dòng 2"),
}


@pytest.mark.parametrize("case", WARNINGS)
def test_what_is_unusual_is_said_and_can_be_confirmed(town, sign_in, case):
    row, said = WARNINGS[case]
    staff = sign_in("staff")
    shown = paste(staff, ROW, row)
    assert said in told(shown)[3]
    assert confirm(staff, shown, row=["2", "3"]).status_code == 302


def test_other_columns_and_rows_without_heads(town, sign_in):
    staff = sign_in("staff")
    heads = ["Mục", "Văn bản", "Loại", "Quý", "Hạn", "Thực hiện", "Tham mưu", "Tham mưu cho", "Nội dung"]
    long = "Tổ chức sơ kết phong trào. " + "Đánh giá kết quả từng thôn. " * 20
    row = ["II.3", "Kế hoạch " + town.document.notation, "đột xuất", "IV", "hằng tháng", OTHER, OWN, "UBND huyện", long]
    confirm(staff, paste(staff, row, heads=heads, plan=""))
    task = found("Tổ chức sơ kết phong trào")
    assert (task.kind, task.due_kind, task.recurrence) == (TaskKind.AD_HOC, DueKind.RECURRING, Recurrence.MONTHLY)
    assert (task.document_id, task.clause, task.advises) == (town.document.id, "II.3", "UBND huyện")
    assert task.text.startswith(long[:100])
    assert {part.part for part in task.assignments} == {Part.IMPLEMENT, Part.ADVISE}
    confirm(staff, paste(staff, ["Việc không tên cột", OWN, "", "hết quý IV"], heads=None))
    assert found("Việc không tên cột").due_kind is DueKind.PERIOD_END


@pytest.mark.parametrize("length", [60, 61, 200, 300, 1000, 3001])
def test_no_cell_is_too_long_to_be_judged(town, sign_in, length):
    staff = sign_in("staff")
    heads = [column.also[0] for column in COLUMNS]
    for place in range(len(heads)):
        plain = [{"title": f"Việc {place}", "leads": OWN}.get(column.name, "") for column in COLUMNS]
        row = [*plain[:place], "Ậ" * length, *plain[place + 1 :]]
        shown = paste(staff, row, heads=heads)
        assert shown.status_code == 200
        if page(shown).xpath("//form[@id='take-in']"):
            assert confirm(staff, shown).status_code == 302


def test_what_has_changed_since_the_preview_is_shown_again(town, sign_in):
    staff = sign_in("staff")
    shown = paste(staff, ROW)
    town.task(ROW[1])
    assert confirm(staff, shown).status_code == 409
    with transaction():
        town.unit(OWN).ended_on = town.today - timedelta(days=1)
    assert confirm(staff, shown).status_code == 422
    assert db.session.query(Task).filter_by(title=ROW[1]).count() == 1


def test_a_preview_of_one_programme_is_none_of_another(town, sign_in):
    staff = sign_in("staff")
    shown = paste(staff, ROW)
    elsewhere = page(shown).xpath("//form[@id='take-in']/@action")[0].replace(f"plan={town.plan.id}", "plan=")
    carried = page(shown).xpath("//input[@name='carried']/@value")[0]
    assert staff.post(elsewhere, data={"carried": carried, "row": "2"}).status_code == 422


def test_the_template_has_the_columns_and_can_be_filled_in(town, sign_in):
    staff = sign_in("staff")
    heads = [
        cell.value for cell in openpyxl.load_workbook(io.BytesIO(staff.get("/tasks/import/template").data)).active[1]
    ]
    assert len(heads) == 13
    row = [
        "Việc từ tệp mẫu" if place == 0 else OWN if head == "Đơn vị chủ trì" else "" for place, head in enumerate(heads)
    ]
    assert confirm(staff, send(staff, row, heads=heads)).status_code == 302


@pytest.mark.parametrize("who", ["officer", "head", "observer", "admin"])
def test_only_staff_and_chair_give_tasks(town, sign_in, who):
    assert paste(sign_in(who), ROW).status_code == 403
    assert sign_in(who).get("/tasks/import").status_code == 403


@pytest.mark.proof
def test_five_hundred_rows_are_judged_and_saved_within_seconds(town, sign_in, record_property):
    staff = sign_in("staff")
    rows = [["", f"Việc thứ {n} của cả năm", OWN, GROUP, "30/11", ""] for n in range(500)]
    took = []
    began = time.process_time()
    shown = paste(staff, *rows)
    took.append(time.process_time() - began)
    began = time.process_time()
    assert confirm(staff, shown).status_code == 302
    took.append(time.process_time() - began)
    record_property("500 rows shown and saved, seconds of processor", " ".join(f"{seconds:.1f}" for seconds in took))
    assert max(took) < 6


@pytest.mark.parametrize(
    ("words", "due_on", "recurs", "recurrence", "event"),
    [
        ("thuong xuyen", None, True, None, ""),
        ("Định kỳ hằng quý", None, True, Recurrence.QUARTERLY, ""),
        ("6 tháng một lần", None, True, Recurrence.HALF_YEARLY, ""),
        ("Quý II, III/2026", date(2026, 9, 30), False, None, ""),
        ("trong tháng 7", date(2026, 7, 31), False, None, ""),
        ("sau khi tỉnh phê duyệt", None, False, None, "sau khi tỉnh phê duyệt"),
        ("-", None, False, None, ""),
    ],
)
def test_times_are_read_as_offices_write_them(words, due_on, recurs, recurrence, event):
    read = read_time(words, year=2026)
    due = read.deadline.due if read.deadline else None
    assert (due, read.recurs, read.recurrence, read.event) == (due_on, recurs, recurrence, event)


BOOK = NameBook([(1, "Phòng Dân tộc"), (2, "Phòng Lao động, Thương binh và Xã hội"), (3, "Xã Đăk Kôi")], [(1, GROUP)])


@pytest.mark.parametrize(
    ("cell", "units", "unknown"),
    [
        ("phong dan toc; xã Đăk Koi", [1, 3], []),
        ("Phòng Dân tộc, Phòng Lao động, Thương binh và Xã hội và xã Đăk Kôi.", [1, 2, 3], []),
        (f"- {GROUP}\n- Phòng Dân tộc", ["group", 1], []),
        ("Sở Y tế, Phòng Dân tộc", [1], ["Sở Y tế"]),
        ("", [], []),
    ],
)
def test_units_are_found_however_they_are_separated(cell, units, unknown):
    named = [Named(group_id=1) if one == "group" else Named(unit_id=one) for one in units]
    assert units_in(cell, BOOK) == (named, unknown)


def test_kinds_and_quarters_are_read():
    assert read_kind("Thường xuyên") is TaskKind.REGULAR
    assert str(read_quarter("quý III", year=2026)) == "2026-Q3"
    with pytest.raises(NoSuchKind):
        read_kind("khẩn")
    with pytest.raises(NotAQuarter):
        read_quarter("V", year=2026)


def test_a_row_ticked_that_no_preview_had_is_none(town, sign_in):
    staff = sign_in("staff")
    answer = confirm(staff, paste(staff, ROW), row=["9" * 5000, "٣", "-1", "x"])
    assert answer.status_code == 422
    assert "chưa chọn" in words(answer).lower() or "không có dòng nào" in words(answer).lower()


def test_the_same_rows_taken_in_from_two_windows_are_given_once(app, town, sign_in):
    staff = sign_in("staff")
    first, second = (paste(staff, ROW) for _window in range(2))
    assert confirm(staff, first).status_code == 302
    again = confirm(staff, second)
    assert again.status_code == 409
    assert db.session.query(Task).filter_by(title="Rà soát mô hình vườn nhà").count() == 1

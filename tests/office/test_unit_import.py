"""Units from an Excel file: every row is shown, all or none are taken in."""

import io
from datetime import date

import openpyxl
import pytest

from tests.browser import by_id, page, words
from tests.reading.test_workbooks import book
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.office import queries
from tracker.office.models import UnitKind

HEADS = ["Số", "Tên đầy đủ", "Tên ngắn", "Loại", "Trực thuộc", "Tên khác", "Hoạt động từ ngày"]


def send(browser, rows, heads=HEADS, data=None):
    file = io.BytesIO(data or book([heads, *rows]))
    return browser.post("/units/import", data={"file": (file, "đơn vị.xlsx")})


def confirm(browser, preview, **more):
    carried = page(preview).xpath("//input[@name='carried']/@value")
    return browser.post("/units/import/confirm", data={"carried": carried[0] if carried else ""} | more)


def found(preview):
    """What comes of each row: its number, the name, the finding, what is told of it."""
    rows = page(preview).xpath("//main//table/tbody/tr")
    return {int(words(row[0])): [words(cell) for cell in row[1:]] for row in rows}


def row(name, kind="Xã", *, parent="", short="", others="", began="", number=""):
    return [number, name, short, kind, parent, others, began]


def unit_named(town, name):
    return next((unit for unit in queries.existing_units(on=town.today) if unit.name == name), None)


def test_rows_are_shown_as_new_changed_or_unchanged_and_nothing_is_written(town, sign_in):
    before = len(queries.existing_units(on=town.today))
    rows = [
        row("Phường Mới", parent="Ủy ban nhân dân huyện Đăk Vơn", began="1/7/2025"),
        row("Phòng Kinh tế", "Phòng, ban", parent="Phường Mới"),
        row("Xã Đăk Tơ Mil", short="ĐTM"),
        row("Phòng Dân tộc", ""),
    ]
    answer = send(sign_in("admin"), rows)
    assert answer.status_code == 200
    told = found(answer)
    assert [told[number][1] for number in (2, 3, 4, 5)] == ["Mới", "Mới", "Thay đổi", "Không đổi"]
    assert told[4][2] == "Tên ngắn: Đăk Tơ Mil → ĐTM"
    assert "Trực thuộc: Phường Mới" in told[3][2]
    assert len(queries.existing_units(on=town.today)) == before


def test_what_is_confirmed_is_taken_in_whole_with_its_traces(town, sign_in):
    browser = sign_in("admin")
    rows = [
        row("Phòng Kinh tế", "Phòng, ban", parent="Phường Mới"),  # before the unit that it belongs to
        row("Phường Mới", "phường", parent="UBND huyện", others="P. Mới; UBND phường Mới", began="1/7/2025"),
        row("Xã Đăk Tơ Mil", short="ĐTM", parent="Phường Mới"),
    ]
    answer = confirm(browser, send(browser, rows))
    assert answer.location == "/units/"
    assert "Đã nhập: 2 mới, 1 thay đổi, 0 không đổi." in words(browser.get("/units/"))
    above, below, changed = (town.unit(name) for name in ("UBND phường Mới", "Phòng Kinh tế", "Xã Đăk Tơ Mil"))
    assert above.parent_id == town.unit("UBND huyện").id
    assert (above.short_name, above.kind, above.began_on) == ("Phường Mới", UnitKind.COMMUNE, date(2025, 7, 1))
    assert below.parent_id == changed.parent_id == above.id
    assert changed.short_name == "ĐTM"
    assert [event.name for event in story_of(above)] == ["unit.added"]
    assert {event.name for event in story_of(changed)} == {"unit.added", "unit.placed", "unit.short_name_corrected"}
    assert all(event.by_name == "Lê Quang Thiệp" for event in story_of(above))


def test_the_same_file_again_finds_nothing_to_do(town, sign_in):
    browser, rows = sign_in("admin"), [row("Phường Mới", parent="UBND huyện", others="P. Mới")]
    confirm(browser, send(browser, rows))
    again = send(browser, rows)
    assert found(again)[2][1] == "Không đổi"
    assert "Không có gì để nhập" in words(again)


def test_a_second_confirmation_does_nothing_twice(town, sign_in):
    browser = sign_in("admin")
    preview = send(browser, [row("Phường Mới")])
    key = page(preview).xpath("//input[@name='carried']/ancestor::form//input[@name='form_key']/@value")[0]
    assert confirm(browser, preview, form_key=key).status_code == 302
    assert confirm(browser, preview, form_key=key).status_code == 303
    assert confirm(browser, preview).status_code == 409  # with another key, the preview says something else by now
    assert [unit.name for unit in queries.existing_units(on=town.today)].count("Phường Mới") == 1


def test_what_somebody_changed_after_the_preview_is_shown_again_before_it_is_taken_in(town, sign_in):
    browser = sign_in("admin")
    preview = send(browser, [row("Xã Đăk Tơ Mil", short="ĐTM"), row("Phường Mới")])
    with transaction():
        town.unit("Xã Đăk Tơ Mil").short_name = "Tên khác hẳn"
    again = confirm(browser, preview)
    assert again.status_code == 409
    assert "Tên ngắn: Tên khác hẳn → ĐTM" in words(again)
    assert unit_named(town, "Phường Mới") is None
    assert confirm(browser, again).status_code == 302
    assert unit_named(town, "Phường Mới") is not None


WRONG = {
    "an unknown unit above": ([row("A", parent="Ủy ban nào đó")], "Trực thuộc", "Không có đơn vị “Ủy ban nào đó”"),
    "an unknown kind": ([row("A", "tổ dân phố")], "Loại", "Không có loại đơn vị “tổ dân phố”"),
    "no name": ([row("", short="A")], "Tên đầy đủ", "để trống"),
    "no kind": ([row("A", "")], "Loại", "để trống"),
    "two rows of one name": ([row("Phường Ba"), row("phường  ba")], "", "Dòng 3 cũng ghi đơn vị này"),
    "two rows for one unit": ([row("Phòng Dân tộc"), row("PHÒNG DÂN TỘC")], "", "Dòng 3 cũng ghi đơn vị này"),
    "a circle": ([row("A", parent="B"), row("B", parent="A")], "Trực thuộc", "trực thuộc chính"),
    "itself above": ([row("A", parent="A")], "Trực thuộc", "trực thuộc chính"),
    "a number that no unit has": ([row("A", number="9999")], "Số", "Không có đơn vị nào mang số “9999”"),
    "a number that is none": ([row("A", number="một")], "Số", "Không có đơn vị nào mang số"),
    "a day that is none": ([row("A", began="31/6/2025")], "Hoạt động từ ngày", "31/6/2025"),
    "a day without a year": ([row("A", began="30/9")], "Hoạt động từ ngày", "30/09/2026"),
    "a name that is too long": ([row("x" * 201)], "Tên đầy đủ", "dài quá 200"),
    "a short name that is too long": ([row("A", short="x" * 61)], "Tên ngắn", "dài quá 60"),
    "a long name without a short one": ([row("x" * 61)], "Tên ngắn", "để trống"),
    "a formula": ([row("A", parent="=B2")], "Trực thuộc", "Ô này là công thức"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_row_is_told_by_row_and_column_and_stops_all(town, sign_in, wrong):
    rows, column, told = WRONG[wrong]
    before, browser = len(queries.existing_units(on=town.today)), sign_in("admin")
    answer = send(browser, [*rows, row("Phường Đúng")])
    _, finding, detail = found(answer)[2]
    assert finding == "Có lỗi"
    assert detail.startswith(column)
    assert told in detail
    assert found(answer)[len(rows) + 2][1] == "Mới"
    assert not page(answer).xpath("//input[@name='carried']")
    assert confirm(browser, answer).status_code == 422
    assert len(queries.existing_units(on=town.today)) == before


def test_a_row_with_a_number_may_rename_its_unit_and_not_to_a_name_that_is_taken(town, sign_in):
    browser, unit = sign_in("admin"), town.unit("Xã Đăk Tơ Mil")
    answer = send(browser, [row("Xã Ia Lơ Bưm", number=unit.id)])
    assert "Tại đây đã có đơn vị tên" in found(answer)[2][2]
    confirm(browser, send(browser, [row("Xã Tên Đúng", number=unit.id)]))
    db.session.expire_all()
    assert unit.name == "Xã Tên Đúng"


def test_units_of_one_name_are_told_apart_by_what_they_belong_to(town, sign_in):
    browser = sign_in("admin")
    rows = [row("Phòng Kinh tế", "Phòng, ban", parent=name) for name in ("Xã Đăk Tơ Mil", "Xã Ia Lơ Bưm")]
    assert confirm(browser, send(browser, rows)).status_code == 302
    assert [finding for _, finding, _ in found(send(browser, rows)).values()] == ["Không đổi", "Không đổi"]
    answer = send(browser, [row("Phòng Kinh tế", "Phòng, ban")])
    assert "Có nhiều đơn vị cùng tên" in found(answer)[2][2]


def test_the_exported_list_can_be_taken_in_again_and_changes_nothing(town, sign_in):
    with transaction():
        town.unit("Phòng Dân tộc").parent_id = town.unit("UBND huyện").id
    browser = sign_in("admin")
    for language in ("vi", "en"):
        browser.set_cookie("language", language)
        sheet = browser.get("/units/?format=xlsx").data
        assert len(openpyxl.load_workbook(io.BytesIO(sheet)).active["A"]) == 19
        answer = send(browser, [], data=sheet)
        states = {finding for _, finding, _ in found(answer).values()}
        assert states in ({"Không đổi"}, {"Unchanged"})


def test_the_empty_template_has_the_columns_and_no_row(sign_in):
    browser = sign_in("admin")
    template = browser.get("/units/import/template").data
    assert [cell.value for cell in openpyxl.load_workbook(io.BytesIO(template)).active[1]] == HEADS
    answer = send(browser, [], data=template)
    assert answer.status_code == 422
    assert "chưa có dòng nào" in words(by_id(answer, "file-errors"))


def test_a_file_that_cannot_be_read_is_refused_beside_the_field(sign_in):
    browser = sign_in("admin")
    for data in ({}, {"file": (io.BytesIO(b"hello"), "a.xlsx")}, {"file": (io.BytesIO(b"PK"), "a.xlsm")}):
        answer = browser.post("/units/import", data=data)
        assert answer.status_code == 422
        assert words(by_id(answer, "file-errors"))


@pytest.mark.parametrize("carried", ["", "x", "eyJyb3dzIjpbXX0.bad"])
def test_a_preview_that_was_not_ours_is_refused(sign_in, carried):
    answer = sign_in("admin").post("/units/import/confirm", data={"carried": carried})
    assert answer.status_code == 422
    assert "không dùng được nữa" in words(answer)


def test_another_admins_preview_is_not_taken_in(town, sign_in):
    town.new_person("Quản trị Hai", role="admin", sign_in_name="admin2")
    preview = send(sign_in("admin"), [row("Phường Mới")])
    assert confirm(sign_in("admin2"), preview).status_code == 422
    assert unit_named(town, "Phường Mới") is None


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_nobody_else_takes_units_in(town, sign_in, who):
    browser = sign_in(who)
    preview = send(sign_in("admin"), [row("Phường Mới")])
    assert browser.get("/units/import").status_code == browser.get("/units/import/template").status_code == 403
    assert send(browser, [row("Phường Mới")]).status_code == 403
    assert confirm(browser, preview).status_code == 403


def test_the_questions_of_a_preview_do_not_grow_with_its_rows(town, sign_in, count_queries):
    browser, asked = sign_in("admin"), []
    for count in (3, 300):
        with count_queries() as questions:
            assert send(browser, [row(f"Xã Thử {n}") for n in range(count)]).status_code == 200
        asked.append(len(questions))
    assert asked[0] == asked[1] <= 8

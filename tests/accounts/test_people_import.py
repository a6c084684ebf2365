"""People from an Excel file: every row is shown first; all of them enter, or none."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest

from tests.browser import by_id, words
from tests.town import OTHER, OWN
from tracker.accounts import queries
from tracker.accounts.rules.people_rows import AdminsOneByOne, RoleUnknown, read_roles
from tracker.core.db import db, transaction
from tracker.office.models import Person, RoleKind

HEADS = ["Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Thư điện tử", "Tên đăng nhập", "Vai trò"]


def workbook(*rows, heads=HEADS):
    book, target = openpyxl.Workbook(), io.BytesIO()
    for row in (heads, *rows):
        book.active.append(row)
    book.save(target)
    return {"file": (io.BytesIO(target.getvalue()), "danh sách.xlsx")}


def carried(answer):
    found = re.search(r'name="carried"[^>]*value="([^"]*)"', answer.text)
    return {"carried": found[1]} if found else None


def preview(browser, *rows):
    return browser.post("/people/import", data=workbook(*rows))


def found(full_name) -> Person:
    return db.session.query(Person).filter_by(full_name=full_name).one()


ROW = ["Trần Văn Ân", "Chuyên viên", "phong dan toc", "0912345678", "An@vi-du.vn", "", "Chuyên viên; Thường trực"]


def test_rows_are_shown_and_taken_in_when_confirmed(town, sign_in):
    admin = sign_in("admin")
    shown = preview(admin, ROW)
    assert OWN in words(shown)
    assert not db.session.query(Person).filter_by(folded="tran van an").count()
    assert admin.post("/people/import/confirm", data=carried(shown)).location == "/people/"
    person = found("Trần Văn Ân")
    assert (person.unit.name, person.email, person.phone) == (OWN, "an@vi-du.vn", "0912345678")
    account = queries.account_of(person)
    assert (account.sign_in_name, account.password_hash) == ("tran.van.an", "")
    roles = queries.person_row(person.id, on=town.today).roles
    assert [(role.kind, role.scope) for role in roles] == [
        (RoleKind.OFFICER, OWN),
        (RoleKind.STAFF, town.programme.short_name),
    ]


def test_confirmed_a_second_time_it_does_nothing(town, sign_in):
    admin = sign_in("admin")
    sent = carried(preview(admin, ROW))
    admin.post("/people/import/confirm", data=sent)
    assert admin.post("/people/import/confirm", data=sent).status_code == 409
    assert db.session.query(Person).filter_by(folded="tran van an").count() == 1
    again = preview(admin, ROW)
    assert "Trần Văn Ân" in words(again)
    assert carried(again) is None, "there is nothing left to confirm"


WRONG = {
    "no name": (["", "", OWN], "Hãy nhập họ và tên"),
    "no unit": (["Trần Văn Ân", "", ""], "Hãy ghi tên đơn vị"),
    "an unknown unit": (["Trần Văn Ân", "", "Phòng Trên Trời"], "Không có đơn vị nào tên"),
    "a group": (["Trần Văn Ân", "", "UBND các xã, thị trấn"], "Không có đơn vị nào tên"),
    "a unit that has ended": (["Trần Văn Ân", "", OTHER], f"không có đơn vị {OTHER}"),
    "no address": (["Trần Văn Ân", "", OWN, "", "@@"], "@@"),
    "the address of another": (["Trần Văn Ân", "", OWN, "", "TRUONG.PHONG@vi-du.vn"], "đã dùng địa chỉ"),
    "the sign-in name of another": (["Trần Văn Ân", "", OWN, "", "", "officer"], "đã có người dùng"),
    "no sign-in name": (["Trần Văn Ân", "", OWN, "", "", "trần ân"], "Không đặt tên đăng nhập"),
    "an unknown role": (["Trần Văn Ân", "", OWN, "", "", "", "Vua"], "không phải là vai trò"),
    "an administrator": (["Trần Văn Ân", "", OWN, "", "", "", "Quản trị"], "giao từng người"),
    "an unknown programme": (["Trần Văn Ân", "", OWN, "", "", "", "Thường trực: Không có"], "Hãy ghi tên chương trình"),
    "a formula": (["=1+1", "", OWN], ""),
    "too long": (["Ậ" * 121, "", OWN], ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_wrong_row_keeps_all_out(town, sign_in, case):
    row, said = WRONG[case]
    with transaction():
        town.person("head").email = "truong.phong@vi-du.vn"
        if case == "a unit that has ended":
            town.unit(OTHER).ended_on = town.today - timedelta(days=1)
    answer = preview(sign_in("admin"), ROW, row)
    assert said in words(answer)
    assert carried(answer) is None


def test_what_is_wrong_only_by_another_row_is_found_too(town, sign_in):
    twins = [
        ROW,
        ["Lê Thị Hai", "", OWN, "", "an@VI-DU.vn"],
        ["Y Ba", "", OWN, "", "", "y.ba"],
        ["Y Bốn", "", OWN, "", "", "Y.Ba"],
    ]
    answer = preview(sign_in("admin"), *twins, ["Y Năm", "", OWN], ["Y Năm", "", OWN])
    said = words(answer)
    for part in ("Dòng 2 có cùng địa chỉ", "Dòng 4 có cùng tên đăng nhập", "Dòng 6 cũng về người này"):
        assert part in said


def test_rows_that_became_wrong_since_the_preview_are_not_taken_in(town, sign_in):
    admin = sign_in("admin")
    sent = carried(preview(admin, ROW))
    with transaction():
        town.person("head").email = "an@vi-du.vn"
    assert admin.post("/people/import/confirm", data=sent).status_code == 422
    assert not db.session.query(Person).filter_by(folded="tran van an").count()


def test_who_is_here_already_is_mended_and_an_empty_cell_changes_nothing(town, sign_in):
    officer, admin = town.person("officer"), sign_in("admin")
    with transaction():
        officer.email = "lieu@vi-du.vn"
    row = [officer.full_name, "", OTHER, "0999", "lieu@vi-du.vn", "", "Thủ trưởng đơn vị"]
    shown = preview(admin, row)
    admin.post("/people/import/confirm", data=carried(shown))
    officer = town.person("officer")
    assert (officer.unit.name, officer.phone, officer.position) == (OTHER, "0999", "Chuyên viên")
    assert officer.heads(town.unit(OTHER).id)
    assert queries.account_of(officer).sign_in_name == "officer"


def test_two_of_one_name_are_told_apart_by_their_addresses(town, sign_in):
    admin = sign_in("admin")
    rows = [["Y Năm", "", OWN, "", f"nam{number}@vi-du.vn"] for number in (1, 2)]
    admin.post("/people/import/confirm", data=carried(preview(admin, *rows)))
    names = [queries.account_of(person).sign_in_name for person in db.session.query(Person).filter_by(folded="y nam")]
    assert sorted(names) == ["y.nam", "y.nam2"]


def test_a_file_holds_no_more_people_than_are_saved_in_two_seconds(sign_in):
    admin = sign_in("admin")
    shown = preview(admin, *([f"Người Thứ {number}", "", OWN] for number in range(501)))
    assert shown.status_code == 422
    assert "500" in words(by_id(shown, "file-errors"))
    assert "500" in words(by_id(admin.get("/people/import"), "file-help"))


def test_the_template_has_the_columns(sign_in):
    sheet = openpyxl.load_workbook(io.BytesIO(sign_in("admin").get("/people/import/template").data)).active
    assert [cell.value for cell in sheet[1]] == HEADS


@pytest.mark.parametrize("who", ["officer", "staff", "observer"])
def test_only_admin_takes_people_in(town, sign_in, who):
    browser = sign_in(who)
    for address in ("/people/import", "/people/import/confirm"):
        assert browser.post(address).status_code == 403
    assert browser.get("/people/import/template").status_code == 403


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("CÁN BỘ", [(RoleKind.OFFICER, "")]),
        ("Trưởng / phó ban: Vườn nhà, xã", [(RoleKind.CHAIR, "Vườn nhà, xã")]),
        ("head, observer;", [(RoleKind.HEAD, ""), (RoleKind.OBSERVER, "")]),
    ],
)
def test_roles_are_read_as_offices_write_them(typed, read):
    assert read_roles(typed) == read


@pytest.mark.parametrize(("typed", "refusal"), [("Vua", RoleUnknown), ("Quản trị", AdminsOneByOne)])
def test_what_is_no_role_for_a_file_is_refused(typed, refusal):
    with pytest.raises(refusal):
        read_roles(typed)

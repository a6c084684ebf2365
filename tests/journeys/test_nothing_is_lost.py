"""What was typed outlives a session that ends, an answer that is lost, an impatient finger, another who was faster."""

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tracker.accounts.models import SignInSession
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.tasks.models import ProgressUpdate, Task

LONG = (
    "Quý này đơn vị đã họp dân ở hai thôn, lập xong danh sách 14 hộ đăng ký làm vườn.\n\n"
    "Còn ba hộ chưa thống nhất chỗ làm vườn; đề nghị xã bố trí cán bộ cùng đi khảo sát trước ngày 15/11."
)
WIDTH = {True: 1280, False: 390}  # a desk with JavaScript, a telephone that is too slow for it
FIRST = "tbody[id^=assignment-]:has([data-focus])"


@pytest.fixture
def end_sessions(app: Flask):
    """`end_sessions()`: an admin ends all of them, or the night has passed."""

    def end() -> None:
        with app.app_context(), transaction():
            db.session.execute(sa.update(SignInSession).values(ended_at=clock.now()))

    return end


@pytest.fixture
def count(app: Flask):
    """`count(Task)`: how many there are."""

    def counted(model) -> int:
        with app.app_context():
            return db.session.scalar(sa.select(sa.func.count()).select_from(model))

    return counted


def type_in_first_row(page: Page, percent: str = "61") -> None:
    page.goto("/work")
    page.locator(FIRST).first.locator("[data-focus]").click()
    page.get_by_label("Tiến độ, %").fill(percent)
    page.get_by_label("Kết quả, khó khăn").fill(LONG)


def sign_in_here(page: Page, who: str) -> None:
    page.locator("#sign_in_name").fill(who)
    page.locator("#password").fill("giao-ban-demo")
    page.locator("#password").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def test_a_long_report_outlives_the_session_in_which_it_was_typed(
    open_page, sign_in_as, javascript, end_sessions, count, assert_accessible, assert_fits
):
    page = open_page(javascript=javascript, width=WIDTH[javascript])
    sign_in_as(page, "officer")
    type_in_first_row(page)
    before = count(ProgressUpdate)
    end_sessions()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url("**/sign-in?**")
    expect(page.locator("#flash")).to_contain_text("Nội dung đã gõ còn nguyên")
    assert count(ProgressUpdate) == before
    sign_in_here(page, "officer")
    page.wait_for_url("**/kept")
    expect(page.get_by_label("Kết quả, khó khăn")).to_have_value(LONG)
    expect(page.get_by_label("Tiến độ")).to_have_value("61")
    assert_fits(page)
    if javascript:
        assert_accessible(page)
    page.get_by_role("button", name="Lưu ngay").click()
    page.wait_for_url("**/work**")
    expect(page.locator("#flash")).to_contain_text("Đã lưu")
    expect(page.locator("tbody[id^=assignment-]").filter(has_text="đã họp dân ở hai thôn")).to_contain_text("61 %")
    assert count(ProgressUpdate) == before + 1
    page.goto("/kept")
    page.wait_for_url("**/work**")


def test_another_person_at_that_browser_sees_nothing_of_it(open_page, sign_in_as, javascript, end_sessions):
    page = open_page(javascript=javascript)
    sign_in_as(page, "officer")
    type_in_first_row(page)
    end_sessions()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url("**/sign-in?**")
    sign_in_here(page, "officer2")
    page.wait_for_url("**/work**")
    expect(page.locator("body")).not_to_contain_text("đã họp dân ở hai thôn")


def test_an_impatient_finger_gives_one_task(open_page, sign_in_as, javascript, count):
    page = open_page(javascript=javascript)
    sign_in_as(page, "staff")
    page.goto("/tasks/new")
    page.get_by_label("Nhiệm vụ", exact=True).fill("Việc giao bằng hai lần bấm")
    page.locator("[name=leads][value^=unit-]").first.check()
    before = count(Task)
    page.get_by_role("button", name="Lưu").dblclick()
    page.wait_for_url(lambda url: url.rpartition("/")[2].isdigit())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc giao bằng hai lần bấm")
    assert count(Task) == before + 1


def test_who_goes_back_and_saves_again_is_led_to_what_was_saved(open_page, sign_in_as, javascript, count):
    page = open_page(javascript=javascript)
    sign_in_as(page, "staff")
    page.goto("/meetings/new")
    page.get_by_label("Tiêu đề").fill("Họp chỉ một lần")
    fields = page.locator("main form").evaluate("form => Object.fromEntries(new FormData(form))")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url(lambda url: url.rpartition("/")[2].isdigit())
    address = page.url
    again = page.request.post("/meetings/new", form=fields, max_redirects=0)
    assert (again.status, address.endswith(again.headers["location"])) == (303, True)
    page.reload()
    expect(page.locator("#flash")).to_contain_text("Không có gì bị ghi hai lần")


def test_an_answer_that_is_lost_on_the_way_is_no_second_act(open_page, sign_in_as, count):
    signed_in = open_page()
    sign_in_as(signed_in, "officer")
    page = signed_in.context.new_page()  # its console will speak of the line that broke
    type_in_first_row(page)
    before = count(ProgressUpdate)

    def lose(route: Route) -> None:
        route.fetch()  # the office has it, and the line breaks
        route.abort("connectionreset")

    page.route("**/assignments/*/update*", lose)
    page.get_by_role("button", name="Lưu", exact=True).click()
    note = page.locator(".not-saved")
    expect(note).to_contain_text("Chưa lưu")
    expect(page.get_by_label("Kết quả, khó khăn")).to_have_value(LONG)
    page.unroute("**/assignments/*/update*")
    note.get_by_role("button").click()
    expect(page.locator("#flash")).to_contain_text("Không có gì bị ghi hai lần")
    expect(page.locator(".in-place")).to_have_count(0)
    expect(page.locator("tbody[id^=assignment-]").filter(has_text="đã họp dân ở hai thôn")).to_contain_text("61 %")
    assert count(ProgressUpdate) == before + 1


def test_the_second_of_two_sees_both_versions_beside_their_own_words(
    open_page, sign_in_as, javascript, assert_accessible, assert_fits
):
    officer, head = (open_page(javascript=javascript, width=WIDTH[javascript]) for _ in range(2))
    for page, who, percent in ((officer, "officer", "61"), (head, "head", "75")):
        sign_in_as(page, who)
        type_in_first_row(page, percent)
    officer.get_by_role("button", name="Lưu", exact=True).click()
    expect(officer.locator("tbody[id^=assignment-]").filter(has_text="đã họp dân")).to_contain_text("61 %")
    head.get_by_role("button", name="Lưu", exact=True).click()
    clash = head.locator(".clash")
    expect(clash).to_contain_text("Bản đang lưu")
    expect(clash.locator("dd").nth(0)).to_contain_text("61")
    expect(clash.locator("dd").nth(1)).to_contain_text("75")
    expect(head.get_by_label("Tiến độ, %")).to_have_value("75")
    assert_fits(head)
    if javascript:
        expect(clash).to_be_focused()
        assert_accessible(head)
    head.get_by_role("button", name="Lưu", exact=True).click()
    expect(head.locator("tbody[id^=assignment-]").filter(has_text="đã họp dân")).to_contain_text("75 %")

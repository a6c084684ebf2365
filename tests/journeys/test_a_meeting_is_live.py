"""Three people at one meeting: what one types the others see within seconds, answer, and lose nothing of their own."""

from time import perf_counter

import pytest
from playwright.sync_api import Page, expect

from tests.meetings.conftest import OWN, Room
from tests.town import Town

LINE = f"{OWN.lower()}: rà soát mô hình; hạn 30/12"
SOON = 4_000  # milliseconds: a page asks again within 2.9 seconds; the rest is for a machine that is busy
KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('meeting-line')).length"


@pytest.fixture
def address(app):
    """The quarter's meeting, open."""
    with app.app_context():
        return f"/meetings/{Room(Town()).open().meeting.id}"


@pytest.fixture
def at_meeting(open_page, sign_in_as, address):
    """`at_meeting("head", width=390)`: that page."""

    def opened(who: str, *, width: int = 1280) -> Page:
        page = open_page(width=width)
        sign_in_as(page, who)
        page.goto(address)
        return page

    return opened


def record(page: Page, line: str) -> None:
    page.locator("#text").fill(line)
    page.locator("#text").press("Enter")
    expect(page.locator("#text")).to_have_value("")


def test_typed_seen_confirmed_disagreed_mended_and_closed(
    at_meeting, address, assert_accessible, assert_fits, record_property
):
    staff, chair, head = at_meeting("staff"), at_meeting("chair"), at_meeting("head", width=390)

    staff.locator("#text").press_sequentially(LINE, delay=5)
    expect(staff.locator("#preview")).to_contain_text("30/12/2026")
    expect(staff.locator("#preview .will")).to_contain_text("1 phần việc")
    assert_accessible(staff)
    began = perf_counter()
    record(staff, LINE)
    row = head.locator("article.conclusion")
    expect(row).to_contain_text("Rà soát mô hình", timeout=SOON)
    record_property("seconds until another saw it", f"{perf_counter() - began:.1f}")
    assert_accessible(head)
    assert_fits(head)

    head.locator("summary", has_text="Chưa nhất trí").click()
    head.locator(".disagree textarea").fill("Đơn vị chưa có cán bộ")
    record(staff, "Các xã, thị trấn: họp dân hằng quý")  # the head goes on typing while that arrives elsewhere
    chair.locator("#text").fill("Xã Đăk Tơ Mil: đang gõ dở")
    expect(chair.locator("article.conclusion")).to_have_count(2, timeout=SOON)
    expect(chair.locator("#text")).to_have_value("Xã Đăk Tơ Mil: đang gõ dở")
    expect(head.locator(".disagree textarea")).to_have_value("Đơn vị chưa có cán bộ")
    head.get_by_role("button", name="Gửi chủ trì").click()
    expect(row).to_contain_text("chưa nhất trí")
    expect(chair.locator(".said")).to_contain_text("Đơn vị chưa có cán bộ", timeout=SOON)

    staff.locator("article.conclusion").first.get_by_role("link", name="Sửa").click()
    words = staff.locator("textarea[name=text]")
    words.fill("Rà soát lại mô hình")
    expect(staff.locator(".kept")).to_contain_text("Đã lưu", timeout=SOON)
    expect(row).to_contain_text("Rà soát lại mô hình", timeout=SOON)
    head.get_by_role("button", name="Xác nhận cho").click()
    expect(chair.locator("article.conclusion").first).to_contain_text("1 đã xác nhận", timeout=SOON)
    expect(words).to_have_value("Rà soát lại mô hình")  # what happens elsewhere does not close the row
    staff.get_by_role("button", name="Lưu").click()
    expect(staff.locator("#undo")).to_contain_text("Đã sửa kết luận")  # before it, what was recorded can be undone
    staff.locator("#undo").get_by_role("button", name="Hoàn tác").click()
    expect(staff.locator("article.conclusion").first).to_contain_text("Rà soát mô hình")

    chair.on("dialog", lambda dialog: dialog.accept())
    chair.get_by_role("button", name="Kết thúc hội nghị").click()
    expect(chair.locator("main section[role=alert]")).to_contain_text("đang gõ dở")
    chair.get_by_role("button", name="Kết thúc hội nghị, không ghi dòng này").click()
    expect(head.locator("h1 + .subtitle")).not_to_contain_text("Đang họp", timeout=SOON)

    chair.goto(f"{address}/notices")
    chair.locator("main a[href^='/notices/']").first.click()
    chair.get_by_role("link", name="Ban hành thông báo").click()
    chair.get_by_role("button", name="Ban hành thông báo").click()
    expect(chair.locator("#flash")).to_contain_text("ban hành")
    head.goto("/work")
    expect(head.locator("main")).to_contain_text("Rà soát mô hình")
    head.goto(address)
    expect(head.locator("main")).to_contain_text("Thông báo", timeout=SOON)
    assert_accessible(head)


def test_a_line_outlives_the_page_and_is_given_back(at_meeting, address):
    staff = at_meeting("staff")
    staff.locator("#text").fill("Xã Đăk Tơ Mil: tham quan mô hình")
    assert staff.evaluate(KEPT) == 1
    context = staff.context
    staff.close()
    again = context.new_page()
    again.goto(address)
    expect(again.locator("#text")).to_have_value("Xã Đăk Tơ Mil: tham quan mô hình")
    expect(again.locator("#preview .will")).to_be_visible(timeout=15_000)
    again.locator("#text").press("Enter")
    expect(again.locator("article.conclusion")).to_have_count(1)
    assert again.evaluate(KEPT) == 0


@pytest.mark.proof
def test_rows_are_moved_by_keys(at_meeting):
    staff = at_meeting("staff")
    record(staff, f"{OWN}: một")
    record(staff, f"{OWN}: hai")
    staff.locator("article.conclusion").nth(1).get_by_role("link", name="Sửa").focus()
    staff.keyboard.press("Alt+ArrowUp")
    expect(staff.locator("article.conclusion > p").first).to_have_text("Hai")
    staff.keyboard.press("Control+z")
    expect(staff.locator("article.conclusion > p").first).to_have_text("Một")

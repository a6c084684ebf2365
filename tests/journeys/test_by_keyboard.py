"""The daily update by keyboard alone: few keys, and the focus is never lost."""

from time import perf_counter

from playwright.sync_api import Page, expect

from tests.meetings.conftest import Room
from tests.meetings.inviting import Inviting
from tests.town import OTHER, OWN, Town

FIRST = "tbody[id^=assignment-]:has([data-focus])"


def open_first_row(page: Page) -> None:
    """Press Enter on the first row's button; its form opens with the percent chosen."""
    page.locator(FIRST).first.locator("[data-focus]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=percent]")).to_be_focused()


def test_enter_in_the_percent_saves_it_and_the_focus_returns_to_the_row(open_page, sign_in_as):
    page = open_page()
    sign_in_as(page, "officer")
    page.goto("/work")
    open_first_row(page)
    page.keyboard.type("61")  # replaces what stood there
    page.keyboard.press("Enter")
    expect(page.locator(FIRST).first).to_contain_text("61 %")
    expect(page.locator(FIRST).first.locator("[data-focus]")).to_be_focused()


def test_a_part_is_updated_within_fifteen_seconds_and_a_few_keys(open_page, sign_in_as, record_property):
    """From opening the page to saved; each key is counted at the pace of somebody who types slowly."""
    page = open_page()
    sign_in_as(page, "officer")
    began = perf_counter()
    page.goto("/work")
    keys = ["Tab", "Enter"]  # skip to the content
    for key in keys:
        page.keyboard.press(key)
    while not page.evaluate("document.activeElement.matches('main [data-focus]')"):
        page.keyboard.press("Tab")
        keys.append("Tab")
        assert len(keys) < 40, "the first part cannot be reached"
    title = page.locator(FIRST).first.locator(".what a").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("[name=percent]")).to_be_focused()
    page.keyboard.type("72")
    page.keyboard.press("Tab")
    page.keyboard.type("Xong 5/7 thôn.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("tbody", has_text=title).first).to_contain_text("72 %")
    record_property("keys to reach the first part, then to update it", f"{len(keys)}, then 5 and what is written")
    machine = perf_counter() - began
    written = (len(keys) + 5 + len("72Xong 5/7 thôn.")) * 0.25  # seconds a key, by somebody who types slowly
    record_property("seconds of the page, and of four keys a second", f"{machine:.1f} + {written:.1f}")
    assert machine + written < 15


def test_escape_closes_a_row_in_which_nothing_was_typed_and_keeps_what_was(open_page, sign_in_as):
    page = open_page()
    sign_in_as(page, "officer")
    page.goto("/work")
    open_first_row(page)
    page.keyboard.press("Escape")
    expect(page.locator(".in-place")).to_have_count(0)
    expect(page.locator(FIRST).first.locator("[data-focus]")).to_be_focused()
    open_first_row(page)
    page.keyboard.type("61")
    page.keyboard.press("Escape")
    expect(page.locator("[name=percent]")).to_have_value("61")


def test_a_notice_is_put_in_order_and_added_to_without_losing_the_focus(app, open_page, sign_in_as):
    with app.app_context():
        room = Room(Town()).open()
        room.conclude("Rà soát mô hình")
        room.conclude("Lập danh sách hộ", to=(OTHER,))
        number = room.close().meeting.notices[0].id
    page = open_page()
    sign_in_as(page, "staff")
    page.goto(f"/notices/{number}/edit")
    down = page.locator("[id^=notice_sections-down]")
    moved, first = page.locator(f"#{down.first.get_attribute('id')}"), page.locator("#sections li").first
    moved.focus()
    page.keyboard.press("Enter")
    expect(first).to_contain_text(OTHER)
    expect(moved).to_be_focused()
    page.locator("summary", has_text="Thêm mục tự soạn").click()
    for words in ("Lời thứ nhất", "Lời thứ hai"):
        page.locator("#new-section [name=words]").focus()
        page.keyboard.type(words)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#sections li").last).to_contain_text(words)
        expect(page.locator("#new-section [name=words]")).to_have_value("")
        expect(page.locator("#add-section")).to_be_focused()


def test_units_are_counted_without_losing_the_focus(app, open_page, sign_in_as):
    with app.app_context():
        meant = Inviting(Town())
        meant.choose(OWN, OTHER)
        number = meant.open().meeting.id
    page = open_page()
    sign_in_as(page, "staff")
    page.goto(f"/meetings/{number}/attendance")
    row = page.locator("tbody[id^=seat-]").first
    row.locator("[name=name]").focus()
    page.keyboard.type("Y Blêu")
    page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Hoàn tác")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Có mặt")).to_be_focused()

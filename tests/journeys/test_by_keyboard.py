"""The daily update by keyboard alone: few keys, and the focus is never lost."""

from playwright.sync_api import Page, expect

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

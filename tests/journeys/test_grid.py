"""The grid of shares, filled like a spreadsheet: by keys, from Excel, and without any script."""

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tracker.core.db import db
from tracker.plans.models import Allocation, Plan, Target

BLOCK = '22\t14\n"16,5 %"\t20.33\n'  # as Excel copies two rows of two cells


def address(app) -> tuple[str, list[int]]:
    with app.app_context():
        plan = db.session.scalars(sa.select(Plan).order_by(Plan.year.desc(), Plan.id)).first()
        targets = sa.select(Target.id).where(Target.plan_id == plan.id, Target.measure == "%").order_by(Target.position)
        return f"/plans/{plan.id}/grid?units=kind-commune", list(db.session.scalars(targets))


def clear(app) -> None:
    """The demo's own shares aside."""
    with app.app_context():
        db.session.execute(sa.delete(Allocation))
        db.session.commit()


def paste(page: Page, text: str) -> None:
    """What Ctrl+V does, without the machine's clipboard."""
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const how = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def row(page: Page, place: int):
    return page.locator("table.cells tbody tr").nth(place)


def test_cells_are_filled_by_keys_and_from_excel_and_saved(
    app, open_page, sign_in_as, assert_accessible, assert_fits, width
):
    clear(app)
    page = open_page(width=width)
    sign_in_as(page, "staff")
    page.goto(address(app)[0])
    assert_accessible(page)
    assert_fits(page)
    first, second = row(page, 0).locator("input"), row(page, 1).locator("input")
    first.nth(0).focus()
    paste(page, BLOCK)
    expect(first.nth(1)).to_have_value("14")
    expect(second.nth(0)).to_have_value("16,5 %")
    expect(page.locator("td.unsaved")).to_have_count(4)
    expect(row(page, 0).locator("[data-checks]")).to_contain_text("Trung bình 18 %")
    page.keyboard.press("Control+z")
    expect(page.locator("td.unsaved")).to_have_count(0)
    paste(page, BLOCK)

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("7,5")
    page.keyboard.press("Enter")  # down, not away
    expect(second.nth(2)).to_be_focused()
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    expect(second.nth(2)).to_have_value("")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("F2")
    page.keyboard.press("Backspace")
    page.keyboard.type("9")
    page.keyboard.press("ArrowUp")
    expect(first.nth(1)).to_be_focused()
    expect(second.nth(1)).to_have_value("20.39")
    expect(page.locator("[data-status]")).to_contain_text("5 ô")

    page.keyboard.press("Control+s")
    expect(page.locator(".message-done")).to_be_visible()
    expect(first.nth(1)).to_be_focused()  # where one was
    expect(second.nth(0)).to_have_value("16,5")
    expect(second.nth(1)).to_have_value("20,39")
    expect(page.locator("td.unsaved")).to_have_count(0)


def test_a_block_is_chosen_copied_and_cleared(app, open_page, sign_in_as):
    clear(app)
    page = open_page()
    sign_in_as(page, "staff")
    page.goto(address(app)[0])
    first = row(page, 0).locator("input")
    first.nth(0).focus()
    paste(page, BLOCK)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("td.picked")).to_have_count(4)
    copied = page.evaluate(
        """() => {
          const data = new DataTransfer();
          const how = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("copy", how));
          return data.getData("text/plain");
        }"""
    )
    assert copied == "22\t14\n16,5 %\t20.33"
    page.keyboard.press("Delete")
    expect(page.locator("td.unsaved")).to_have_count(0)


def test_a_refused_cell_has_its_words_and_the_page_warns_before_it_is_left(
    app, open_page, sign_in_as, assert_accessible, javascript
):
    clear(app)
    page = open_page(javascript=javascript)
    sign_in_as(page, "staff")
    page.goto(address(app)[0])
    cells = row(page, 0).locator("input")
    cells.nth(0).fill("104")
    cells.nth(1).fill("12,5")
    if javascript:
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.evaluate("location.reload()")
        page.wait_for_function("true")
        expect(cells.nth(1)).to_have_value("12,5")
        assert asked == ["beforeunload"]
    page.locator(".save-bar button").click()
    expect(page.locator(".form-errors")).to_be_visible()
    expect(cells.nth(0)).to_have_attribute("aria-invalid", "true")
    expect(row(page, 0).locator(".cell-words")).to_contain_text("100")
    expect(cells.nth(1)).to_have_value("12,5")
    if javascript:
        assert_accessible(page)
    cells.nth(0).fill("10,4")
    page.locator(".save-bar button").click()
    expect(page.locator(".message-done")).to_be_visible()
    expect(cells.nth(0)).to_have_value("10,4")

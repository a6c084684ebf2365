"""A unit has its say before it is named, and before it is rated: in the browser, from the draft to the signed paper."""

import io
from datetime import timedelta

import pytest
import time_machine
from docx import Document
from playwright.sync_api import Page, expect

from tests.documents.evidence import pdf
from tests.reports.conftest import Duties
from tests.town import OTHER, OWN, Town

PERIOD, REPORT = "2025-Q4", "Báo cáo bổ sung năm trước"  # of which the demo tells nothing else
DRAFTED, AFTERWARDS = "2026-10-28 10:00 +0700", "2026-11-09 09:00 +0700"
REPLY = "Trạm phát sóng hỏng mười ngày, có giấy xác nhận kèm theo."
HEARD = "Có giấy xác nhận của Trung tâm Viễn thông."
DISPUTE = "Hai việc quá hạn là do chờ hướng dẫn của tỉnh."


@pytest.fixture
def be(open_page, sign_in_as):
    """`be("head")`: that person's own browser, signed in now; the other unit's has no JavaScript."""

    def sit_down(who: str) -> Page:
        page = open_page(javascript=who not in ("officer2", "head2"))
        sign_in_as(page, who)
        return page

    return sit_down


@pytest.fixture
def owing(app):
    """Two units owe a report."""
    with app.app_context():
        town = Town()
        Duties(town).once(REPORT, due=town.today - timedelta(days=20), units=(OWN, OTHER), first_period=PERIOD)


def test_a_list_is_drafted_replied_to_decided_and_locked(owing, be):
    with time_machine.travel(DRAFTED, tick=True):
        staff = be("staff")
        address = draft(staff)
        head, head2 = be("head"), be("head2")
        for page in (head, head2):
            assert page.goto(address).status == 404  # a draft
        staff.goto(f"{address}/send")
        staff.locator("#reply_by").fill("4/11")
        staff.locator("main form button[type=submit]").click()
        reply(head, address)
        head2.goto(address)
        expect(head2.locator("main")).to_contain_text(REPORT)
        expect(head2.locator("main")).not_to_contain_text(OWN)
        assert head2.goto(head.url).status == 404  # the other unit's entry
    with time_machine.travel(AFTERWARDS, tick=True):
        staff, chair = be("staff"), be("chair")
        decide(staff, address)
        chair.goto(f"{address}/lock")
        chair.locator("main form button[type=submit]").click()
        chair.goto(address)
        text, cells = paper_of(chair)
        assert any(OTHER in row and any(REPORT in cell for cell in row) for row in cells)
        assert not any(OWN in row for row in cells)
        assert "PHỤ LỤC" in text.upper()
        officer = be("officer")
        officer.goto(address)  # members see what stays, once it is locked
        expect(officer.locator("main")).to_contain_text(OTHER)


def draft(staff: Page) -> str:
    """Of that period; the address of the list."""
    staff.goto("/compliance-lists/new")
    staff.select_option("#period", PERIOD)
    staff.locator("main form button[type=submit]").click()
    expect(staff.locator("main")).to_contain_text(REPORT)
    return staff.url.partition("?")[0]


def open_entry(page: Page, address: str, unit: str) -> None:
    """By the list."""
    page.goto(address)
    row = page.locator("main tbody tr").filter(has_text=unit).filter(has_text=REPORT)
    page.goto(row.locator("a[href*='/compliance-entries/']").first.get_attribute("href"))


def reply(head: Page, address: str) -> None:
    """With reason and evidence."""
    open_entry(head, address, REPORT)
    form = head.locator("form[action$='/reply']")
    form.locator("textarea").fill(REPLY)
    form.locator("input[type=file]").set_input_files(
        {"name": "xác nhận.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    form.locator("button[type=submit]").click()
    expect(head.locator("main")).to_contain_text(REPLY)
    expect(head.locator("main")).to_contain_text("xác nhận.pdf")


def decide(staff: Page, address: str) -> None:
    """One by one: what the own unit has explained comes off, all else stays."""
    staff.goto(address)
    rows = staff.locator("main tbody tr").filter(has=staff.locator("a[href*='/compliance-entries/']")).all()
    entries = [(row.inner_text(), row.locator("a").first.get_attribute("href")) for row in rows]
    for told, entry in entries:
        staff.goto(entry)
        form = staff.locator("form[action$='/decide']")
        form.locator(f"input[value={'taken_off' if OWN in told else 'kept'}]").check()
        form.locator("textarea").fill(HEARD if OWN in told else "")
        form.locator(".btn-main").click()
        expect(staff.locator(".message-done, .message").first).to_be_visible()


def paper_of(page: Page) -> tuple[str, list[list[str]]]:
    """The Word file: its paragraphs, and the rows of its tables."""
    with page.expect_download() as taken:
        page.locator("a[href$='/paper']").first.click()
    paper = Document(io.BytesIO(taken.value.path().read_bytes()))
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    return "\n".join(paragraph.text for paragraph in paper.paragraphs), rows


def test_a_rating_is_proposed_disputed_and_decided(be):
    with time_machine.travel(DRAFTED, tick=True):
        staff, head, chair = be("staff"), be("head"), be("chair")
        staff.goto("/ratings/propose")
        staff.locator("#year").fill("2026")
        staff.select_option("#scheme", "qd-366-2025")
        staff.locator("main form button[type=submit]").click()
        staff.goto("/ratings/?year=2026")
        address = staff.locator("main tbody tr").filter(has_text=OWN).locator("a").first.get_attribute("href")
        assert head.goto(address).status == 404  # nobody but staff sees a proposal
        staff.goto(address)
        form = staff.locator("form[action$='/asked']")
        form.locator("#given_points").fill("80")
        form.locator("#given_points_words").fill("Biên bản chấm điểm.")
        for known in ("#beyond", "#remedied", "#disciplined"):
            form.locator(known).fill("0")
        form.locator("button[type=submit]").click()
        form = staff.locator("form[action$='/send']")
        form.locator("#reply_by").fill("4/11")
        form.locator("button[type=submit]").click()
        head.goto(address)
        form = head.locator("form[action$='/reply']")
        form.locator("input[type=radio]").last.check()
        form.locator("textarea").fill(DISPUTE)
        form.locator("button[type=submit]").click()
        expect(head.locator("main")).to_contain_text(DISPUTE)
        chair.goto(address)
        expect(chair.locator("main")).to_contain_text(DISPUTE)
        form = chair.locator("form[action$='/decide']")
        form.locator("input[value='2']").check()
        form.locator("textarea").fill(HEARD)
        form.locator("button[type=submit]").click()
        head.goto(address)
        expect(head.locator("main")).to_contain_text(HEARD)
        expect(head.locator("main")).to_contain_text("Hoàn thành tốt nhiệm vụ")

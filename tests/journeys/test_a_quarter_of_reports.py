"""A quarter of three units: one reports on time, one late with its reason, one never; what comes together of it."""

import io

import pytest
import time_machine
from docx import Document
from playwright.sync_api import Page, expect

from tests.reports.conftest import Duties
from tests.town import OTHER, OWN, Town

THIRD = "Phòng Văn hóa và Thông tin"
DUTY = "Báo cáo vườn mẫu"
IN_TIME, TOO_LATE, GATHERED = "2026-12-18 09:00 +0700", "2026-12-23 09:00 +0700", "2026-12-28 09:00 +0700"
WHY = "Chờ số liệu của hai thôn."


@pytest.fixture
def reports(app):
    """What the three owe for the quarter, by unit."""
    with app.app_context():
        duties = Duties(Town())
        duty = duties.duty(DUTY, units=(OWN, OTHER, THIRD))
        return {report.unit.name: report.id for report in duties.reports(duty)}


@pytest.fixture
def be(open_page, sign_in_as):
    """`be("head")`: that person's own browser, signed in now; the commune's has no JavaScript."""

    def sit_down(who: str) -> Page:
        page = open_page(javascript=who not in ("officer2", "head2"))
        sign_in_as(page, who)
        return page

    return sit_down


def test_a_quarter_is_reported_gathered_and_written_down(reports, be):
    with time_machine.travel(IN_TIME, tick=True):
        write(be("officer"), reports[OWN], words="Đã họp dân ở bốn thôn.", sessions="12", counts=("9", "40"))
        on_time = hand_in(be("head"), reports[OWN])
        expect(on_time.locator("main")).to_contain_text("đúng hạn", ignore_case=True)
        on_time.goto(f"/reports/{reports[OWN]}/receipt")
        expect(on_time.locator("main")).to_contain_text("18/12/2026")
    with time_machine.travel(TOO_LATE, tick=True):
        write(be("officer2"), reports[OTHER], words="Đã ra quân.", sessions="8,5", counts=("1", "60"))
        late = hand_in(be("head2"), reports[OTHER])
        expect(late.locator("main")).to_contain_text("muộn 2 ngày làm việc", ignore_case=True)
        late.get_by_label("Lý do báo cáo muộn").fill(WHY)
        late.get_by_role("button", name="Nộp báo cáo").click()
        expect(late.locator("main")).to_contain_text(WHY)
    with time_machine.travel(GATHERED, tick=True):
        staff = be("staff")
        for unit in (OWN, OTHER):
            staff.goto(f"/reports/{reports[unit]}")
            staff.get_by_role("button", name="Chấp nhận").click()
        see_who_owes(staff)
        gather(staff)


def write(page: Page, report_id: int, *, words: str, sessions: str, counts: tuple[str, str]) -> None:
    """The officer answers the three things that the form asks; each is saved by itself, or by its button."""
    page.goto(f"/reports/{report_id}/write")
    answers = {"k1": {"#words-k1": words}, "k2": {"#figure-k2": sessions}}
    answers["k3"] = {"#part-k3": counts[0], "#whole-k3": counts[1]}
    for key, typed in answers.items():
        for field, value in typed.items():
            page.locator(field).fill(value)
        page.locator(f"#item-{key}").get_by_role("button").click()
        expect(page.locator(f"#saved-{key}")).to_contain_text("Đã lưu lúc")


def hand_in(page: Page, report_id: int) -> Page:
    """The head hands it in."""
    page.goto(f"/reports/{report_id}/hand-in")
    page.get_by_role("button", name="Nộp báo cáo").click()
    return page


def see_who_owes(staff: Page) -> None:
    """The list of the duty's reports says how each unit stands."""
    staff.goto("/reports/list?quarter=2026-Q4")
    for unit, standing in ((OWN, "đúng hạn"), (OTHER, "muộn"), (THIRD, "quá hạn")):
        row = staff.locator("tbody tr").filter(has_text=unit).filter(has_text=DUTY).first
        expect(row).to_contain_text(standing, ignore_case=True)


def gather(staff: Page) -> None:
    """Staff gather the period; the Word file says what the page says."""
    staff.goto("/consolidations/?quarter=2026-Q4")
    staff.get_by_role("button", name=f"Tổng hợp {DUTY}").click()
    expect(staff.locator("main")).to_contain_text("10\u00a0% (10/100)")
    with staff.expect_download() as taken:
        staff.get_by_role("link", name="Tệp Word").click()
    paper = Document(io.BytesIO(taken.value.path().read_bytes()))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for told in ("Đã họp dân ở bốn thôn.", "Đã ra quân.", f"Chưa gửi: {THIRD}", f"Gửi muộn: {OTHER}"):
        assert told in text
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    assert ["1", "Buổi tuyên truyền", "buổi", "20,5"] in [row[:4] for row in rows]
    assert ["2", "Hộ thoát nghèo", "%", "10\u00a0% (10/100)"] in [row[:4] for row in rows]
    assert [OTHER, "8,5"] in [row[1:3] for row in rows]

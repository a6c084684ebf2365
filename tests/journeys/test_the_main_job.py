"""The whole story on the seed plan: read, accepted, worked on, concluded; with JavaScript and without."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import flask_migrate
import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys import seed_office
from tracker.core import clock
from tracker.factory import create_app

PLAN = Path(__file__).parents[2].parent / "shared" / "seeds" / "plan-2024.txt"
THEN = datetime(2024, 2, 15, 9, 0, tzinfo=clock.ZONE)
SHARED_OUT = "Rà soát, phân bổ chỉ tiêu"


@pytest.fixture
def frozen_time() -> Iterator[None]:
    """The plan's own year."""
    with time_machine.travel(THEN, tick=True):
        yield


@pytest.fixture
def app(tmp_path: Path, frozen_time: None) -> Flask:
    """An office without the demo: the seed's units and three people."""
    if not PLAN.exists():
        pytest.skip(f"{PLAN} is not here: the seeds lie in the folder `shared` beside the checkout")
    made = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'tracker.db'}")
    with made.app_context():
        flask_migrate.upgrade(directory=made.config["MIGRATIONS"])
        seed_office.build(THEN)
    return made


@pytest.fixture
def be(open_page, sign_in_as, javascript):
    """`be("staff")`: that person's own browser."""

    def sit_down(who: str) -> Page:
        page = open_page(javascript=javascript)
        sign_in_as(page, who)
        return page

    return sit_down


def test_a_plan_becomes_work_and_a_conclusion_becomes_more_work(be, javascript):
    staff, officer, chair = be("staff"), be("officer"), be("chair")
    take_in_and_accept(staff)
    update_and_hand_in(officer)
    accept(staff)
    conclude(chair, officer)
    officer.goto("/work?quarter=2024-Q1")
    expect(row(officer, "Rà soát lại các mô hình")).to_contain_text("20/03/2024")


def row(page: Page, title: str):
    """The row of a list that holds these words."""
    return page.locator("tbody[id^=assignment-]").filter(has_text=title).first


def item(page: Page, words: str):
    """The proposal whose clause holds these words."""
    return page.locator("tbody[id^=item-]").filter(has_text=words).first


def take_in_and_accept(staff: Page) -> None:
    """Staff drop the file, look at the proposals, accept those that are sure, mend one, drop one."""
    staff.goto("/intake/")
    staff.get_by_label("Kế hoạch hoặc thông báo kết luận").set_input_files(PLAN)
    staff.get_by_role("button", name="Đọc văn bản").click()
    expect(item(staff, "77% hộ đồng bào dân tộc thiểu số")).to_contain_text("= 77 %")
    staff.get_by_role("button", name="Chấp nhận các mục đã chắc chắn").click()
    staff.wait_for_load_state()

    doubtful = item(staff, "đột xuất, phát sinh")
    doubtful.get_by_role("button", name="Bỏ").click()
    expect(item(staff, "đột xuất, phát sinh")).to_contain_text("Đề xuất lại")

    shared_out = item(staff, "rà soát, phân bổ chỉ tiêu")
    if shared_out.get_by_role("button", name="Chấp nhận").count():
        shared_out.get_by_role("button", name="Chấp nhận").click()
    expect(item(staff, "rà soát, phân bổ chỉ tiêu")).to_contain_text("Đã được chấp nhận")


def update_and_hand_in(officer: Page) -> None:
    """The officer finds the task in the list, updates it in place, hands it in."""
    officer.goto("/work?quarter=2024-Q1")
    row(officer, SHARED_OUT).get_by_role("link", name="Cập nhật").click()
    officer.get_by_label("Tiến độ, %").fill("60 %")
    officer.get_by_label("Kết quả, khó khăn").fill("Đã rà soát 5/7 xã.")
    officer.get_by_role("button", name="Lưu").click()
    expect(row(officer, SHARED_OUT)).to_contain_text("60 %")
    expect(row(officer, SHARED_OUT)).to_contain_text("Đã rà soát 5/7 xã.")
    row(officer, SHARED_OUT).get_by_role("link", name="Cập nhật").click()
    officer.get_by_label("Kết quả, khó khăn").fill("Đã phân bổ xong cho bảy xã, thị trấn.")
    officer.get_by_role("button", name="Nộp kết quả").click()
    expect(row(officer, SHARED_OUT)).to_contain_text("Đã nộp, chờ chấp nhận")


def accept(staff: Page) -> None:
    """Staff see it among what needs a hand, and accept it."""
    staff.goto("/deadlines?quarter=2024-Q1")
    waiting = row(staff, SHARED_OUT).get_by_role("button", name="Chấp nhận")
    waiting.click()
    expect(waiting).to_have_count(0)
    staff.goto("/deadlines?quarter=2024-Q1&standing=done")
    expect(row(staff, SHARED_OUT)).to_contain_text("Đã được chấp nhận")


def conclude(chair: Page, officer: Page) -> None:
    """The chair opens the quarter's meeting, whose venue the plan gave, types a conclusion, publishes it."""
    chair.goto("/meetings/?quarter=2024-Q1")
    chair.get_by_role("link", name="quý I/2024").first.click()
    expect(chair.locator("main")).to_contain_text("Đăk Tô Re")
    chair.get_by_role("button", name="Khai mạc").click()
    chair.get_by_label("Kết luận tiếp theo").fill("Phòng Dân tộc: rà soát lại các mô hình; hạn 20/3")
    chair.get_by_role("button", name="Ghi", exact=False).first.click()
    expect(chair.locator("#conclusions")).to_contain_text("20/03/2024")

    officer.goto("/work?quarter=2024-Q1")
    expect(officer.locator("main")).to_contain_text("rà soát lại các mô hình", ignore_case=True)

    chair.get_by_role("button", name="Kết thúc hội nghị").click()
    chair.get_by_role("link", name="Thông báo kết luận").first.click()
    chair.locator("main a[href^='/notices/']").first.click()
    chair.get_by_role("link", name="Ban hành thông báo").click()
    chair.get_by_role("button", name="Ban hành thông báo").click()
    expect(chair.locator("main")).to_contain_text("01-TB/BCĐ")

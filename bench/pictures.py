"""Draws the README's pictures: three pages of the demo town and a phone. `python -m bench.pictures FOLDER`."""

import logging
import os
import sys
import threading
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from bench.town import town
from tests.databases import NOW
from tests.town import Town
from tracker.core.db import db, transaction
from tracker.meetings import services as meetings
from tracker.tasks.models import Assignment, Part, State
from tracker.tasks.services import Addressed

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
SAID = [
    (
        "Báo cáo đủ số hộ thiếu nước tưới, không để sót làng xa.",
        date(2026, 11, 6),
        "communes",
    ),
    (
        "Trình mức thưởng cho làng tiêu biểu.",
        date(2026, 12, 4),
        "offices",
    ),
]


def hold_a_meeting(app: Flask) -> int:
    """Open this quarter's meeting and record two conclusions. Returns its number."""
    with app.app_context():
        people = Town()
        staff, meeting = people.person("staff"), people.meeting
        to = {
            "communes": [Addressed(Part.IMPLEMENT, unit=people.unit(n)) for n in ("Xã Đăk Tơ Mil", "Xã Plei H'Nú")],
            "offices": [
                Addressed(Part.LEAD, unit=people.unit("Phòng Dân tộc")),
                Addressed(Part.COORDINATE, unit=people.unit("Phòng Tài chính - Kế hoạch")),
            ],
        }
        with transaction():
            meetings.open_meeting(meeting, by=people.person("chair"), at=NOW)
            for words, due, whom in SAID:
                facts = meetings.ConclusionFacts(text=words, addressed=to[whom], due_on=due)
                meetings.add_conclusion(meeting, facts, by=staff, at=NOW)
        return meeting.id


def a_part_in_progress(app: Flask) -> int:
    """A part of the officer's unit that is being done, to be shown open in its row."""
    with app.app_context():
        own = Town().unit("Phòng Dân tộc").id
        wanted = (Assignment.unit_id == own) & (Assignment.state == State.IN_PROGRESS)
        return db.session.scalars(sa.select(Assignment.id).where(wanted).order_by(Assignment.due_on)).all()[0]


def page_for(browser: Browser, site: str, who: str, *, width: int, height: int) -> Page:
    """A page of somebody who has signed in."""
    context = browser.new_context(base_url=site, viewport={"width": width, "height": height}, locale="vi-VN")
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("#sign_in_name").fill(who)
    page.locator("#password").fill("giao-ban-demo")
    page.locator("#password").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


def draw(app: Flask, folder: Path) -> None:
    """All of them."""
    part, meeting = a_part_in_progress(app), hold_a_meeting(app)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*quiet, *sandbox])
        officer = page_for(browser, site, "officer", width=1280, height=860)
        officer.goto("/work")
        officer.locator(f"#assignment-{part} a[href*='/update'], #assignment-{part} summary").first.click()
        officer.locator(f"#assignment-{part} textarea").wait_for()
        officer.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        officer.wait_for_timeout(1000)  # what changed has faded in
        officer.screenshot(path=folder / "work.png")
        page_for(browser, site, "staff", width=1280, height=860).screenshot(path=folder / "deadlines.png")
        chair = page_for(browser, site, "chair", width=1280, height=860)
        chair.goto(f"/meetings/{meeting}")
        chair.screenshot(path=folder / "meeting.png")
        phone = page_for(browser, site, "officer2", width=390, height=780)
        phone.goto("/work")
        phone.screenshot(path=folder / "phone.png")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with town() as town_app:
        draw(town_app, target)
    print(f"{target}: work.png, deadlines.png, meeting.png, phone.png")

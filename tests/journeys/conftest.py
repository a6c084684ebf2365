"""A real browser on the demo town: Debian's Chromium, driven by Playwright, against a server of the test's own."""

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response
from werkzeug.serving import make_server

from tests.databases import NOW, Copies, in_a_hurry
from tracker.factory import create_app

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
QUIET += ["--no-first-run", "--disable-dev-shm-usage"]
PASSWORD = "giao-ban-demo"
WIDTHS = {"phone": 390, "desk": 1280}
# Lists wider than the sheet that they stand in, by how many pixels.
CUT_OFF = """() => [...document.querySelectorAll(".sheet > table.list")]
  .map(list => Math.round(list.getBoundingClientRect().right - list.parentElement.getBoundingClientRect().right))
  .filter(beyond => beyond > 0)"""
# What has just changed fades in; half faded it has too little contrast.
STILL = "() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))"
# Chromium writes refusals of a form (409, 422) to the console as errors; they are answers like others here.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of 4(0[0134]|09|13|22|29)")


@pytest.fixture
def frozen_time() -> Iterator[None]:
    """It is NOW when a journey begins, and time goes on."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def app(kinds: Callable[[str], Copies], shared_folder: Path, tmp_path: Path, frozen_time: None) -> Flask:
    """The application as the office runs it, tokens and all, over a fresh copy of the demo town."""
    copies = kinds("sqlite")
    copies.renew()
    shutil.copyfile(shared_folder / "office" / "demo.json", tmp_path / "demo.json")
    return in_a_hurry(create_app(tmp_path, SQLALCHEMY_DATABASE_URI=copies.url))


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of a server that runs for the length of the test."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the machine; as root it runs without its sandbox."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"There is no {CHROMIUM}: apt-get install chromium, or name another with CHROMIUM=…")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*QUIET, *sandbox]}


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`open_page(width=390, javascript=False)`: a page in a browser of its own.

    The test fails in the end when a console spoke of an error, the policy blocked something, or the server failed.
    """
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.match(message.text):
            problems.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        asset = response.request.resource_type in ("script", "stylesheet", "image", "font")
        if response.status >= (400 if asset else 500):
            problems.append(f"{response.status}: {response.url}")

    def opened(*, width: int = WIDTHS["desk"], height: int = 900, javascript: bool = True, **settings: Any) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **settings,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on("response", answered)
        return page

    yield opened
    for context in contexts:
        with suppress(Exception):  # a browser that died has said so in the test
            context.close()
    assert not problems


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page at a desk, with JavaScript."""
    return open_page()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Runs the journey twice; give it to `open_page(javascript=javascript)`."""
    return bool(request.param)


@pytest.fixture(params=list(WIDTHS.values()), ids=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> int:
    """Runs the journey on a phone and at a desk; give it to `open_page(width=width)`."""
    return int(request.param)


@pytest.fixture
def sign_in_as() -> Callable[[Page, str], None]:
    """`sign_in_as(page, "officer")`: through the sign-in page, as people do."""

    def enter(page: Page, who: str) -> None:
        page.goto("/sign-in")
        page.locator("#sign_in_name").fill(who)
        page.locator("#password").fill(PASSWORD)
        page.locator("#password").press("Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)

    return enter


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Finds fault with a page as axe does (WCAG 2.2 AA and best practice): there must be none."""

    def check(page: Page) -> None:
        page.evaluate(STILL)
        found = Axe().run(page).response["violations"]
        told = [f"{rule['id']} ({rule['help']}): {node['html'][:200]}" for rule in found for node in rule["nodes"]]
        assert not told, "\n".join([page.url, *told])

    return check


@pytest.fixture
def assert_fits() -> Callable[[Page], None]:
    """A page never scrolls sideways; only tables inside it may. No list is wider than its sheet, which cuts it off."""

    def check(page: Page) -> None:
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{page.url} is {beyond} pixels too wide"
        cut_off = page.evaluate(CUT_OFF)
        assert not cut_off, f"{page.url} cuts off {cut_off}"

    return check

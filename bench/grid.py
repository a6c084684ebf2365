"""How fast a large grid opens and saves: on the server, beside a bare page in the same run, and in a browser.

`python -m bench.grid [--targets 40] [--units 100] [--rounds 15]` prints medians with one client.
"""

import argparse
import gzip
import html
import os
import re
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate
from playwright.sync_api import Page, sync_playwright

from bench.pages import BARE, Client
from bench.serving import serving
from tracker import demo
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.documents import services as documents
from tracker.documents.services import DocumentFacts
from tracker.factory import create_app
from tracker.office import queries
from tracker.office import services as office
from tracker.office.models import Unit, UnitKind
from tracker.plans import services as plans
from tracker.plans.models import Comparator
from tracker.plans.rules.checks import Share
from tracker.plans.services import TargetFacts
from tracker.plans.services.allocating import allocate

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
CELL = re.compile(r'<input name="(v\d+-\d+)" value="([^"]*)"')


def fill(targets: int, units: int) -> str:
    """A plan whose targets are all shared out to as many communes. Returns its grid's address."""
    at = clock.now()
    with transaction():
        programme = queries.first_programme()
        assert programme is not None
        members: list[Unit] = []
        for number in range(units):
            name = f"Phường Thử {number}"
            members.append(office.add_unit(name, short_name=name, kind=UnitKind.OTHER, by=None, at=at))
        programme.members.extend(members)
        facts = DocumentFacts(type_name="Kế hoạch", notation="99/KH-UBND", issued_on=clock.today())
        document = documents.register_document(facts, programme_id=programme.id, by=None, at=at)
        plan = plans.add_plan(document, year=clock.today().year, by=None, at=at)  # type: ignore[arg-type]
        for number in range(targets):
            text = f"Tỷ lệ hộ đồng bào dân tộc thiểu số nghèo, cận nghèo đạt yêu cầu thứ {number}"
            goal = TargetFacts(text=text, comparator=Comparator.AT_LEAST, value=Decimal(50), measure="%")
            target = plans.add_target(plan, goal, by=None, at=at)  # type: ignore[arg-type]
            shares = {unit: Share(Decimal(place * 7 % 1000) / 10) for place, unit in enumerate(members, number)}
            allocate(target, shares, by=None, at=at)
        return f"/plans/{plan.id}/grid?units=kind-other"


def told(what: str, taken: list[float], base: float | None = None) -> None:
    """One line: median, least and most milliseconds, and how many bare pages that is."""
    middle = statistics.median(taken)
    times = f"{middle / base:>8.1f}" if base else ""
    print(f"{what:<46}{middle:>8.1f}{min(taken):>8.1f}{max(taken):>8.1f}{times}")


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def on_the_server(port: int, address: str, rounds: int) -> None:
    """Opening it; saving one cell as with JavaScript, and every cell as without."""
    client = Client(port)
    client.sign_in("staff")
    _, page = client.ask("GET", address)
    cells, size = dict(CELL.findall(page)), len(page.encode())
    print(f"{len(cells)} cells, {size / 1000:.0f} kB, {len(gzip.compress(page.encode(), 6)) / 1000:.0f} kB compressed")
    print(f"{'':<46}{'p50 ms':>8}{'min':>8}{'max':>8}{'x bare':>8}")
    taken: dict[str, list[float]] = {"bare": [], "open": [], "one": [], "all": []}
    for number in range(rounds):
        taken["bare"].append(client.time(BARE, 5))
        taken["open"].append(timed(lambda: client.ask("GET", address)))
        changed = dict.fromkeys(list(cells)[number :: len(cells) // 100], f"{number % 90},25")
        for what, sent in (("one", dict(list(changed.items())[:1])), ("all", cells | changed)):
            form = form_of(client, address, sent)
            taken[what].append(timed(partial(save, client, address, form)))
    base = statistics.median(taken["bare"])
    told("a bare page", taken["bare"], base)
    told("opening the grid", taken["open"], base)
    told("saving one cell (only what was changed is sent)", taken["one"], base)
    told("saving 100 cells, all being sent", taken["all"], base)


def form_of(client: Client, address: str, cells: dict[str, str]) -> dict[str, str]:
    """The form as it would be sent now, with these cells."""
    _, page = client.ask("GET", address)
    hidden = {name: html.unescape(value) for value, name in _hidden(page)}
    return hidden | cells


def _hidden(page: str) -> list[tuple[str, str]]:
    form = page[page.index("data-grid") :]
    found = []
    for field in re.findall(r"<input[^>]*hidden[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', field), re.search(r'value="([^"]*)"', field)
        if name is not None:
            found.append((value[1] if value else "", name[1]))
    return found


def save(client: Client, address: str, form: dict[str, str]) -> None:
    """Send it. AssertionError where it is not saved."""
    status, _ = client.ask("POST", address, form)
    assert status == 303, f"not saved: {status}"


def in_a_browser(port: int, address: str, rounds: int) -> None:
    """From asking for the page to a cell that takes keys; from Ctrl+S to the saved page that takes them again."""
    taken: dict[str, list[float]] = {"open": [], "key": [], "save": []}
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1280, "height": 900})
        page.goto("/sign-in")
        page.locator("#sign_in_name").fill("staff")
        page.locator("#password").fill("giao-ban-demo")
        page.locator("#password").press("Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        for number in range(rounds):
            taken["open"].append(timed(lambda: usable(page, address)))
            page.locator("table.cells input").nth(number).focus()
            taken["key"].append(timed(partial(typed, page, f"{number},5")))
            taken["save"].append(timed(lambda: saved(page)))
        browser.close()
    told("browser: opened and taking keys", taken["open"])
    told("browser: a figure typed, checked and marked", taken["key"])
    told("browser: saved and taking keys again", taken["save"])


def usable(page: Page, address: str) -> None:
    """Open it, and wait until its script has begun."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".keys:not([hidden])", state="attached")


def typed(page: Page, figure: str) -> None:
    """Type into the cell and leave it."""
    page.keyboard.type(figure)
    page.keyboard.press("Enter")
    page.wait_for_selector("td.unsaved")


def saved(page: Page) -> None:
    """Save, and wait for the page that says so."""
    page.keyboard.press("Control+s")
    page.wait_for_selector(".message-done", state="attached")
    page.wait_for_selector(".keys:not([hidden])", state="attached")


def main() -> None:
    """Build a town with a large plan, serve it as the office does, and measure."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--targets", type=int, default=40)
    said.add_argument("--units", type=int, default=100)
    said.add_argument("--rounds", type=int, default=15)
    wanted = said.parse_args()
    with TemporaryDirectory(prefix="giao-ban-") as name:
        folder = Path(name)
        app = create_app(folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'tracker.db'}")
        with app.app_context():
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
            demo.build(folder)
            address = fill(wanted.targets, wanted.units)
            db.session.remove()
            db.engine.dispose()
        with serving(folder) as port:
            print(f"{wanted.targets} targets by {wanted.units} units, SQLite, 2 workers, one client")
            on_the_server(port, address, wanted.rounds)
            in_a_browser(port, address, wanted.rounds)


if __name__ == "__main__":
    main()

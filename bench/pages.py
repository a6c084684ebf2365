"""How fast the main pages are, beside a bare page on the same server in the same run: only ratios count.

`python -m bench.pages [--tasks 10000] [--rounds 15]` prints the median of each page with one client.
"""

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import flask_migrate

from tracker import demo
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.demo import size
from tracker.factory import create_app

BARE = "/bare"
PAGES = {"officer": ["/work", "/tasks/"], "staff": ["/deadlines", "/tasks/", "/tasks/7", "/meetings/", "/plans/1"]}


class Client:
    """One browser on one connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """Status and content."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body or None, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, answer.read().decode()

    def sign_in(self, who: str) -> None:
        """As one of the demo's people."""
        _, page = self.ask("GET", "/sign-in")
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"', page)
        token = next(filter(None, found.groups())) if found else ""
        fields = {"sign_in_name": who, "password": "giao-ban-demo", "csrf_token": token}
        status, _ = self.ask("POST", "/sign-in", urlencode(fields))
        assert status in (302, 303), f"{who} could not sign in: {status}"

    def time(self, path: str, times: int) -> float:
        """Median milliseconds."""
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            status, _ = self.ask("GET", path)
            taken.append(1000 * (time.perf_counter() - began))
            assert status == 200, f"{path}: {status}"
        return statistics.median(taken)


def measure(port: int, rounds: int) -> None:
    """Rounds of all pages in turn, so that what the machine does besides falls on all of them alike."""
    clients = {who: Client(port) for who in PAGES}
    for who, client in clients.items():
        client.sign_in(who)
    pages = [("officer", BARE), *((who, page) for who, pages in PAGES.items() for page in pages)]
    taken: dict[tuple[str, str], list[float]] = {page: [] for page in pages}
    for page in pages:
        clients[page[0]].time(page[1], 5)
    for _ in range(rounds):
        for page in pages:
            taken[page].append(clients[page[0]].time(page[1], 10))
    base = statistics.median(taken["officer", BARE])
    print(f"{'page':<14}{'who':<10}{'p50 ms':>8}{'min':>8}{'max':>8}{'x bare':>8}")
    for (who, page), times in taken.items():
        middle = statistics.median(times)
        print(f"{page:<14}{who:<10}{middle:>8.2f}{min(times):>8.2f}{max(times):>8.2f}{middle / base:>8.2f}")


def main() -> None:
    """Build a town, fill it, serve it as the office does, and measure."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--tasks", type=int, default=10_000)
    said.add_argument("--rounds", type=int, default=15)
    wanted = said.parse_args()
    with TemporaryDirectory(prefix="giao-ban-") as name:
        folder = Path(name)
        app = create_app(folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'tracker.db'}")
        with app.app_context():
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
            demo.build(folder)
            with transaction():
                size.grow(size.Size(units=60, tasks=wanted.tasks, quarters=20), at=clock.now())
            db.engine.dispose()
        with socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--factory"]
        settings = ["--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"]
        environment = os.environ | {"TRACKER_INSTANCE": name, "DATABASE_URL": ""}
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(
            [*granian, *settings, "bench.served:create_app"], env=environment, stdout=quiet, stderr=quiet
        )
        try:
            wait_for(port)
            print(f"{wanted.tasks} tasks, SQLite, 2 workers, one client, {wanted.rounds} rounds of 10")
            measure(port, wanted.rounds)
        finally:
            server.terminate()
            server.wait(20)


def wait_for(port: int) -> None:
    """Until the server answers. Raises TimeoutError after ten seconds."""
    for _ in range(200):
        try:
            Client(port).ask("GET", "/sign-in")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the server did not start")


if __name__ == "__main__":
    main()

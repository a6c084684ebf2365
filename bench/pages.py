"""How fast the main pages are, beside a bare page on the same server in the same run: only ratios count.

`python -m bench.pages [--tasks 10000] [--rounds 15] [--database both]` prints, for each database: the median of each
page and of an update with one client, what a page weighs, how many requests a second sixteen clients get, and whether
sixteen who write at once all succeed, with one event of the trail each.
"""

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

import flask_migrate
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bench.browsing import Client, Updating
from tests.databases import postgres, run_on
from tracker import demo
from tracker.accounts import queries as accounts
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.demo import size
from tracker.factory import create_app
from tracker.tasks.models import Assignment, State, Task, TaskState

BARE, OLD = "/bare", "/bare-of-old"  # the latter puts its template together anew each time, as earlier figures did
# Whose page, its address, and how many times a bare page it may take.
GOALS = {
    ("officer", "/work"): 3.0,
    ("officer", "/tasks/"): 3.0,
    ("staff", "/tasks/"): 3.0,
    ("staff", "/deadlines"): 3.75,
    ("staff", "/tasks/{task}"): 2.5,
    ("officer", "update"): 3.1,
}
AT_ONCE, PROCESSES, SECONDS = 16, 2, 4


def measure(port: int, rounds: int, task_id: int, part_id: int) -> None:
    """Rounds of all pages in turn, so that what the machine does besides falls on all of them alike."""
    clients = {who: Client(port) for who in ("officer", "staff")}
    for who, client in clients.items():
        client.sign_in(who)
    updating = Updating(clients["officer"], part_id)
    asked: dict[tuple[str, str], Callable[[int], float]] = {("nobody", BARE): partial(Client(port).time, BARE)}
    asked["officer", OLD] = partial(clients["officer"].time, OLD)
    for who, page in GOALS:
        address = page.format(task=task_id)
        asked[who, page] = partial(clients[who].time, address) if page != "update" else partial(several, updating)
    taken: dict[tuple[str, str], list[float]] = {page: [] for page in asked}
    for ask in asked.values():
        ask(5)
    for _ in range(rounds):
        for page, ask in asked.items():
            taken[page].append(ask(10))
    base, old = (statistics.median(taken[page]) for page in (("nobody", BARE), ("officer", OLD)))
    print(f"{'page':<14}{'who':<9}{'p50 ms':>7}{'min':>7}{'max':>7}{'x bare':>8}{'goal':>6}{'x old bare':>11}{'kB':>6}")
    for (who, page), times in taken.items():
        middle, goal = statistics.median(times), GOALS.get((who, page))
        weight = weigh(clients.get(who) or Client(port), page.format(task=task_id)) if page != "update" else ""
        told = f"{goal:>6}" if goal else f"{'':>6}"
        figures = f"{middle:>7.2f}{min(times):>7.2f}{max(times):>7.2f}{middle / base:>8.2f}{told}{middle / old:>11.2f}"
        print(f"{page:<14}{who:<9}{figures}{weight:>6}")


def several(updating: Updating, times: int) -> float:
    """Median milliseconds of some updates."""
    return statistics.median(updating.once() for _ in range(times))


def weigh(client: Client, page: str) -> str:
    """Kilobytes of a page, compressed as a proxy would."""
    return f"{len(gzip.compress(client.ask('GET', page)[1].encode(), 6)) / 1000:.1f}"


def load(port: int, who: str | None, page: str, seconds: float) -> int:
    """How many answers half of the sixteen clients get."""
    clients = [Client(port) for _ in range(AT_ONCE // PROCESSES)]
    if who is not None:
        for client in clients:
            client.sign_in(who)
    until = time.monotonic() + seconds

    def go_on(client: Client) -> int:
        count = 0
        while time.monotonic() < until:
            assert client.ask("GET", page)[0] == 200
            count += 1
        return count

    with ThreadPoolExecutor(len(clients)) as pool:
        return sum(pool.map(go_on, clients))


def measure_load(port: int) -> None:
    """Requests a second with sixteen clients; for lists the goal is four tenths of the bare page's."""
    told = []
    with ProcessPoolExecutor(PROCESSES) as pool:
        for who, page in ((None, BARE), ("officer", "/work"), ("staff", "/deadlines")):
            jobs = [pool.submit(load, port, who, page, SECONDS) for _ in range(PROCESSES)]
            told.append((page, sum(job.result() for job in jobs) / SECONDS))
    base = told[0][1]
    print("16 clients: " + ", ".join(f"{page} {rate:.0f}/s ({rate / base:.2f} of bare)" for page, rate in told))


def measure_writing(port: int, parts: list[int], times: int = 10) -> int:
    """Sixteen officers' browsers that update a part each; gives how many updates there were. None may fail."""
    writers = []
    for part_id in parts:
        client = Client(port)
        client.sign_in("officer")
        writers.append(Updating(client, part_id))
    began = time.perf_counter()
    with ThreadPoolExecutor(len(writers)) as pool:
        waits = list(pool.map(lambda writer: [writer.once() for _ in range(times)], writers))
    took = time.perf_counter() - began
    every = sorted(wait for some in waits for wait in some)
    print(
        f"16 clients writing: {len(every) / took:.0f}/s, p50 {statistics.median(every):.0f} ms, "
        f"slowest {every[-1]:.0f} ms"
    )
    return len(every)


@contextmanager
def served(url: str, tasks: int) -> Iterator[tuple[int, int, list[int]]]:
    """A town on a server of its own: the port, a task of the officer's, and parts of theirs to update."""
    with TemporaryDirectory(prefix="giao-ban-") as name:
        folder = Path(name)
        url = url or f"sqlite:///{folder / 'tracker.db'}"
        app = create_app(folder, SQLALCHEMY_DATABASE_URI=url)
        with app.app_context():
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
            demo.build(folder)
            with transaction():
                size.grow(size.Size(units=60, tasks=tasks, quarters=20), at=clock.now())
            found = db.session.execute(
                sa.select(Assignment.id, Assignment.task_id)
                .join(Task, Task.id == Assignment.task_id)
                .where(Assignment.unit_id == officers_unit(), Assignment.state == State.IN_PROGRESS)
                .where(Task.state == TaskState.ACTIVE)
                .order_by(Assignment.id.desc())
                .limit(AT_ONCE)
            ).all()
            db.session.remove()
            if db.engine.dialect.name == "postgresql":
                with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM ANALYZE")  # what autovacuum does within the hour
        with socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--factory"]
        settings = ["--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"]
        environment = os.environ | {"TRACKER_INSTANCE": name, "DATABASE_URL": url}
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(
            [*granian, *settings, "bench.served:create_app"], env=environment, stdout=quiet, stderr=quiet
        )
        try:
            wait_for(port)
            before = events(app)
            yield port, found[0].task_id, [row.id for row in found]
            print(f"events of updates in the trail: {events(app) - before}")
        finally:
            server.terminate()
            server.wait(20)
            with app.app_context():
                db.engine.dispose()


def officers_unit() -> int:
    """The unit of the demo's officer."""
    account = accounts.named("officer")
    assert account is not None
    return int(account.person.unit_id or 0)


def events(app: object) -> int:
    """How many updates the trail tells of."""
    with app.app_context():  # type: ignore[attr-defined]
        names = AuditEvent.name.in_(("assignment.updated", "assignment.unchanged"))
        count = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent).where(names))
        db.session.remove()
        return int(count or 0)


def main() -> None:
    """Build a town, fill it, serve it as the office does, and measure; on each database in turn."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--tasks", type=int, default=10_000)
    said.add_argument("--rounds", type=int, default=15)
    said.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    wanted = said.parse_args()
    with ExitStack() as stack:
        urls = {}
        if wanted.database != "postgres":
            urls["SQLite"] = ""
        if wanted.database != "sqlite":
            run = f"giao_ban_bench_{os.getpid()}"
            server = stack.enter_context(postgres(run))
            run_on(server, "CREATE DATABASE {}", run)
            stack.callback(run_on, server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", run)
            urls["PostgreSQL"] = make_url(server).set(database=run).render_as_string(hide_password=False)
        for name, url in urls.items():
            print(f"\n{name}: {wanted.tasks} tasks, 60 units; 2 workers, one client, {wanted.rounds} rounds of 10")
            with served(url, wanted.tasks) as (port, task_id, parts):
                measure(port, wanted.rounds, task_id, parts[0])
                measure_load(port)
                print(
                    f"updates sent by 16 at once: {measure_writing(port, parts)}; before them {5 + 10 * wanted.rounds}"
                )


def wait_for(port: int) -> None:
    """Until the server answers. Raises TimeoutError after a minute."""
    for _ in range(1200):
        try:
            Client(port).ask("GET", "/sign-in")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the server did not start")


if __name__ == "__main__":
    main()
